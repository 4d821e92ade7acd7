using System.Buffers.Binary;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Stories;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.ListStories;

/// <summary>Pages through stories: newest lead first, undated last, ties by name, Z first. Merged ones are left out.</summary>
internal sealed class ListStoriesHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    private const int DefaultPageSize = 50, MaxPageSize = 1_000;

    /// <exception cref="SitrepException">INVALID_ARGUMENT.</exception>
    public async Task<ListStoriesResponse> HandleAsync(ListStoriesRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var pageSize = PageSize.Read(request.PageSize, DefaultPageSize, MaxPageSize, violations);
        var fingerprint = PageToken.Fingerprint(new ListStoriesRequest());
        var position = PageToken.Read(request.PageToken, fingerprint, violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stories = context.Stories.AsNoTracking().Where(row => row.MergedInto == null);
        if (position is not null)
        {
            var (time, name) = (BinaryPrimitives.ReadInt64BigEndian(position), Encoding.UTF8.GetString(position.AsSpan(sizeof(long))));
#pragma warning disable CA1309 // Becomes SQL, where the column's collation compares bytes.
            stories = stories.Where(row => row.LeadTime <= time && (row.LeadTime < time || string.Compare(row.Id, name) < 0));
#pragma warning restore CA1309
        }

        var rows = await stories.OrderByDescending(row => row.LeadTime).ThenByDescending(row => row.Id).Take(pageSize + 1).ToListAsync(cancellationToken);
        var views = await StoryView.LoadAsync(context, rows, cancellationToken);
        return Page.Fill<ListStoriesResponse, (StoryRow Row, Story View), Story>(
            [.. rows.Zip(views)], pageSize, story => story.View, response => response.Stories,
            (response, last) => response.NextPageToken = PageToken.Write(Position(last.Row), fingerprint));
    }

    private static byte[] Position(StoryRow row)
    {
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(row.Id)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, row.LeadTime);
        Encoding.UTF8.GetBytes(row.Id, bytes.AsSpan(sizeof(long)));
        return bytes;
    }
}
