using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Storage;
using ReportStatus = Sitrep.Sources.V1.Report.Types.Status;

namespace Sitrep.Conformance.Events;

public sealed class SqliteWords() : WordsSuite(DatabaseKind.Sqlite);

public sealed class PostgresWords() : WordsSuite(DatabaseKind.Postgres);

/// <summary>Filters by words of the report.</summary>
public abstract class WordsSuite(DatabaseKind kind) : EventsSuite(kind)
{
    [Theory]
    [InlineData("convoy", "abc")]
    [InlineData("CONVOY bridge", "a")]
    [InlineData("bridge, the convoy!", "a")]
    [InlineData("cafe", "b")]
    [InlineData("Caf\u00e9 convoy", "b")]
    [InlineData("taliban", "c")]
    [InlineData("talib", "")]
    [InlineData("convoy bridge cafe", "")]
    [InlineData("\u043a\u043e\u043b\u043e\u043d\u043d\u0430", "d")]
    public async Task All_words_must_be_in_the_report_whatever_their_case_accents_and_order(string words, string expected)
    {
        await CodeAsync(Report("a", "A convoy on the bridge"));
        await CodeAsync(Report("b", "the caf\u00e9's Convoy"));
        await CodeAsync(Report("c", "the Taliban\u2019s convoy"));
        await CodeAsync(Report("d", "\u041a\u043e\u043b\u043e\u043d\u043d\u0430"));

        var found = await SearchAsync(new EventFilter { Text = words });

        Assert.Equal(expected, string.Concat(found.Select(e => e.Report.Report[^1..]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Words_go_with_every_other_filter_and_pages_and_streams_come_in_order()
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var quote = $"{(i % 2 == 0 ? "convoy" : "march")} {(i % 3 == 0 ? "ambush" : "halt")}";
            await CodeAsync(Sample.Report($"r{i}", Enumerable.Range(0, 3).Select(n => Sample.Event(n * 20, e =>
            {
                e.Triggers[0].Quote = quote;
                e.Type = random.Next(2) == 0 ? EventType.Assault : EventType.Protest;
                e.Time = n == 2 ? null : Sample.Day(2019, 1, 1 + random.Next(5), random.Next(8) == 0 ? 60 : 1);
                e.Location = Sample.At(36 + random.NextDouble(), 68, random.Next(2) == 0 ? "AF" : "PK", Sample.Kunduz);
            }))));
        }

        var all = await SearchAsync(new EventFilter());
        bool Holds(Event e, params string[] words) => words.All(word => e.Triggers[0].Quote.Contains(word, StringComparison.Ordinal));
        (EventFilter Filter, Func<Event, bool> Means)[] cases =
        [
            (new EventFilter { Text = "convoy" }, e => Holds(e, "convoy")),
            (new EventFilter { Text = "ambush convoy" }, e => Holds(e, "convoy", "ambush")),
            (new EventFilter { Text = "march", Types_ = { EventType.Protest } }, e => Holds(e, "march") && e.Type == EventType.Protest),
            (new EventFilter { Text = "march", CountryCodes = { "AF" } }, e => Holds(e, "march") && e.Location.Toponym.Place.CountryCode == "AF"),
            (new EventFilter { Text = "halt", StartDate = Sample.Date(2019, 1, 3) }, e => Holds(e, "halt") && Last(e) >= new DateOnly(2019, 1, 3)),
            (new EventFilter { Text = "halt", StartDate = Sample.Date(2019, 1, 3), EndDate = Sample.Date(2019, 1, 4) },
                e => Holds(e, "halt") && e.Time is not null && First(e) < new DateOnly(2019, 1, 4) && Last(e) >= new DateOnly(2019, 1, 3)),
            (new EventFilter { Text = "halt", Reports = { "reports/r1", "reports/r3" } }, e => Holds(e, "halt") && e.Report.Report is "reports/r1" or "reports/r3"),
        ];
        foreach (var (filter, means) in cases)
        {
            var expected = all.Where(means).Select(e => e.Name).ToList();
            if (filter.Reports.Count > 0)
            {
                expected = [.. all.Where(e => e.Report.Report is "reports/r1" or "reports/r3").Where(e => Holds(e, "halt")).Select(e => e.Name)];
            }

            Assert.NotEmpty(expected);
            Assert.Equal(expected, (await SearchAsync(filter, pageSize: 7)).Select(e => e.Name));
            Assert.Equal(expected.Order(StringComparer.Ordinal), (await StreamAsync(filter)).Select(e => e.Name).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_watcher_hears_of_reports_that_hold_its_words_and_of_no_others()
    {
        using var watch = WatchingSuite.Watch(Client, new EventFilter { Text = "convoy" });
        await WatchingSuite.NextAsync(watch);

        await CodeAsync(Report("a", "a march"));
        await CodeAsync(Report("b", "a convoy"));
        await CodeAsync(Report("c", "a halt"));
        await CodeAsync(Report("b", "a convoy", r => (r.Report.Revision, r.Report.Status) = (2, ReportStatus.Retracted)));
        await CodeAsync(Report("d", "the convoy"));

        var told = await WatchingSuite.TakeAsync(watch, 3);
        Assert.Equal("reports/b", told[0].Event.Report.Report);
        Assert.Equal(told[0].Event.Name, told[1].RemovedEvent);
        Assert.Equal("reports/d", told[2].Event.Report.Report);
    }

    [Fact]
    public async Task A_report_that_is_deleted_for_good_leaves_the_index_and_one_that_is_retracted_is_found_where_asked_for()
    {
        await CodeAsync(Report("a", "a convoy"));
        await CodeAsync(Report("a", "a convoy", r => (r.Report.Revision, r.Report.Status) = (2, ReportStatus.Retracted)));
        Assert.Empty(await SearchAsync(new EventFilter { Text = "convoy" }));
        Assert.Single(await SearchAsync(new EventFilter { Text = "convoy", IncludeWithdrawn = true }));

        await CodeAsync(Sample.Report("a", [], r => (r.Report.Revision, r.Report.Status, r.Report.Text) = (3, ReportStatus.Withdrawn, "")));

        Assert.Empty(await SearchAsync(new EventFilter { Text = "convoy", IncludeWithdrawn = true }));
    }

    [Fact]
    public async Task Words_that_are_none_are_refused()
    {
        var refusal = await Refusal.OfAsync(Client.SearchEventsAsync(new SearchEventsRequest { Filter = new EventFilter { Text = " -- !" } }, cancellationToken: Token));

        Assert.Equal([("filter.text", "NO_WORDS")], refusal.Violations);
    }

    [Fact]
    public async Task A_stream_goes_on_after_any_event_as_if_it_had_not_ended()
    {
        for (var i = 0; i < 10; i++)
        {
            await CodeAsync(Sample.Report($"r{i}", Enumerable.Range(0, 4).Select(n => Sample.Event(n * 20, e => e.Time = n == 3 ? null : Sample.Day(2019, 1, 1 + ((i + n) % 4))))));
        }

        var whole = await StreamAsync(new EventFilter());
        Assert.Equal(40, whole.Count);
        for (var i = 0; i < whole.Count; i += 3)
        {
            using var call = Client.StreamEvents(new StreamEventsRequest { After = whole[i].Name, AfterDate = whole[i].Time?.StartDate }, cancellationToken: Token);
            var rest = new List<string>();
            while (await call.ResponseStream.MoveNext(Token))
            {
                rest.Add(call.ResponseStream.Current.Name);
            }

            Assert.Equal(whole.Skip(i + 1).Select(e => e.Name), rest);
        }
    }

    private static CodeReportRequest Report(string id, string quote, Action<CodeReportRequest>? change = null) =>
        Sample.Report(id, [Sample.Event(0, e => e.Triggers[0].Quote = quote)], change);

    private static DateOnly First(Event e) => new(e.Time.StartDate.Year, e.Time.StartDate.Month, e.Time.StartDate.Day);

    private static DateOnly Last(Event e) =>
        e.Time is null ? DateOnly.MinValue : new DateOnly(e.Time.EndDate.Year, e.Time.EndDate.Month, e.Time.EndDate.Day).AddDays(-1);
}
