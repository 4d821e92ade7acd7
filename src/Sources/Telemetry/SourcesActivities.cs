using System.Diagnostics;
using Grpc.Core;
using Sitrep.Sources.Dispatch;

namespace Sitrep.Sources.Telemetry;

/// <summary>Spans that no instrumentation gives: handing a report over, outside any call.</summary>
internal static class SourcesActivities
{
    private static readonly ActivitySource Source = new("Sitrep.Sources");

    /// <summary>The first attempt continues the trace of who submitted; a retry is a trace of its own, linked to it.</summary>
    public static Activity? StartCoding(Leased lease)
    {
        ActivityContext.TryParse(lease.TraceParent, null, isRemote: true, out var origin);
        var activity = lease.Attempt == 1 || origin == default
            ? Source.StartActivity("hand over report", ActivityKind.Producer, origin)
            : Source.StartActivity("hand over report", ActivityKind.Producer, default(ActivityContext), links: [new ActivityLink(origin)]);
        return activity?.SetTag("sitrep.report", lease.ReportId).SetTag("sitrep.attempt", lease.Attempt);
    }

    /// <summary>Notes why the attempt failed.</summary>
    public static void Failed(Activity? activity, StatusCode code) => activity?.SetStatus(ActivityStatusCode.Error, code.ToString());
}
