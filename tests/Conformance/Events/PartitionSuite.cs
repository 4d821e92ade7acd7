using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sitrep.Events;
using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

public sealed class SqlitePartition() : PartitionSuite(DatabaseKind.Sqlite);

public sealed class PostgresPartition() : PartitionSuite(DatabaseKind.Postgres);

/// <summary>What the store joins piece by piece is what the whole comes to.</summary>
public abstract class PartitionSuite(DatabaseKind kind) : EventsSuite(kind)
{
    private const int Steps = 60, Reports = 24;

    private static readonly string[] Targets = ["hit a hospital", "hit a market", "hit a checkpoint"];

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task After_random_deliveries_corrections_and_retractions_the_incidents_are_the_partition_of_all_events(int seed)
    {
        var random = new Random(seed);
        var revisions = new Dictionary<int, int>();
        var standing = new Dictionary<int, string>();
        for (var step = 0; step < Steps; step++)
        {
            var n = random.Next(Reports);
            switch (random.Next(5))
            {
                case 0 when standing.TryGetValue(n, out var name):
                    await CorrectAsync(name, random.Next(2) == 0 ? e => e.Time = Stated(random.Next(28, 32)) : e => e.Type = random.Next(2) == 0 ? EventType.Coerce : EventType.Assault);
                    break;
                case 1 when standing.TryGetValue(n, out var name):
                    await ReviewAsync(name, random.Next(2) == 0 ? Review.Types.Status.Rejected : Review.Types.Status.Accepted);
                    break;
                default:
                    revisions[n] = revisions.GetValueOrDefault(n) + 1;
                    var status = random.Next(4) == 0 && revisions[n] > 1 ? Report.Types.Status.Retracted : Report.Types.Status.Current;
                    standing[n] = (await CodeAsync(Delivery(n, revisions[n], status, random))).Events[0];
                    break;
            }
        }

        await using var context = await Instance.Services.GetRequiredService<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(Token);
        var signatures = (await context.EventSignatures.AsNoTracking().ToListAsync(Token)).ConvertAll(SignatureBytes.Read);
        var expected = Partition.Of(signatures, []).Select(cluster => string.Join(' ', cluster.Select(e => EventName.Of(e.EventId)))).Order(StringComparer.Ordinal).ToList();
        var incidents = await context.Events.AsNoTracking().Where(e => e.Incident != "").Select(e => new { e.Id, e.Incident }).ToListAsync(Token);
        var found = incidents.GroupBy(e => e.Incident).Select(g => string.Join(' ', g.Select(e => e.Id).Order().Select(EventName.Of))).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, found);
        Assert.Contains(expected, cluster => cluster.Contains(' ', StringComparison.Ordinal));
        Assert.True(expected.Count > 3, "Everything became one incident: the test would not see a wrong partition.");
    }

    private static CodeReportRequest Delivery(int n, int revision, Report.Types.Status status, Random random)
    {
        var account = Sample.Event(0, e =>
        {
            e.Modes.Add("explosives");
            e.Triggers[0].Quote = Targets[random.Next(Targets.Length)];
            e.Time = Stated(random.Next(28, 32));
            if (random.Next(6) > 0)
            {
                e.Location = random.Next(2) == 0 ? Sample.At(36.73, 68.86, "AF", "places/kunduz-town", Sample.Kunduz, Sample.Afghanistan) : Sample.At(34.53, 69.17, "AF", "places/kabul-town", "places/kabul", Sample.Afghanistan);
                e.Location.Toponym.Place.FeatureClass = "P";
                e.Location.Toponym.Place.ContainingAreas[0].Level = "ADM1";
            }

            e.Casualties.Add(Sample.Killed(new[] { 3, 12, 40 }[random.Next(3)]));
        });
        return Sample.Report($"r{n}", [account], r =>
        {
            (r.Report.Revision, r.Report.Status, r.Report.Title) = (revision, status, $"Title {revision}");
            r.Report.Source = r.Source.Name = $"sources/s{n % 5}";
        });
    }

    private static EventTime Stated(int day)
    {
        var time = Sample.Day(2019, 8, Math.Min(day, 31));
        time.Basis = EventTime.Types.Basis.Stated;
        return time;
    }

    private async Task CorrectAsync(string name, Action<Event> change)
    {
        var correction = new Event { Name = name };
        change(correction);
        var path = correction.Time is null ? "type" : "time";
        await Client.UpdateEventAsync(new UpdateEventRequest { Event = correction, UpdateMask = new FieldMask { Paths = { path } }, Reason = "read again" }, cancellationToken: Token);
    }

    private async Task ReviewAsync(string name, Review.Types.Status status) => await Client.UpdateEventAsync(
        new UpdateEventRequest { Event = new Event { Name = name, Review = new Review { Status = status } }, UpdateMask = new FieldMask { Paths = { "review.status" } }, Reason = "read it" },
        cancellationToken: Token);
}
