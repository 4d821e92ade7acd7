using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Registry;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.CreateSource;

/// <summary>Registers a source.</summary>
internal sealed class CreateSourceHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>The source as stored.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT; ALREADY_EXISTS.</exception>
    public async Task<Source> HandleAsync(CreateSourceRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var now = UnixMicros.From(time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);

        var id = request.SourceId.Length > 0 ? request.SourceId : SourceNaming.IdOf(request.Source.DisplayName);
        if (request.SourceId.Length == 0
            && await context.Sources.AnyAsync(row => row.Id == id && row.NameKey != SourceNaming.Key(request.Source.DisplayName), cancellationToken))
        {
            // A source of another name has the plain id.
            id = SourceNaming.SecondIdOf(request.Source.DisplayName);
        }

        if (await context.Sources.AnyAsync(row => row.Id == id, cancellationToken))
        {
            throw AlreadyExists(id);
        }

        var row = new SourceRow { Id = id, DisplayName = "", NameKey = "", CreateTime = now };
        SourceMapping.Apply(request.Source, SourceMapping.Fields.Keys, row, now);
        SourceNames.Follow(row, before: null);
        context.Sources.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (StoreFaults.IsConflict(fault))
        {
            throw AlreadyExists(id);
        }

        return SourceMapping.ToProto(row);
    }

    private static void Check(CreateSourceRequest request)
    {
        var violations = new Violations();
        violations.Require(
            request.SourceId.Length == 0 || SourceNaming.IsId(request.SourceId),
            "source_id", "INVALID_NAME", "Must be 1 to 63 of a-z, 0-9 and inner hyphens.");
        if (request.Source is null)
        {
            violations.Add("source", "REQUIRED", "Must be given.");
        }
        else
        {
            foreach (var check in SourceMapping.Fields.Values)
            {
                check(request.Source, violations);
            }
        }

        violations.ThrowIfAny();
    }

    private static SitrepException AlreadyExists(string id) => new(
        StatusCode.AlreadyExists, SourcesReasons.SourceAlreadyExists, $"sources/{id} exists already.", new Dictionary<string, string> { ["source"] = $"sources/{id}" });
}
