using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.LocalHosting.Telemetry;
using Sitrep.LocalHosting.Telemetry.Otlp;
using static Sitrep.LocalHosting.Tests.RunningApplication;

namespace Sitrep.LocalHosting.Tests;

public sealed partial class PageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page.css", "text/css")]
    [InlineData("/page.js", "text/javascript")]
    public async Task The_page_is_served_with_nothing_from_elsewhere(string path, string type)
    {
        await using var running = await StartAsync(_ => { });
        using var client = Client(running);

        using var response = await client.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", text);
    }

    [Fact]
    public async Task A_name_that_a_website_points_at_this_machine_is_refused()
    {
        await using var running = await StartAsync(_ => { });
        using var client = Client(running);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { Host = $"rebound.example:{running.Application.Page.Port}" } };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_request_from_another_site_is_refused(string site)
    {
        await using var running = await StartAsync(_ => { });
        using var client = Client(running);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Sec-Fetch-Site", site } } };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_command_needs_the_token_that_the_page_has()
    {
        var calls = 0;
        await using var running = await StartAsync(builder => WithCommand(builder, () => CommandResults.Success($"called {++calls}")));
        using var client = Client(running);

        using var refused = await client.PostAsync("/api/resources/text/commands/call", null, Cancellation);
        var page = await client.GetStringAsync("/", Cancellation);
        client.DefaultRequestHeaders.Add("X-LocalHosting-Token", Token().Match(page).Groups[1].Value);
        using var accepted = await client.PostAsync("/api/resources/text/commands/call", null, Cancellation);
        var result = await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True(result.GetProperty("success").GetBoolean());
        Assert.Equal("called 1", result.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_command_that_throws_says_why()
    {
        await using var running = await StartAsync(builder => WithCommand(builder, () => throw new InvalidOperationException("no samples here")));
        using var client = Client(running);
        client.DefaultRequestHeaders.Add("X-LocalHosting-Token", Token().Match(await client.GetStringAsync("/", Cancellation)).Groups[1].Value);

        using var response = await client.PostAsync("/api/resources/text/commands/call", null, Cancellation);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.False(result.GetProperty("success").GetBoolean());
        Assert.Equal("no samples here", result.GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        await using var running = await StartAsync(_ => { });
        using var client = Client(running);

        foreach (var path in new[] { "/api/resources/none/log", "/api/traces/0123", "/elsewhere" })
        {
            using var response = await client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_browser_draws_resources_and_a_waterfall_and_runs_no_markup_from_telemetry()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Chromium is not installed.");
        await using var running = await StartAsync(builder => WithCommand(builder, () => CommandResults.Success()));
        var traceId = ByteString.CopyFrom([.. Enumerable.Range(1, 16).Select(i => (byte)i)]);
        running.Application.Services.GetRequiredService<SpanStore>().Add([Spans("sources", traceId, 1, 0, "SubmitReport"), Spans("events", traceId, 2, 1, "<img src=x onerror=\"document.title='owned'\">")]);

        var resources = await DumpAsync(running, "#/resources");
        var trace = await DumpAsync(running, "#/traces/" + Convert.ToHexStringLower(traceId.Span));

        Assert.Contains("Call it", resources, StringComparison.Ordinal);
        Assert.Contains("SubmitReport", trace, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", trace, StringComparison.Ordinal);
        Assert.Equal(2, WaterfallBar().Count(trace));
        Assert.DoesNotContain("<title>owned", trace, StringComparison.Ordinal);
    }

    private static void WithCommand(IDistributedApplicationBuilder builder, Func<ExecuteCommandResult> execute) =>
        builder.AddConnectionString("text", ReferenceExpression.Create($"{"value"}")).WithCommand("call", "Call it", _ => Task.FromResult(execute()));

    private static HttpClient Client(RunningApplication running) => new() { BaseAddress = running.Application.Page };

    private static async Task<string> DumpAsync(RunningApplication running, string fragment)
    {
        var profile = Directory.CreateTempSubdirectory("localhosting-chromium-");
        try
        {
            var start = new ProcessStartInfo("/usr/bin/chromium", [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", $"--user-data-dir={profile.FullName}", "--virtual-time-budget=3000", "--dump-dom", new Uri(running.Application.Page, fragment).ToString()])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var chromium = Process.Start(start)!;
            var errors = chromium.StandardError.ReadToEndAsync(Cancellation);
            var dom = await chromium.StandardOutput.ReadToEndAsync(Cancellation).WaitAsync(Patience, Cancellation);
            await chromium.WaitForExitAsync(Cancellation);
            Assert.True(dom.Length > 0, "Chromium drew nothing: " + await errors);
            return dom;
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    private static ResourceSpans Spans(string service, ByteString traceId, byte id, byte parent, string name) => new()
    {
        Resource = new() { Attributes = { new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = service } } } },
        ScopeSpans =
        {
            new ScopeSpans
            {
                Spans =
                {
                    new Span
                    {
                        TraceId = traceId,
                        SpanId = ByteString.CopyFrom([0, 0, 0, 0, 0, 0, 0, id]),
                        ParentSpanId = parent == 0 ? ByteString.Empty : ByteString.CopyFrom([0, 0, 0, 0, 0, 0, 0, parent]),
                        Name = name,
                        StartTimeUnixNano = 1_790_000_000_000_000_000,
                        EndTimeUnixNano = 1_790_000_000_005_000_000,
                    },
                },
            },
        },
    };

    [GeneratedRegex("name=\"token\" content=\"([0-9a-f]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("class=\"bar\"", RegexOptions.None, 1000)]
    private static partial Regex WaterfallBar();
}
