using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Sources.CreateSource;
using Sitrep.Sources.DeleteReport;
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
using Sitrep.Sources.RetractReport;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.SubmitReports;
using Sitrep.Sources.UpdateSource;
using Sitrep.Sources.V1;

namespace Sitrep.Sources;

/// <summary>The RPCs, each handed to who does it.</summary>
internal sealed class SourcesGrpcService(
    CreateSourceHandler createSource, GetSourceHandler getSource, ListSourcesHandler listSources, UpdateSourceHandler updateSource,
    ReportIntake intake, SubmitReportsHandler submitReports, GetReportHandler getReport, ListReportsHandler listReports, RecodeReportHandler recodeReport,
    RetractReportHandler retractReport, DeleteReportHandler deleteReport, RecodeReportsHandler recodeReports, GetRecodingHandler getRecoding, GetStoryHandler getStory,
    ListStoriesHandler listStories, MergeSourcesHandler mergeSources,
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

    public override Task<Report> RetractReport(RetractReportRequest request, ServerCallContext context) =>
        retractReport.HandleAsync(request, context.CancellationToken);

    public override async Task<Empty> DeleteReport(DeleteReportRequest request, ServerCallContext context)
    {
        await deleteReport.HandleAsync(request, context.CancellationToken);
        return new Empty();
    }

    public override Task<Recoding> RecodeReports(RecodeReportsRequest request, ServerCallContext context) =>
        recodeReports.HandleAsync(request, context.CancellationToken);

    public override Task<Recoding> GetRecoding(GetRecodingRequest request, ServerCallContext context) =>
        getRecoding.HandleAsync(request, context.CancellationToken);

    public override Task<Story> GetStory(GetStoryRequest request, ServerCallContext context) =>
        getStory.HandleAsync(request, context.CancellationToken);

    public override Task<ListStoriesResponse> ListStories(ListStoriesRequest request, ServerCallContext context) =>
        listStories.HandleAsync(request, context.CancellationToken);

    public override Task<Source> MergeSources(MergeSourcesRequest request, ServerCallContext context) =>
        mergeSources.HandleAsync(request, context.CancellationToken);
}
