using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Telemetry;
using Sitrep.Wire.Stories;

namespace Sitrep.Sources.Stories;

/// <summary>
/// Finds the story of each new report. Its index holds the latest texts in memory and follows the table of sketches, which every replica writes in one order; the same text
/// is found however old it is. Used by one transaction at a time, under <see cref="SourcesDbContext.LockAsync"/>.
/// </summary>
internal sealed class StoryBook(IOptions<SourcesOptions> options, SourcesMetrics metrics)
{
    private const int RowsAtATime = 10_000;

    private readonly StoryIndex _index = new(options.Value.StoryWindow);
    private long _mark;

    /// <summary>Reads what the table has and the index has not: at the start the whole window, later what other replicas wrote.</summary>
    public async Task FollowAsync(SourcesDbContext context, CancellationToken cancellationToken)
    {
        var newest = await context.Sketches.MaxAsync(row => (long?)row.Number, cancellationToken) ?? 0;
        var from = Math.Max(_index.Newest, newest - options.Value.StoryWindow);
        while (from < newest)
        {
            var after = from;
            var rows = await context.Sketches.AsNoTracking().Where(row => row.Number > after).OrderBy(row => row.Number).Take(RowsAtATime)
                .Select(row => new { row.Number, row.Sketch }).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                _index.Add(row.Number, row.Sketch.Length == 0 ? [] : TextSketch.ReadKeys(row.Sketch).AsSpan());
            }

            from = rows[^1].Number;
        }
    }

    /// <summary>Decides the story of each text, in order, and what of the table must change. Nothing of it counts before <see cref="Keep"/>.</summary>
    /// <param name="context">Of the transaction.</param>
    /// <param name="texts">New reports and their sketches.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<StoryDecision> DecideAsync(SourcesDbContext context, IReadOnlyList<NewText> texts, CancellationToken cancellationToken)
    {
        await FollowAsync(context, cancellationToken);
        _mark = _index.Mark();
        var first = _index.Newest + 1;

        var hashes = texts.Select(text => text.Sketch.TextHash).Where(hash => hash != 0).Distinct().ToList();
        var sameText = await context.Sketches.AsNoTracking().Where(row => hashes.Contains(row.TextHash))
            .Join(context.Reports, row => row.ReportId, report => report.Id, (row, report) => new { row.TextHash, report.StoryId })
            .Where(found => found.StoryId != null).ToListAsync(cancellationToken);
        var stories = new StoryUnion();
        var byHash = new Dictionary<long, string>();
        foreach (var found in sameText)
        {
            byHash.TryAdd(found.TextHash, found.StoryId!);
        }

        // The same text needs no sketch of its own, and no search.
        var sketched = new List<(NewText Text, long Number, IReadOnlyList<long> Candidates)>();
        foreach (var text in texts.Where(text => text.Sketch.TextHash == 0 || !byHash.ContainsKey(text.Sketch.TextHash)).DistinctBy(text => text.Sketch.TextHash == 0 ? text.ReportId : (object)text.Sketch.TextHash))
        {
            var candidates = _index.Candidates(text.Sketch);
            var number = _index.Newest + 1;
            _index.Add(number, text.Sketch);
            sketched.Add((text, number, candidates));
        }

        var known = await KnownAsync(context, sketched.SelectMany(entry => entry.Candidates).Where(number => number < first), cancellationToken);
        foreach (var (text, number, candidates) in sketched)
        {
            var alike = candidates.Where(known.ContainsKey).Select(candidate => known[candidate]).Where(candidate => CopyRule.Likeness(text.Sketch, candidate.Sketch) > 0)
                .Select(candidate => candidate.StoryId).Distinct().ToList();
            var story = alike.Count > 0 ? stories.Join(alike) : text.ReportId;
            known[number] = (text.Sketch, story);
            if (text.Sketch.TextHash != 0)
            {
                byHash[text.Sketch.TextHash] = story;
            }

            text.StoryId = story;
        }

        foreach (var text in texts.Where(text => text.StoryId is null))
        {
            text.StoryId = byHash[text.Sketch.TextHash];
        }

        return await PrepareAsync(context, texts, stories, [.. sketched.Select(entry => Row(entry.Text, entry.Number))], cancellationToken);
    }

    /// <summary>The transaction is committed.</summary>
    public void Keep(StoryDecision decision)
    {
        _index.Keep();
        metrics.Stories(decision.Added.Count, decision.Joined, decision.Merged.Count);
    }

    /// <summary>The transaction has failed.</summary>
    public void Undo() => _index.Undo(_mark);

    private static SketchRow Row(NewText text, long number) =>
        new() { Number = number, ReportId = text.ReportId, TextHash = text.Sketch.TextHash, Sketch = text.Sketch.ToBytes() };

    private static async Task<Dictionary<long, (TextSketch Sketch, string StoryId)>> KnownAsync(
        SourcesDbContext context, IEnumerable<long> candidates, CancellationToken cancellationToken)
    {
        var numbers = candidates.Distinct().ToList();
        if (numbers.Count == 0)
        {
            return [];
        }

        var rows = await context.Sketches.AsNoTracking().Where(row => numbers.Contains(row.Number))
            .Join(context.Reports, row => row.ReportId, report => report.Id, (row, report) => new { row.Number, row.TextHash, row.Sketch, report.StoryId })
            .Where(row => row.StoryId != null)
            .ToListAsync(cancellationToken);
        return rows.Where(row => row.Sketch.Length > 0).ToDictionary(row => row.Number, row => (TextSketch.FromBytes(row.TextHash, row.Sketch), row.StoryId!));
    }

    /// <summary>Follows the joins to what each story is called in the end, and adapts the rows of stories.</summary>
    private static async Task<StoryDecision> PrepareAsync(
        SourcesDbContext context, IReadOnlyList<NewText> texts, StoryUnion stories, IReadOnlyList<SketchRow> sketches, CancellationToken cancellationToken)
    {
        var fresh = texts.Select(text => text.ReportId).ToHashSet();
        var touched = texts.Select(text => text.StoryId!).Concat(stories.Members).Where(id => !fresh.Contains(id)).Distinct().ToList();
        var rows = touched.Count == 0
            ? []
            : await context.Stories.Where(row => touched.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var survivors = new Dictionary<string, string>();
        var merged = new List<(string From, string Into)>();
        foreach (var group in stories.Groups())
        {
            // Most reports first, so that few are revised; then the oldest, which most know by name.
            var survivor = group.OrderByDescending(id => rows.GetValueOrDefault(id)?.ReportCount ?? 0).ThenBy(id => rows.GetValueOrDefault(id)?.CreateTime ?? long.MaxValue)
                .ThenBy(id => id, StringComparer.Ordinal).First();
            foreach (var id in group)
            {
                survivors[id] = survivor;
                if (id != survivor && rows.TryGetValue(id, out var row))
                {
                    Absorb(rows[survivor], row);
                    merged.Add((id, survivor));
                }
            }
        }

        var added = new Dictionary<string, StoryRow>();
        var joined = 0;
        foreach (var text in texts)
        {
            text.StoryId = survivors.GetValueOrDefault(text.StoryId!, text.StoryId!);
            if (rows.GetValueOrDefault(text.StoryId) is not { } row && !added.TryGetValue(text.StoryId, out row!))
            {
                row = new StoryRow { Id = text.StoryId, LeadReportId = text.ReportId, LeadTime = text.PublishTime, ReportCount = 0, CreateTime = text.CreateTime };
                added.Add(row.Id, row);
            }
            else
            {
                joined++;
            }

            row.ReportCount++;
            if (IsEarlier(text.PublishTime, row.LeadTime))
            {
                (row.LeadTime, row.LeadReportId) = (text.PublishTime, text.ReportId);
            }
        }

        return new StoryDecision([.. added.Values], sketches, merged, joined);
    }

    private static void Absorb(StoryRow survivor, StoryRow merged)
    {
        survivor.ReportCount += merged.ReportCount;
        merged.MergedInto = survivor.Id;
        merged.ReportCount = 0;
        if (IsEarlier(merged.LeadTime, survivor.LeadTime))
        {
            (survivor.LeadTime, survivor.LeadReportId) = (merged.LeadTime, merged.LeadReportId);
        }
    }

    private static bool IsEarlier(long time, long lead) => time != ReportRow.Undated && (lead == ReportRow.Undated || time < lead);
}

/// <summary>A new report whose story is to be found.</summary>
internal sealed class NewText(string reportId, TextSketch sketch, long publishTime, long createTime)
{
    public string ReportId { get; } = reportId;

    public TextSketch Sketch { get; } = sketch;

    public long PublishTime { get; } = publishTime;

    public long CreateTime { get; } = createTime;

    /// <summary>What was decided.</summary>
    public string? StoryId { get; set; }
}

/// <summary>What the stories of a commit come to.</summary>
/// <param name="Added">Rows of stories that are new; rows of others are tracked by the context.</param>
/// <param name="Sketches">Rows to insert.</param>
/// <param name="Merged">Stories that a new report has shown to be one.</param>
/// <param name="Joined">Reports that joined a story that was there.</param>
internal sealed record StoryDecision(
    IReadOnlyList<StoryRow> Added, IReadOnlyList<SketchRow> Sketches, IReadOnlyList<(string From, string Into)> Merged, int Joined);
