using System.Diagnostics;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Sitrep.LocalHosting.Telemetry;
using Sitrep.LocalHosting.Telemetry.Otlp;
using static Sitrep.LocalHosting.Tests.RunningApplication;
using Metric = Sitrep.LocalHosting.Telemetry.Otlp.Metric;
using Resource = Sitrep.LocalHosting.Telemetry.Otlp.Resource;
using StatusCode = Grpc.Core.StatusCode;

namespace Sitrep.LocalHosting.Tests;

public sealed partial class TelemetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_real_exporter_sends_arrives_whole()
    {
        await using var running = await StartAsync(_ => { });
        using var source = new ActivitySource("Test.Source");
        using var meter = new Meter("Test.Meter");
        var counter = meter.CreateCounter<long>("test.reports", "{report}", "Reports.");
        var histogram = meter.CreateHistogram<double>("test.duration", "s");
        string traceId;
        using (var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Test.Source").SetResourceBuilder(Service()).AddOtlpExporter(o => Point(o, running)).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("Test.Meter").SetResourceBuilder(Service()).AddOtlpExporter(o => Point(o, running)).Build())
        using (var logging = LoggerFactory.Create(b => b.AddOpenTelemetry(o => o.SetResourceBuilder(Service()).AddOtlpExporter(e => Point(e, running)))))
        {
            using (var parent = source.StartActivity("submit", ActivityKind.Server)!)
            {
                traceId = parent.TraceId.ToHexString();
                using var child = source.StartActivity("code", ActivityKind.Client, parent.Context, links: [new ActivityLink(new ActivityContext(ActivityTraceId.CreateFromString("0123456789abcdef0123456789abcdef"), ActivitySpanId.CreateFromString("0123456789abcdef"), default))])!;
                child.SetTag("words", 42).SetTag("kinds", new[] { "battle", "strike" }).AddEvent(new ActivityEvent("retry")).SetStatus(ActivityStatusCode.Error, "refused");
                LogAttempt(logging.CreateLogger("Test.Category"), 3);
            }

            counter.Add(5, new KeyValuePair<string, object?>("outcome", "stored"));
            foreach (var seconds in new[] { 0.004, 0.006, 0.3 })
                histogram.Record(seconds);
        }

        var services = running.Application.Services;
        var trace = services.GetRequiredService<SpanStore>().Find(traceId);
        Assert.NotNull(trace);
        Assert.Equal(("submit", "exporter", 2, 1), (trace.Summary.Name, trace.Summary.Service, trace.Summary.SpanCount, trace.Summary.ErrorCount));
        var code = trace.Spans.Single(s => s.Name == "code");
        Assert.Equal(("Client", "refused", "i-1", "Test.Source"), (code.Kind, code.Error, code.Instance, code.Scope));
        Assert.Equal("42", code.Attributes["words"]);
        Assert.Equal("[battle, strike]", code.Attributes["kinds"]);
        Assert.Equal("retry", Assert.Single(code.Events).Name);
        Assert.Equal("0123456789abcdef0123456789abcdef", Assert.Single(code.Links).TraceId);
        Assert.Equal(trace.Spans.Single(s => s.Name == "submit").SpanId, code.ParentId);

        var log = Assert.Single(services.GetRequiredService<LogStore>().List(null, traceId, onlyProblems: true, 10));
        Assert.Equal(("exporter", "Test.Category", "3", code.SpanId), (log.Service, log.Category, log.Attributes["Attempt"], log.SpanId));

        var values = services.GetRequiredService<MetricStore>().List();
        var reports = values.Single(m => m.Name == "test.reports");
        Assert.Equal((5.0, "{report}", "stored", "sum"), (reports.Value, reports.Unit, reports.Attributes["outcome"], reports.Kind));
        var durations = values.Single(m => m.Name == "test.duration");
        Assert.Equal(3, durations.Count);
        Assert.Equal(0.31 / 3, durations.Value!.Value, 9);
    }

    [Fact]
    public async Task An_exporter_without_the_key_is_refused()
    {
        await using var running = await StartAsync(_ => { });
        using var channel = GrpcChannel.ForAddress(running.Application.Otlp.Address);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await channel.CreateCallInvoker().AsyncUnaryCall(Export, null, new CallOptions(cancellationToken: Cancellation), new ExportTraceServiceRequest()));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    [Fact]
    public void Old_traces_make_room_and_a_single_long_one_is_cut()
    {
        var spans = new SpanStore();
        var padding = new string('x', TelemetryText.MaxLength);
        for (var i = 0; i < 3_000; i++)
            spans.Add([Batch(TraceId(i), 12, padding)]);

        Assert.Null(spans.Find(Convert.ToHexStringLower(TraceId(0).Span)));
        Assert.NotNull(spans.Find(Convert.ToHexStringLower(TraceId(2_999).Span)));
        var kept = spans.List(null, false, int.MaxValue);
        Assert.InRange(kept.Count * 12L * 2 * TelemetryText.MaxLength, 1, SpanStore.MaxBytes);

        spans.Add([Batch(TraceId(5_000), SpanStore.MaxSpansPerTrace + 10, "")]);
        var cut = spans.Find(Convert.ToHexStringLower(TraceId(5_000).Span));
        Assert.Equal((SpanStore.MaxSpansPerTrace, 10), (cut!.Spans.Count, cut.DroppedSpans));
    }

    [Fact]
    public void A_value_that_is_nested_without_end_is_cut_off()
    {
        var value = new AnyValue { StringValue = "core" };
        for (var i = 0; i < 90; i++)
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };

        Assert.Equal("[[[[…]]]]", TelemetryText.Text(value));
    }

    [Fact]
    public void Percentiles_lie_within_their_bucket()
    {
        var metrics = new MetricStore();
        var point = new HistogramDataPoint { Count = 100, Sum = 50, BucketCounts = { 50, 40, 10 }, ExplicitBounds = { 1, 2 }, Min = 0.5, Max = 4 };
        metrics.Add([new ResourceMetrics { ScopeMetrics = { new ScopeMetrics { Metrics = { new Metric { Name = "d", Histogram = new Histogram { DataPoints = { point } } } } } } }]);

        var value = Assert.Single(metrics.List());
        Assert.Equal((1.0, 3.0, 0.5), (value.P50, value.P95, value.Value));
    }

    private static readonly Method<ExportTraceServiceRequest, object> Export = new(
        MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export",
        Marshallers.Create(m => m.ToByteArray(), ExportTraceServiceRequest.Parser.ParseFrom), Marshallers.Create<object>(_ => [], _ => new()));

    [LoggerMessage(1, LogLevel.Warning, "attempt {Attempt} failed")]
    private static partial void LogAttempt(ILogger logger, int attempt);

    private static ResourceBuilder Service() => ResourceBuilder.CreateEmpty().AddService("exporter", serviceInstanceId: "i-1");

    private static void Point(OtlpExporterOptions options, RunningApplication running)
    {
        options.Endpoint = running.Application.Otlp.Address;
        options.Protocol = OtlpExportProtocol.Grpc;
        options.Headers = $"x-otlp-api-key={running.Application.Otlp.Key}";
    }

    private static ByteString TraceId(int number) => ByteString.CopyFrom([.. new byte[12], .. BitConverter.GetBytes(number + 1)]);

    private static ResourceSpans Batch(ByteString traceId, int count, string padding)
    {
        var scope = new ScopeSpans();
        for (var i = 0; i < count; i++)
            scope.Spans.Add(new Span { TraceId = traceId, SpanId = ByteString.CopyFrom(BitConverter.GetBytes(i + 1L)), Name = "s", Attributes = { new KeyValue { Key = "k", Value = new AnyValue { StringValue = padding } } } });
        return new ResourceSpans { Resource = new Resource(), ScopeSpans = { scope } };
    }
}
