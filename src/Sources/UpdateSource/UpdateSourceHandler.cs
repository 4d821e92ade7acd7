using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.GetSource;
using Sitrep.Sources.RecodeReports;
using Sitrep.Sources.Registry;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.UpdateSource;

/// <summary>Changes the fields of a source that the mask names.</summary>
internal sealed class UpdateSourceHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, RecodingSweep sweep, TimeProvider time)
{
    private const string Everything = "*";
    private const int MaxConflicts = 5;
    private const int MaxReasonBytes = 1_000;

    /// <summary>The source as stored. Without a mask every field that is set is changed; with `*` every field that can be.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND; ABORTED where the etag is no longer current.</exception>
    public async Task<Source> HandleAsync(UpdateSourceRequest request, CancellationToken cancellationToken)
    {
        var (id, fields) = Read(request);
        for (var conflicts = 0; ; conflicts++)
        {
            try
            {
                return await UpdateAsync(id, request, fields, cancellationToken);
            }
            catch (DbUpdateException fault) when (StoreFaults.IsConflict(fault) && conflicts < MaxConflicts)
            {
                // Somebody else changed it in between: read again, where the etag then tells whether that matters.
            }
        }
    }

    private async Task<Source> UpdateAsync(string id, UpdateSourceRequest request, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        var source = request.Source;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        var standing = await context.StandingSourceAsync(id, cancellationToken);
        var row = await context.Sources.Include(s => s.Assessments).Include(s => s.Names).Include(s => s.Merged).SingleOrDefaultAsync(s => s.Id == standing, cancellationToken)
            ?? throw GetSourceHandler.NotFound(id);
        if (source.Etag.Length > 0 && source.Etag != SourceMapping.Etag(row))
        {
            throw new SitrepException(
                StatusCode.Aborted, SourcesReasons.EtagMismatch, $"sources/{id} has changed since it was read.",
                new Dictionary<string, string> { ["source"] = $"sources/{id}", ["etag"] = SourceMapping.Etag(row) });
        }

        var now = UnixMicros.From(time.GetUtcNow());
        var before = (row.DisplayName, row.Kind, row.CountryCode, row.Reliability);
        SourceMapping.Apply(source, fields, row, now, request.Assessor, request.Reason);
        SourceNames.Follow(row, before.DisplayName);
        row.Version++;
        if (before != (row.DisplayName, row.Kind, row.CountryCode, row.Reliability))
        {
            // What the events service goes by: it hears of every report of the source.
            await RecodingRows.AddAsync(context, force: false, row.Id, notCoderVersion: null, from: null, until: null, now, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        sweep.Wake();
        return SourceMapping.ToProto(row);
    }

    private static (string Id, IReadOnlyList<string> Fields) Read(UpdateSourceRequest request)
    {
        var violations = new Violations();
        if (request.Source is null)
        {
            violations.Add("source", "REQUIRED", "Must be given.");
            violations.ThrowIfAny();
        }

        var id = FieldRules.ReadSourceName(request.Source!.Name, "source.name", violations);
        violations.CheckText(request.Assessor, "assessor", FieldRules.MaxNameBytes, required: false);
        violations.CheckText(request.Reason, "reason", MaxReasonBytes, required: false);
        var fields = ReadMask(request, violations);
        foreach (var field in fields)
        {
            SourceMapping.Fields[field](request.Source, violations);
        }

        violations.ThrowIfAny();
        return (id!, fields);
    }

    private static List<string> ReadMask(UpdateSourceRequest request, Violations violations)
    {
        var descriptor = Source.Descriptor;
        if (request.UpdateMask is null or { Paths.Count: 0 })
        {
            return [.. SourceMapping.Fields.Keys.Where(field => IsSet(request.Source, field))];
        }

        if (request.UpdateMask.Paths is [Everything])
        {
            return [.. SourceMapping.Fields.Keys];
        }

        var fields = new List<string>();
        for (var i = 0; i < request.UpdateMask.Paths.Count; i++)
        {
            var path = request.UpdateMask.Paths[i];
            if (SourceMapping.Fields.ContainsKey(path))
            {
                if (!fields.Contains(path))
                {
                    fields.Add(path);
                }
            }
            else if (descriptor.FindFieldByName(path) is not null)
            {
                violations.Add($"update_mask.paths[{i}]", "IMMUTABLE_FIELD", $"`{path}` is the server's and cannot be changed.");
            }
            else
            {
                violations.Add($"update_mask.paths[{i}]", "UNKNOWN_FIELD", "Not a field of Source.");
            }
        }

        return fields;
    }

    private static bool IsSet(Source source, string field)
    {
        var descriptor = Source.Descriptor.FindFieldByName(field);
        return descriptor.Accessor.GetValue(source) switch
        {
            string text => text.Length > 0,
            System.Collections.IList list => list.Count > 0,
            var value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        };
    }
}
