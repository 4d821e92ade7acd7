using Sitrep.Sources.CreateSource;
using Sitrep.Sources.DeleteReport;
using Sitrep.Sources.Dispatch;
using Sitrep.Sources.GetRecoding;
using Sitrep.Sources.GetReport;
using Sitrep.Sources.GetSource;
using Sitrep.Sources.GetStory;
using Sitrep.Sources.ListReports;
using Sitrep.Sources.ListSources;
using Sitrep.Sources.ListStories;
using Sitrep.Sources.MergeSources;
using Sitrep.Sources.RecodeReport;
using Sitrep.Sources.RecodeReports;
using Sitrep.Sources.Registry;
using Sitrep.Sources.RetractReport;
using Sitrep.Sources.Stories;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.SubmitReports;
using Sitrep.Sources.Telemetry;
using Sitrep.Sources.UpdateSource;

namespace Sitrep.Sources;

/// <summary>Registers what the service is made of.</summary>
internal static class SourcesServiceRegistration
{
    public static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SourcesOptions>().BindConfiguration(SourcesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DispatchOptions>().BindConfiguration(DispatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<CreateSourceHandler>().AddSingleton<GetSourceHandler>().AddSingleton<ListSourcesHandler>().AddSingleton<UpdateSourceHandler>();
        services.AddSingleton<GetReportHandler>().AddSingleton<ListReportsHandler>().AddSingleton<RecodeReportHandler>();
        services.AddSingleton<RetractReportHandler>().AddSingleton<DeleteReportHandler>().AddSingleton<RecodeReportsHandler>().AddSingleton<GetRecodingHandler>();
        services.AddSingleton<GetStoryHandler>().AddSingleton<ListStoriesHandler>().AddSingleton<MergeSourcesHandler>();
        services.AddSingleton<StoryBook>().AddSingleton<SourceRates>();
        services.AddSingleton<SubmitReportsHandler>().AddSingleton<IngestStreams>().AddSingleton<ReportCommit>();
        services.AddSingleton<OutboxSignal>().AddSingleton<OutboxStore>().AddSingleton<RetrySchedule>().AddSingleton<DispatchHealth>();
        services.AddSingleton<SourcesMetrics>();
        // Two replicas jitter apart; a test gives its own seed.
        services.AddSingleton(new Random(HashCode.Combine(Environment.MachineName, Environment.ProcessId)));

        services.AddHostedService<RegistrySeed>();
        AddHosted<OutboxGauge>(services);
        AddHosted<RecodingSweep>(services);
        AddHosted<SketchPurge>(services);
        AddHosted<RequestPurge>(services);
        AddHosted<OutboxDispatcher>(services);
        AddHosted<ReportIntake>(services);
        services.AddHealthChecks().AddCheck<DispatchHealth>("dispatcher");
        return builder;
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
