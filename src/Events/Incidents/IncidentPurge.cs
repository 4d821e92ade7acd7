using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.Incidents;

/// <summary>Takes what a report said out of what incidents were: their revisions are kept for watchers, its words are not.</summary>
internal static class IncidentPurge
{
    private const int BatchSize = 64;

    /// <summary>Called in the transaction that deletes a report for good, while its events' revisions still say which incidents they were of.</summary>
    /// <param name="context">The store.</param>
    /// <param name="report">`reports/{report}`.</param>
    /// <param name="incidents">`incidents/{incident}` that its events were of until now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task ForgetAsync(EventsDbContext context, string report, IReadOnlyList<string> incidents, CancellationToken cancellationToken)
    {
        var names = incidents.ToHashSet();
        await foreach (var data in context.EventRevisions.AsNoTracking().Where(r => r.Report == report).Select(r => r.Data).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            names.Add(Event.Parser.ParseFrom(data).Incident);
        }

        foreach (var batch in names.Select(name => IncidentName.TryParse(name, out var id) ? id : -1).Where(id => id >= 0).Chunk(BatchSize))
        {
            foreach (var row in await context.IncidentRevisions.Where(r => batch.Contains(r.IncidentId)).ToListAsync(cancellationToken))
            {
                var incident = Incident.Parser.ParseFrom(row.Data);
                Forget(incident, report);
                row.Data = incident.ToByteArray();
            }
        }
    }

    /// <summary>Takes out what a report said: its numbers, the people that it named, and every quote.</summary>
    internal static void Forget(Incident incident, string report)
    {
        foreach (var toll in incident.Tolls)
        {
            Keep(toll.Claims, claim => claim.Report?.Report != report);
            toll.BestRule = "";
        }

        Keep(incident.Participants, participant => !ReportEvidence.IsFrom(participant, report));
        if (incident.Location is { } location)
        {
            Keep(location.Spots, spot => spot.Report != report);
        }

        ReportEvidence.Forget(incident, report);
    }

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> list, Func<T, bool> keep)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (!keep(list[i]))
            {
                list.RemoveAt(i);
            }
        }
    }
}
