using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.CreateSource;
using Sitrep.Sources.GetReport;
using Sitrep.Sources.GetSource;
using Sitrep.Sources.ListReports;
using Sitrep.Sources.ListSources;
using Sitrep.Sources.RecodeReport;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.SubmitReports;
using Sitrep.Sources.UpdateSource;
using Sitrep.Sources.V1;

namespace Sitrep.Sources;

/// <summary>The RPCs, each handed to who does it.</summary>
internal sealed class SourcesGrpcService(
    CreateSourceHandler createSource, GetSourceHandler getSource, ListSourcesHandler listSources, UpdateSourceHandler updateSource,
    ReportIntake intake, SubmitReportsHandler submitReports, GetReportHandler getReport, ListReportsHandler listReports, RecodeReportHandler recodeReport,
    TimeProvider time, IOptions<SourcesOptions> options) : SourcesService.SourcesServiceBase
{
    public override Task<Source> CreateSource(CreateSourceRequest request, ServerCallContext context) =>
        createSource.HandleAsync(request, context.CancellationToken);

    public override Task<Source> GetSource(GetSourceRequest request, ServerCallContext context) =>
        getSource.HandleAsync(request, context.CancellationToken);

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) =>
        listSources.HandleAsync(request, context.CancellationToken);

    public override Task<Source> UpdateSource(UpdateSourceRequest request, ServerCallContext context) =>
        updateSource.HandleAsync(request, context.CancellationToken);

    public override async Task<Report> SubmitReport(SubmitReportRequest request, ServerCallContext context)
    {
        var submission = SubmitReportMapping.Read(request.Report, request.RequestId, options.Value, time.GetUtcNow());
        var report = (await intake.SubmitAsync(submission, context.CancellationToken)).ReportOrThrow();
        report.Text = submission.Text;
        return report;
    }

    public override Task SubmitReports(
        IAsyncStreamReader<SubmitReportsRequest> requestStream, IServerStreamWriter<SubmitReportsResponse> responseStream, ServerCallContext context) =>
        submitReports.HandleAsync(requestStream, responseStream, context.GetHttpContext().Request.BodyReader, context.CancellationToken);

    public override Task<Report> GetReport(GetReportRequest request, ServerCallContext context) =>
        getReport.HandleAsync(request, context.CancellationToken);

    public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context) =>
        listReports.HandleAsync(request, context.CancellationToken);

    public override Task<Report> RecodeReport(RecodeReportRequest request, ServerCallContext context) =>
        recodeReport.HandleAsync(request, context.CancellationToken);

    public override Task<Report> RetractReport(RetractReportRequest request, ServerCallContext context) => throw NotYet(nameof(RetractReport));

    public override Task<Empty> DeleteReport(DeleteReportRequest request, ServerCallContext context) => throw NotYet(nameof(DeleteReport));

    public override Task<Recoding> RecodeReports(RecodeReportsRequest request, ServerCallContext context) => throw NotYet(nameof(RecodeReports));

    public override Task<Recoding> GetRecoding(GetRecodingRequest request, ServerCallContext context) => throw NotYet(nameof(GetRecoding));

    public override Task<Story> GetStory(GetStoryRequest request, ServerCallContext context) => throw NotYet(nameof(GetStory));

    public override Task<ListStoriesResponse> ListStories(ListStoriesRequest request, ServerCallContext context) => throw NotYet(nameof(ListStories));

    private static SitrepException NotYet(string method) => SitrepException.NotYetAvailable(method);
}
