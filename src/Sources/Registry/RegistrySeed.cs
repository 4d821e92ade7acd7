using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Registry;

/// <summary>
/// Fills the registry with the sources that we know (`sources.tsv`), before the service listens. What an operator has said stays: a source that is there is left alone,
/// unless it only came in with a report and nobody has said anything about it yet.
/// </summary>
internal sealed class RegistrySeed(IDbContextFactory<SourcesDbContext> contexts, WriteGate gate, TimeProvider time, IOptions<SourcesOptions> options) : IHostedLifecycleService
{
    private const int MaxConflicts = 5;
    private const string Assessor = "Sitrep", Reason = "Where to begin, by the kind of publisher; judge for yourself.";

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        for (var conflicts = 0; options.Value.SeedRegistry; conflicts++)
        {
            try
            {
                await SeedAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException fault) when (StoreFaults.IsConflict(fault) && conflicts < MaxConflicts)
            {
                // Another replica came first.
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var now = UnixMicros.From(time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockAsync(cancellationToken);
        var entries = Read();
        var ids = entries.Select(entry => entry.Id).ToList();
        var there = await context.Sources.Include(row => row.Assessments).Include(row => row.Names).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var (id, source) in entries)
        {
            var row = there.GetValueOrDefault(id);
            if (row is { Version: > 1 } or { Kind: not 0 } or { MergedInto: not null })
            {
                continue;
            }

            if (row is null)
            {
                row = new SourceRow { Id = id, DisplayName = "", NameKey = "", CreateTime = now };
                context.Sources.Add(row);
            }

            var before = row.DisplayName;
            SourceMapping.Apply(source, SourceMapping.Fields.Keys, row, now, Assessor, Reason);
            SourceNames.Follow(row, before);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The sources of `sources.tsv`.</summary>
    internal static IReadOnlyList<(string Id, Source Source)> Read()
    {
        using var reader = new StreamReader(typeof(RegistrySeed).Assembly.GetManifestResourceStream("sources.tsv")!);
        var entries = new List<(string Id, Source Source)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var fields = line.Split('\t');
            entries.Add((fields[0], new Source
            {
                DisplayName = fields[1],
                Kind = Kinds[fields[2]],
                CountryCode = fields[3],
                LanguageCode = fields[4],
                Reliability = (Source.Types.Reliability)(fields[5][0] - 'A' + 1),
                CreditNames = { fields[6].Split('|', StringSplitOptions.RemoveEmptyEntries) },
            }));
        }

        return entries;
    }

    private static readonly Dictionary<string, Source.Types.Kind> Kinds = new()
    {
        ["agency"] = Source.Types.Kind.NewsAgency,
        ["outlet"] = Source.Types.Kind.NewsOutlet,
        ["government"] = Source.Types.Kind.Government,
        ["igo"] = Source.Types.Kind.Igo,
        ["ngo"] = Source.Types.Kind.Ngo,
        ["social"] = Source.Types.Kind.Social,
        ["other"] = Source.Types.Kind.Other,
    };
}
