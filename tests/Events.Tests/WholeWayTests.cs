using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;

namespace Sitrep.Events.Tests;

/// <summary>The coder that ships and the geo-lookup that ships, over sockets.</summary>
public sealed class WholeWayTests
{
    private const string Text =
        "Taliban fighters attacked the northern city of Kunduz on Saturday, killing at least 10 people, the Interior Ministry said.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_coded_stored_and_found_in_the_country_that_it_happened_in()
    {
        var folder = Directory.CreateTempSubdirectory("sitrep-events-");
        var connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "events.sqlite"), Pooling = false }.ConnectionString;
        await using (var geo = await GeoLookupProcess.StartAsync())
        await using (var events = EventsInstance.Start(connectionString, geo.Address))
        {
            var time = Timestamp.FromDateTime(new System.DateTime(2019, 8, 31, 12, 0, 0, DateTimeKind.Utc));
            var coded = await events.Client.CodeReportAsync(
                Sample.Report("kunduz", [], r => (r.Report.Text, r.Report.PublishTime) = (Text, time)), cancellationToken: Token);
            var analysis = await events.Client.GetAnalysisAsync(new GetAnalysisRequest { Name = "reports/kunduz/analysis" }, cancellationToken: Token);

            var kunduz = analysis.Toponyms.Single(t => t.Evidence.Quote == "Kunduz").Place;
            Assert.Equal("AF", kunduz.CountryCode);
            var country = kunduz.ContainingAreas.Single(area => area.Level == "ADM0").Place;
            var found = await events.Client.SearchEventsAsync(
                new SearchEventsRequest { Filter = new EventFilter { WithinPlaces = { country }, Types_ = { EventType.Assault }, MinKilled = 10 } }, cancellationToken: Token);

            var assault = Assert.Single(found.Events, e => coded.Events.Contains(e.Name));
            Assert.Equal(Sample.Date(2019, 8, 31), assault.Time.StartDate);
            Assert.NotEmpty(assault.GazetteerVersion);
            Assert.All(
                assault.Triggers.Concat(assault.Participants.Select(p => p.Mention).OfType<Text.V1.Evidence>()),
                evidence => Assert.Equal(Text[evidence.Span.Start..evidence.Span.End], evidence.Quote));
            Assert.Empty(events.Errors);
        }

        folder.Delete(recursive: true);
    }
}
