using Sitrep.Events.AggregateEvents;
using Sitrep.Events.CodeReport;
using Sitrep.Events.CodeText;
using Sitrep.Events.Coding;
using Sitrep.Events.GetAnalysis;
using Sitrep.Events.GetEvent;
using Sitrep.Events.GetIncident;
using Sitrep.Events.GetRecodingReport;
using Sitrep.Events.Joining;
using Sitrep.Events.ListEventRevisions;
using Sitrep.Events.MergeIncidents;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.SearchIncidents;
using Sitrep.Events.Storage;
using Sitrep.Events.StreamEvents;
using Sitrep.Events.Telemetry;
using Sitrep.Events.UpdateEvent;
using Sitrep.Events.WatchEvents;

namespace Sitrep.Events;

/// <summary>Registers what the calls of this service are made of.</summary>
internal static class EventsServiceRegistration
{
    /// <summary>Adds options, handlers and the background work.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventsOptions>().BindConfiguration(EventsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EventsMetrics>().AddSingleton<StoreIdentity>();
        services.AddSingleton<ReportTextCoder>().AddSingleton<ITextCoder>(provider => provider.GetRequiredService<ReportTextCoder>());
        services.AddHostedService<CoderWarmup>().AddSingleton<GazetteerVersion>().AddSingleton<TextCoding>();
        services.AddSingleton<IPlaceDirectory, GeoPlaceDirectory>().AddSingleton<EventFilterReader>();
        services.AddSingleton<CodeTextHandler>().AddSingleton<CodeReportHandler>().AddSingleton<ReportStore>();
        services.AddSingleton<GetEventHandler>().AddSingleton<GetAnalysisHandler>();
        services.AddSingleton<FactsStore>().AddSingleton<AggregateEventsHandler>();
        services.AddSingleton<CorrectedPlaces>().AddSingleton<UpdateEventHandler>().AddSingleton<ListEventRevisionsHandler>().AddSingleton<GetRecodingReportHandler>();
        services.AddSingleton<SearchEventsHandler>().AddSingleton<StreamEventsHandler>();
        services.AddSingleton<GetIncidentHandler>().AddSingleton<SearchIncidentsHandler>().AddSingleton<IncidentDecisionHandler>();
        services.AddSingleton<Rejoining>().AddHostedService(provider => provider.GetRequiredService<Rejoining>());
        services.AddSingleton<ChangeLog>().AddSingleton<ChangeSignal>().AddSingleton<WatcherSeats>().AddSingleton<WatchEventsHandler>();
        services.AddSingleton<ChangeFeed>().AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<ChangeLogPruning>().AddHostedService(provider => provider.GetRequiredService<ChangeLogPruning>());
        services.AddHealthChecks().AddCheck<ChangeFeed>("changes");
        return services;
    }
}
