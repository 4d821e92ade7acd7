using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Incidents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Events.Writing;
using Sitrep.Storage;

namespace Sitrep.Events.Joining;

/// <summary>Writes incidents that came out otherwise than they stood, with what they were before and an entry of the change log each.</summary>
/// <param name="context">In its transaction.</param>
/// <param name="now">Unix microseconds.</param>
/// <param name="changes">Where entries go.</param>
internal sealed class IncidentWriter(EventsDbContext context, long now, List<ChangeRow> changes)
{
    /// <summary>Writes a standing incident; nothing where it stood so.</summary>
    public void Write(IncidentRow row, Incident incident, IReadOnlyList<Account> accounts)
    {
        var before = row.Data.Length == 0 ? null : Incident.Parser.ParseFrom(row.Data);
        incident.Name = IncidentName.Of(row.Id);
        incident.Review = before?.Review;
        row.DateOrder = EventDays.Day(incident.Time?.StartDate) is { } day ? -day : EventRow.Undated;
        row.EndDay = accounts.Max(a => a.Days?.End);
        row.IsLong = accounts.Any(a => a.Days is { } days && days.End - days.Start > EventRow.LongDays);
        row.EventCount = accounts.Count;
        row.IndependentSources = incident.IndependentSourceCount;
        row.Killed = Best(incident, Casualties.Types.Harm.Killed);
        row.Injured = Best(incident, Casualties.Types.Harm.Injured);
        row.PartOf = IncidentName.TryParse(incident.PartOf, out var whole) ? whole : null;
        row.MergedInto = null;
        if (before is not null && SameButVersions(before, incident))
        {
            return;
        }

        Revise(row, incident, IncidentMembers.Write([.. accounts.Select(a => (a.Id, a.Event.Revision))]), removed: false);
    }

    /// <summary>Closes an incident that has no events any more.</summary>
    /// <param name="name">`incidents/{incident}`.</param>
    /// <param name="heir">The incident that took its events in; empty where none did.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task CloseAsync(string name, string heir, CancellationToken cancellationToken)
    {
        if (!IncidentName.TryParse(name, out var id) || await context.Incidents.FindAsync([id], cancellationToken) is not { } row)
        {
            return;
        }

        var merged = IncidentName.TryParse(heir, out var into);
        if (row.EventCount == 0 && row.MergedInto == (merged ? into : null))
        {
            return;
        }

        row.EventCount = 0;
        row.IndependentSources = 0;
        (row.Killed, row.Injured, row.PartOf) = (null, null, null);
        row.MergedInto = merged ? into : null;
        Revise(row, new Incident { Name = name, MergedInto = heir }, [], removed: true);
        foreach (var part in await context.Incidents.Where(i => i.PartOf == id).ToListAsync(cancellationToken))
        {
            // What was a part of it is now a part of where it went.
            if (part.EventCount > 0 && part.PartOf == id)
            {
                var incident = Incident.Parser.ParseFrom(part.Data);
                var moved = merged && into != part.Id;
                incident.PartOf = moved ? heir : "";
                part.PartOf = moved ? into : null;
                Revise(part, incident, part.Members, removed: false);
            }
        }
    }

    private void Revise(IncidentRow row, Incident incident, byte[] members, bool removed)
    {
        if (row.Revision > 0)
        {
            context.IncidentRevisions.Add(new IncidentRevisionRow { IncidentId = row.Id, Revision = row.Revision, Data = row.Data, Members = row.Members });
        }

        incident.Revision = ++row.Revision;
        incident.UpdateTime = UnixMicros.ToTimestamp(now);
        incident.Etag = EventWriter.Etag(incident.Name, incident.Revision, incident.UpdateTime);
        row.Data = incident.ToByteArray();
        row.Members = members;
        changes.Add(new ChangeRow { EventId = row.Id, IsIncident = true, Revision = row.Revision, Removed = removed, Time = now });
    }

    private static long? Best(Incident incident, Casualties.Types.Harm harm) =>
        incident.Tolls.FirstOrDefault(t => t.Harm == harm && t.Sector.Length == 0 && t.Side == Participant.Types.Side.Unspecified) is { HasBest: true } toll ? toll.Best : null;

    private static bool SameButVersions(Incident before, Incident now)
    {
        var (a, b) = (before.Clone(), now.Clone());
        (a.Revision, a.UpdateTime, a.Etag) = (b.Revision, b.UpdateTime, b.Etag) = (0, null, "");
        return a.Equals(b);
    }
}
