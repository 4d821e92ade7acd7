using System.Collections.Concurrent;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;

namespace Sitrep.Events.Tests;

public sealed class PrivacyTests(EventsFixture fixture) : IClassFixture<EventsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_word_of_a_report_reaches_a_log()
    {
        const string word = "quetzalcoatlus";
        await using var instance = fixture.Start();
        var lines = new ConcurrentQueue<string>();
        instance.Log = lines.Enqueue;

        await instance.Client.CodeTextAsync(new CodeTextRequest { Text = $"The {word} flew.", Title = word }, cancellationToken: Token);
        await instance.Client.CodeReportAsync(Sample.Report("private", [Sample.Event(0, e => e.Triggers[0].Quote = word)], r => r.Report.Title = word), cancellationToken: Token);
        await Refusal.OfAsync(instance.Client.CodeTextAsync(new CodeTextRequest { Text = $"{word}\0" }, cancellationToken: Token));
        await instance.Client.SearchEventsAsync(new SearchEventsRequest(), cancellationToken: Token);

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
