using Microsoft.EntityFrameworkCore;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;

namespace Sitrep.Events.SearchIncidents;

/// <summary>Pages of incidents that have an event which matches a filter, newest first.</summary>
internal sealed class SearchIncidentsHandler(IDbContextFactory<EventsDbContext> contexts, StoreIdentity store, EventFilterReader filters)
{
    private const int DefaultPageSize = 50, MaxPageSize = 1_000;
    private const int MaxPageBytes = 2 * 1024 * 1024;
    private const int BatchSize = 64;

    public async Task<SearchIncidentsResponse> HandleAsync(SearchIncidentsRequest request, CancellationToken cancellationToken)
    {
        var databaseId = await store.GetIdAsync(cancellationToken);
        var violations = new Violations();
        var pageSize = PageSize.Read(request.PageSize, DefaultPageSize, MaxPageSize, violations);
        violations.Require(request.MinIndependentSources >= 0, "min_independent_sources", "NEGATIVE", "Must not be negative.");
        var fingerprint = Fingerprint(request, databaseId);
        var after = EventPosition.Start;
        if (PageToken.Read(request.PageToken, fingerprint, violations) is { } bytes)
        {
            after = EventPosition.From(bytes) ?? after;
        }

        var query = await filters.ReadAsync(request.Filter, violations, cancellationToken);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var response = new SearchIncidentsResponse();
        var size = 0;
        while (true)
        {
            // One more than the page holds says whether there is a next one.
            var wanted = pageSize - response.Incidents.Count + 1;
            var positions = await IncidentWalk.NextAsync(context, query, request.MinIndependentSources, after, wanted, cancellationToken);
            foreach (var batch in positions.Chunk(BatchSize))
            {
                var incidents = await ReadAsync(context, batch, query, cancellationToken);
                foreach (var position in batch)
                {
                    // What changed since it was found, or has no event inside the circle, is passed over.
                    if (incidents.TryGetValue(position, out var data))
                    {
                        if (response.Incidents.Count == pageSize || (size > 0 && size + data.Length > MaxPageBytes))
                        {
                            response.NextPageToken = PageToken.Write(after.ToBytes(), fingerprint);
                            return response;
                        }

                        response.Incidents.Add(Incident.Parser.ParseFrom(data));
                        size += data.Length;
                    }

                    after = position;
                }
            }

            if (positions.Count < wanted)
            {
                return response;
            }
        }
    }

    private static async Task<Dictionary<EventPosition, byte[]>> ReadAsync(
        EventsDbContext context, EventPosition[] positions, EventQuery query, CancellationToken cancellationToken)
    {
        var ids = positions.Select(p => p.Id).ToArray();
        var rows = await context.Incidents.AsNoTracking()
            .Where(i => ids.Contains(i.Id) && i.EventCount > 0)
            .Select(i => new { i.Id, i.DateOrder, i.Data })
            .ToListAsync(cancellationToken);
        if (query.Circle is null)
        {
            return rows.ToDictionary(i => new EventPosition(i.DateOrder, i.Id), i => i.Data);
        }

        // A circle was only a box so far: the events have the last word.
        var names = ids.Select(IncidentName.Of).ToArray();
        var events = await EventWalk.Passing(context, query)
            .Where(e => names.Contains(e.Incident))
            .Select(e => new { e.Incident, e.Latitude, e.Longitude })
            .ToListAsync(cancellationToken);
        var inside = events
            .Where(e => e is { Latitude: { } latitude, Longitude: { } longitude } && query.Circle.Value.Contains(latitude, longitude))
            .Select(e => e.Incident)
            .ToHashSet();
        return rows.Where(i => inside.Contains(IncidentName.Of(i.Id))).ToDictionary(i => new EventPosition(i.DateOrder, i.Id), i => i.Data);
    }

    private static byte[] Fingerprint(SearchIncidentsRequest request, string databaseId)
    {
        var arguments = request.Clone();
        arguments.PageSize = 0;
        arguments.PageToken = "";
        return PageToken.Fingerprint(arguments, databaseId);
    }
}
