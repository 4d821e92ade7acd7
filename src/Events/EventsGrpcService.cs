using Grpc.Core;
using Sitrep.Events.AggregateEvents;
using Sitrep.Events.CodeReport;
using Sitrep.Events.CodeText;
using Sitrep.Events.GetAnalysis;
using Sitrep.Events.GetEvent;
using Sitrep.Events.GetIncident;
using Sitrep.Events.GetRecodingReport;
using Sitrep.Events.ListEventRevisions;
using Sitrep.Events.MergeIncidents;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.SearchIncidents;
using Sitrep.Events.StreamEvents;
using Sitrep.Events.UpdateEvent;
using Sitrep.Events.V1;
using Sitrep.Events.WatchEvents;
using Sitrep.ServiceDefaults.Access;

namespace Sitrep.Events;

/// <summary>The wire's side of the service: each call is one handler's.</summary>
internal sealed class EventsGrpcService(
    CodeTextHandler codeText,
    CodeReportHandler codeReport,
    GetAnalysisHandler getAnalysis,
    GetEventHandler getEvent,
    SearchEventsHandler searchEvents,
    StreamEventsHandler streamEvents,
    WatchEventsHandler watchEvents,
    UpdateEventHandler updateEvent,
    ListEventRevisionsHandler listEventRevisions,
    GetRecodingReportHandler getRecodingReport,
    GetIncidentHandler getIncident,
    SearchIncidentsHandler searchIncidents,
    IncidentDecisionHandler decideIncidents,
    AggregateEventsHandler aggregateEvents) : EventsService.EventsServiceBase
{
    public override Task<CodeTextResponse> CodeText(CodeTextRequest request, ServerCallContext context) =>
        codeText.HandleAsync(request, context.CancellationToken);

    public override Task<CodeReportResponse> CodeReport(CodeReportRequest request, ServerCallContext context) =>
        codeReport.HandleAsync(request, context.CancellationToken);

    public override Task<Analysis> GetAnalysis(GetAnalysisRequest request, ServerCallContext context) =>
        getAnalysis.HandleAsync(request, context.CancellationToken);

    public override Task<Event> GetEvent(GetEventRequest request, ServerCallContext context) =>
        getEvent.HandleAsync(request, context.CancellationToken);

    public override Task<SearchEventsResponse> SearchEvents(SearchEventsRequest request, ServerCallContext context) =>
        searchEvents.HandleAsync(request, context.CancellationToken);

    public override Task StreamEvents(StreamEventsRequest request, IServerStreamWriter<Event> responseStream, ServerCallContext context) =>
        streamEvents.HandleAsync(request, responseStream, context.CancellationToken);

    public override Task WatchEvents(WatchEventsRequest request, IServerStreamWriter<EventChange> responseStream, ServerCallContext context) =>
        watchEvents.HandleAsync(request, responseStream, context.CancellationToken);

    public override Task<AggregateEventsResponse> AggregateEvents(AggregateEventsRequest request, ServerCallContext context) =>
        aggregateEvents.HandleAsync(request, context.CancellationToken);

    public override Task<Event> UpdateEvent(UpdateEventRequest request, ServerCallContext context) =>
        updateEvent.HandleAsync(request, Caller.NameOf(context), context.CancellationToken);

    public override Task<ListEventRevisionsResponse> ListEventRevisions(ListEventRevisionsRequest request, ServerCallContext context) =>
        listEventRevisions.HandleAsync(request, context.CancellationToken);

    public override Task<RecodingReport> GetRecodingReport(GetRecodingReportRequest request, ServerCallContext context) =>
        getRecodingReport.HandleAsync(request, context.CancellationToken);

    public override Task<Incident> GetIncident(GetIncidentRequest request, ServerCallContext context) =>
        getIncident.HandleAsync(request, context.CancellationToken);

    public override Task<SearchIncidentsResponse> SearchIncidents(SearchIncidentsRequest request, ServerCallContext context) =>
        searchIncidents.HandleAsync(request, context.CancellationToken);

    public override Task<Incident> MergeIncidents(MergeIncidentsRequest request, ServerCallContext context) =>
        decideIncidents.MergeAsync(request, Caller.NameOf(context), context.CancellationToken);

    public override Task<Incident> SplitIncident(SplitIncidentRequest request, ServerCallContext context) =>
        decideIncidents.SplitAsync(request, Caller.NameOf(context), context.CancellationToken);
}
