using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.GetSource;

/// <summary>Reads one source; the name of one that was merged answers with what it became part of.</summary>
internal sealed class GetSourceHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task<Source> HandleAsync(GetSourceRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var id = FieldRules.ReadSourceName(request.Name, "name", violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var standing = await context.StandingSourceAsync(id, cancellationToken);
        var row = await context.Sources.AsNoTracking().Include(source => source.Assessments).Include(source => source.Names).Include(source => source.Merged)
            .SingleOrDefaultAsync(source => source.Id == standing, cancellationToken);
        return row is null ? throw NotFound(id!) : SourceMapping.ToProto(row);
    }

    public static SitrepException NotFound(string id) => new(
        StatusCode.NotFound, SourcesReasons.SourceNotFound, $"sources/{id} does not exist.", new Dictionary<string, string> { ["source"] = $"sources/{id}" });
}
