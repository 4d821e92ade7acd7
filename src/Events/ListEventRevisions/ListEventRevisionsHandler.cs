using System.Buffers.Binary;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;

namespace Sitrep.Events.ListEventRevisions;

/// <summary>
/// How an event came to stand as it does, newest first. Of an event that is gone the history stays, unless its report was deleted for good: then
/// nothing of it is told.
/// </summary>
internal sealed class ListEventRevisionsHandler(IDbContextFactory<EventsDbContext> contexts, StoreIdentity store)
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1_000;
    private const int MaxPageBytes = 2 * 1024 * 1024;
    private const int MaxNameBytes = 400;

    public async Task<ListEventRevisionsResponse> HandleAsync(ListEventRevisionsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.CheckText(request.Name, "name", MaxNameBytes, required: true);
        violations.Require(
            request.Name.Length == 0 || request.Name.StartsWith(EventName.Collection, StringComparison.Ordinal), "name", "INVALID_FORMAT", "Must be `events/{event}`.");
        var pageSize = PageSize.Read(request.PageSize, DefaultPageSize, MaxPageSize, violations);
        var fingerprint = PageToken.Fingerprint(new ListEventRevisionsRequest { Name = request.Name }, await store.GetIdAsync(cancellationToken));
        var before = PageToken.Read(request.PageToken, fingerprint, violations) is { Length: sizeof(int) } position
            ? BinaryPrimitives.ReadInt32BigEndian(position)
            : int.MaxValue;
        violations.ThrowIfAny();
        if (!EventName.TryParse(request.Name, out var id))
        {
            throw NotFound(request.Name);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // What stands is read first: where it ceases to stand in between, it is found among the former, under the same number.
        var standing = await context.Events.AsNoTracking()
            .Where(e => e.Id == id)
            .Join(context.EventBodies, e => e.Id, b => b.EventId, (e, b) => new { e.Revision, b.Data, e.Author, e.Reason })
            .SingleOrDefaultAsync(cancellationToken);
        var former = await context.EventRevisions.AsNoTracking()
            .Where(r => r.EventId == id && r.Revision < before)
            .OrderByDescending(r => r.Revision)
            .Take(pageSize + 1)
            .Select(r => new { r.Revision, r.Data, r.Author, r.Reason })
            .ToListAsync(cancellationToken);
        var revisions = (standing is not null && standing.Revision < before && former.All(r => r.Revision != standing.Revision) ? former.Prepend(standing) : former)
            .Where(r => r.Data.Length > 0)
            .OrderByDescending(r => r.Revision)
            .ToList();
        if (revisions.Count == 0 && standing is null && before == int.MaxValue)
        {
            throw NotFound(request.Name);
        }

        var response = new ListEventRevisionsResponse();
        var size = 0;
        foreach (var revision in revisions)
        {
            if (response.Revisions.Count == pageSize || (size > 0 && size + revision.Data.Length > MaxPageBytes))
            {
                var last = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32BigEndian(last, response.Revisions[^1].Event.Revision);
                response.NextPageToken = PageToken.Write(last, fingerprint);
                break;
            }

            var account = Event.Parser.ParseFrom(revision.Data);
            size += revision.Data.Length;
            response.Revisions.Add(new EventRevision
            {
                Event = account,
                CreateTime = account.UpdateTime,
                // Rows of before authors were noted were the coder's.
                Author = revision.Author.Length > 0 ? revision.Author : account.CoderVersion,
                Reason = revision.Reason,
            });
        }

        return response;
    }

    private static SitrepException NotFound(string name) => new(
        StatusCode.NotFound, EventsReasons.EventNotFound, $"There is no {name}.", new Dictionary<string, string> { ["name"] = name });
}
