using System.Text;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.ServiceDefaults.Paging;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.ListSources;

/// <summary>Pages through the sources by name; those that became part of another are left out.</summary>
internal sealed class ListSourcesHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    private const int DefaultPageSize = 50, MaxPageSize = 1_000;

    /// <exception cref="SitrepException">INVALID_ARGUMENT.</exception>
    public async Task<ListSourcesResponse> HandleAsync(ListSourcesRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var pageSize = PageSize.Read(request.PageSize, DefaultPageSize, MaxPageSize, violations);
        var fingerprint = PageToken.Fingerprint(new ListSourcesRequest());
        var position = PageToken.Read(request.PageToken, fingerprint, violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sources = context.Sources.AsNoTracking().Include(row => row.Assessments).Include(row => row.Names).Include(row => row.Merged).AsSplitQuery()
            .Where(row => row.MergedInto == null);
        if (position is not null)
        {
            var after = Encoding.UTF8.GetString(position);
#pragma warning disable CA1309 // Becomes SQL, where the column's collation compares bytes.
            sources = sources.Where(row => string.Compare(row.Id, after) > 0);
#pragma warning restore CA1309
        }

        var rows = await sources.OrderBy(row => row.Id).Take(pageSize + 1).ToListAsync(cancellationToken);
        return Page.Fill<ListSourcesResponse, SourceRow, Source>(
            rows, pageSize, SourceMapping.ToProto, response => response.Sources,
            (response, last) => response.NextPageToken = PageToken.Write(Encoding.UTF8.GetBytes(last.Id), fingerprint));
    }
}
