using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Sitrep.LocalHosting.AppModel;
using Sitrep.LocalHosting.Running;
using Sitrep.LocalHosting.Telemetry;

namespace Sitrep.LocalHosting.Page;

/// <summary>A resource as the page shows it.</summary>
internal sealed record ResourceView(
    string Name, string Kind, string State, string Health, string? HealthMessage, int? Pid, int Restarts, IReadOnlyList<string> Endpoints, IReadOnlyList<CommandView> Commands);

/// <summary>A button of a resource.</summary>
internal sealed record CommandView(string Name, string DisplayName, string? Description, string? Confirmation, bool IsHighlighted);

/// <summary>The page's files and the data behind them.</summary>
internal static class PageEndpoints
{
    private const int MaxTraces = 200;
    private const int MaxLogs = 500;

    public static void Map(RouteGroupBuilder page, ApplicationRunner runner)
    {
        page.MapGet("/", () => Results.Content(Asset("index.html").Replace("{{token}}", PageSecurity.Token, StringComparison.Ordinal), "text/html; charset=utf-8"));
        page.MapGet("/page.css", () => Results.Content(Asset("page.css"), "text/css; charset=utf-8"));
        page.MapGet("/page.js", () => Results.Content(Asset("page.js"), "text/javascript; charset=utf-8"));

        page.MapGet("/api/resources", () => runner.Runners.Select(View));
        page.MapGet("/api/resources/{name}/log", (string name, long? after) =>
            runner.Find(name) is { } found ? Results.Ok(found.Log.Read(after ?? 0)) : Results.NotFound());
        page.MapPost("/api/resources/{name}/commands/{command}", (string name, string command, HttpContext context, IHostApplicationLifetime lifetime) =>
            runner.Find(name) is { } found ? ExecuteAsync(found, command, context, lifetime) : Task.FromResult(Results.NotFound()));

        page.MapGet("/api/traces", (string? service, bool? errors, SpanStore spans) => spans.List(Given(service), errors ?? false, MaxTraces));
        page.MapGet("/api/traces/{id}", (string id, SpanStore spans, LogStore logs) =>
            spans.Find(id) is { } trace ? Results.Ok(new { trace.Summary, trace.Spans, trace.DroppedSpans, Logs = logs.List(null, id, false, MaxLogs) }) : Results.NotFound());
        page.MapGet("/api/logs", (string? service, bool? problems, LogStore logs) => logs.List(Given(service), null, problems ?? false, MaxLogs));
        page.MapGet("/api/metrics", (MetricStore metrics) => metrics.List());
    }

    private static string? Given(string? parameter) => string.IsNullOrEmpty(parameter) ? null : parameter;

    private static ResourceView View(ResourceRunner runner)
    {
        var resource = runner.Resource;
        return new(
            resource.Name,
            resource is ProjectResource ? "project" : "connection string",
            runner.State.ToString(),
            runner.Health.ToString(),
            runner.HealthMessage,
            runner.Pid,
            runner.Restarts,
            [.. resource.Annotations.OfType<EndpointAnnotation>().Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.UriScheme}://localhost:{e.AllocatedPort}"))],
            [.. Commands(runner)]);
    }

    private static IEnumerable<CommandView> Commands(ResourceRunner runner)
    {
        foreach (var command in runner.Resource.Annotations.OfType<CommandAnnotation>())
            yield return new(command.Name, command.DisplayName, command.Options.Description, command.Options.ConfirmationMessage, command.Options.IsHighlighted);
        if (runner is not ProcessRunner) yield break;
        if (runner.State is ResourceState.Stopped or ResourceState.Failed)
        {
            yield return new("start", "Start", null, null, false);
            yield break;
        }

        yield return new("restart", "Restart", null, null, false);
        yield return new("stop", "Stop", null, null, false);
    }

    private static async Task<IResult> ExecuteAsync(ResourceRunner runner, string command, HttpContext context, IHostApplicationLifetime lifetime)
    {
        if (runner is ProcessRunner process)
        {
            Action? own = command switch { "start" => process.Start, "stop" => process.Stop, "restart" => process.Restart, _ => null };
            if (own is not null)
            {
                own();
                return Results.Ok(CommandResults.Success());
            }
        }

        var found = runner.Resource.Annotations.OfType<CommandAnnotation>().SingleOrDefault(c => c.Name == command);
        if (found is null) return Results.NotFound();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            return Results.Ok(await found.Execute(new() { ServiceProvider = context.RequestServices, ResourceName = runner.Resource.Name, CancellationToken = either.Token }));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A command is the topology's own code; whatever goes wrong in it is what its caller wants to read.
            return Results.Ok(CommandResults.Failure(e.Message));
        }
    }

    private static string Asset(string name)
    {
        using var reader = new StreamReader(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
