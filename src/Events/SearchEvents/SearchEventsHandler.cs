using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;

namespace Sitrep.Events.SearchEvents;

/// <summary>Pages of events that match a filter, newest first.</summary>
internal sealed class SearchEventsHandler(IDbContextFactory<EventsDbContext> contexts, StoreIdentity store, EventFilterReader filters)
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1_000;

    /// <summary>A page ends early here: events of long reports are large, and callers take what they can hold.</summary>
    private const int MaxPageBytes = 2 * 1024 * 1024;

    public async Task<SearchEventsResponse> HandleAsync(SearchEventsRequest request, CancellationToken cancellationToken)
    {
        var databaseId = await store.GetIdAsync(cancellationToken);
        var violations = new Violations();
        var pageSize = PageSize.Read(request.PageSize, DefaultPageSize, MaxPageSize, violations);
        var fingerprint = Fingerprint(request, databaseId);
        var after = EventPosition.Start;
        if (PageToken.Read(request.PageToken, fingerprint, violations) is { } bytes)
        {
            after = EventPosition.From(bytes) ?? after;
        }

        var query = await filters.ReadAsync(request.Filter, violations, cancellationToken);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var response = new SearchEventsResponse();
        var size = 0;
        while (true)
        {
            // One more than the page holds says whether there is a next one.
            var wanted = pageSize - response.Events.Count + 1;
            var positions = await EventWalk.NextAsync(context, query, WalkOrder.NewestFirst, after, wanted, cancellationToken);
            await foreach (var (position, view) in EventReader.ReadAsync(context, positions, query.Words.Count > 0, cancellationToken))
            {
                // What changed since it was found, or lies outside a circle, is passed over.
                if (view is not null && query.Matches(view))
                {
                    var bytesMore = view.Event.CalculateSize();
                    if (response.Events.Count == pageSize || (size > 0 && size + bytesMore > MaxPageBytes))
                    {
                        response.NextPageToken = PageToken.Write(after.ToBytes(), fingerprint);
                        return response;
                    }

                    response.Events.Add(view.Event);
                    size += bytesMore;
                }

                after = position;
            }

            if (positions.Count < wanted)
            {
                return response;
            }
        }
    }

    private static byte[] Fingerprint(SearchEventsRequest request, string databaseId)
    {
        var arguments = request.Clone();
        arguments.PageSize = 0;
        arguments.PageToken = "";
        return PageToken.Fingerprint(arguments, databaseId);
    }
}
