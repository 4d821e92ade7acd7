using Grpc.Core;
using Sitrep.LocalHosting.Telemetry.Otlp;

namespace Sitrep.LocalHosting.Telemetry;

/// <summary>Takes traces in.</summary>
internal sealed class TraceIntake(SpanStore spans) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        spans.Add(request.ResourceSpans);
        return Task.FromResult(new ExportTraceServiceResponse());
    }
}

/// <summary>Takes logs in.</summary>
internal sealed class LogsIntake(LogStore logs) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        logs.Add(request.ResourceLogs);
        return Task.FromResult(new ExportLogsServiceResponse());
    }
}

/// <summary>Takes metrics in.</summary>
internal sealed class MetricsIntake(MetricStore metrics) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        metrics.Add(request.ResourceMetrics);
        return Task.FromResult(new ExportMetricsServiceResponse());
    }
}
