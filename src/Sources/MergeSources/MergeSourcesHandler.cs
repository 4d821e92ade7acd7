using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.GetSource;
using Sitrep.Sources.RecodeReports;
using Sitrep.Sources.Registry;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.MergeSources;

/// <summary>Makes two sources one. The reports go over at once; the events service hears of each in the background.</summary>
internal sealed class MergeSourcesHandler(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, RecodingSweep sweep, TimeProvider time)
{
    /// <summary>What they have become. Said twice, it comes out the same.</summary>
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task<Source> HandleAsync(MergeSourcesRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var from = FieldRules.ReadSourceName(request.Source, "source", violations);
        var into = FieldRules.ReadSourceName(request.Into, "into", violations);
        violations.Require(from is null || from != into, "into", "INVALID_NAME", "A source does not become part of itself.");
        violations.Require(from != SourceNaming.UnknownId, "source", "INVALID_NAME", "Nobody knows who published what `sources/unknown` holds.");
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockAsync(cancellationToken);
        var ending = await LoadAsync(context, from!, cancellationToken) ?? throw GetSourceHandler.NotFound(from!);
        var survivor = await LoadAsync(context, into!, cancellationToken);
        if (survivor?.MergedInto is { } further)
        {
            survivor = await LoadAsync(context, further, cancellationToken);
        }

        violations.Require(survivor is null || survivor.Id != ending.Id, "into", "INVALID_NAME", "It has become part of the other already.");
        violations.Require(ending.MergedInto is null || ending.MergedInto == survivor?.Id, "source", "INVALID_NAME", $"Has become part of sources/{ending.MergedInto} already.");
        violations.ThrowIfAny();
        if (ending.MergedInto is null)
        {
            survivor ??= Successor(context, ending, into!);
            await MergeAsync(context, ending, survivor, UnixMicros.From(time.GetUtcNow()), cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            sweep.Wake();
        }

        return SourceMapping.ToProto(await LoadAsync(context, survivor!.Id, cancellationToken) ?? survivor);
    }

    private static Task<SourceRow?> LoadAsync(SourcesDbContext context, string id, CancellationToken cancellationToken) =>
        context.Sources.Include(row => row.Assessments).Include(row => row.Names).Include(row => row.Merged).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>A source of another id and otherwise the same.</summary>
    private static SourceRow Successor(SourcesDbContext context, SourceRow source, string id)
    {
        var row = new SourceRow
        {
            Id = id,
            DisplayName = source.DisplayName,
            NameKey = source.NameKey,
            Kind = source.Kind,
            CountryCode = source.CountryCode,
            LanguageCode = source.LanguageCode,
            HomePage = source.HomePage,
            Reliability = source.Reliability,
            CreateTime = source.CreateTime,
        };
        row.Assessments.AddRange(source.Assessments.Select(assessment => new AssessmentRow
        {
            SourceId = id,
            Ordinal = assessment.Ordinal,
            Reliability = assessment.Reliability,
            StartTime = assessment.StartTime,
            Assessor = assessment.Assessor,
            Reason = assessment.Reason,
        }));
        context.Sources.Add(row);
        return row;
    }

    private static async Task MergeAsync(SourcesDbContext context, SourceRow ending, SourceRow survivor, long now, CancellationToken cancellationToken)
    {
        survivor.CreditNames = [.. survivor.CreditNames.Union(ending.CreditNames).Take(SourceMapping.MaxCreditNames)];
        SourceNames.Follow(survivor, ending.DisplayName);
        foreach (var former in ending.Names.Where(name => name.Kind == (int)SourceNameKind.Former && name.NameKey != survivor.NameKey))
        {
            SourceNames.Add(survivor, former.Name, SourceNameKind.Former);
        }

        ending.Names.Clear();
        ending.CreditNames = [];
        foreach (var earlier in ending.Merged.ToList())
        {
            earlier.MergedInto = survivor.Id;
        }

        ending.MergedInto = survivor.Id;
        ending.Version++;
        survivor.Version++;
        (ending.UpdateTime, survivor.UpdateTime) = (now, now);
        await context.SaveChangesAsync(cancellationToken);
        await context.Reports.Where(row => row.SourceId == ending.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.SourceId, survivor.Id), cancellationToken);
        await RecodingRows.AddAsync(context, force: false, survivor.Id, notCoderVersion: null, from: null, until: null, now, cancellationToken);
    }
}
