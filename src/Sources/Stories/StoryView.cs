using Microsoft.EntityFrameworkCore;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;
using Sitrep.Wire.Stories;

namespace Sitrep.Sources.Stories;

/// <summary>Stories as clients see them: their reports, how many sources carry them, and how many of those are independent.</summary>
internal static class StoryView
{
    /// <summary>The stories of these rows, in order.</summary>
    public static async Task<IReadOnlyList<Story>> LoadAsync(SourcesDbContext context, IReadOnlyList<StoryRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var reports = (await context.Reports.AsNoTracking().Where(row => row.StoryId != null && ids.Contains(row.StoryId))
            .Select(row => new Copy(row.StoryId!, row.Id, row.SourceId, row.Credits, row.PublishTime, row.CreateTime, row.TextHash)).ToListAsync(cancellationToken))
            .ToLookup(report => report.StoryId);
        var hashes = ids.Where(id => reports[id].Select(report => report.TextHash).Distinct().Skip(1).Any()).SelectMany(id => reports[id]).Select(report => report.TextHash).Distinct().ToList();
        var sketches = hashes.Count == 0
            ? []
            : (await context.Sketches.AsNoTracking().Where(row => hashes.Contains(row.TextHash)).ToListAsync(cancellationToken))
                .Where(row => row.Sketch.Length > 0).DistinctBy(row => row.TextHash).ToDictionary(row => row.TextHash, row => TextSketch.FromBytes(row.TextHash, row.Sketch));
        return [.. rows.Select(row => View(row, [.. reports[row.Id]], sketches))];
    }

    private static Story View(StoryRow row, List<Copy> copies, Dictionary<long, TextSketch> sketches)
    {
        // The earliest first: by publication, then as they came in.
        copies.Sort((a, b) => (a.Time, a.CreateTime).CompareTo((b.Time, b.CreateTime)) is var order and not 0 ? order : string.CompareOrdinal(a.ReportId, b.ReportId));
        return new Story
        {
            Name = StoryNaming.Prefix + row.Id,
            LeadReport = ReportNaming.Prefix + (copies.Count > 0 ? copies[0].ReportId : row.LeadReportId),
            Reports = { copies.Select(copy => ReportNaming.Prefix + copy.ReportId) },
            SourceCount = copies.Select(copy => copy.SourceId).Distinct().Count(),
            IndependentSourceCount = Independent(copies, sketches),
        };
    }

    /// <summary>
    /// Groups of reports that do not stand for themselves: of one source, of sources that credit one another or the same third, or of the same words. A report is compared
    /// with the first of each group, so that a story of thousands takes no longer than its groups are many.
    /// </summary>
    private static int Independent(List<Copy> copies, Dictionary<long, TextSketch> sketches)
    {
        var groups = new List<(HashSet<string> Origins, HashSet<long> Texts, TextSketch? First)>();
        foreach (var copy in copies)
        {
            var origins = copy.Credits.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(SourceNaming.Prefix + copy.SourceId).ToHashSet();
            var sketch = sketches.GetValueOrDefault(copy.TextHash);
            var own = groups.Where(group => group.Origins.Overlaps(origins) || (copy.TextHash != 0 && group.Texts.Contains(copy.TextHash)) || IsVerbatim(group.First, sketch)).ToList();
            if (own.Count == 0)
            {
                groups.Add((origins, [copy.TextHash], sketch));
                continue;
            }

            own[0].Origins.UnionWith(origins);
            own[0].Texts.Add(copy.TextHash);
            foreach (var other in own.Skip(1))
            {
                own[0].Origins.UnionWith(other.Origins);
                own[0].Texts.UnionWith(other.Texts);
                groups.Remove(other);
            }
        }

        return groups.Count;
    }

    private static bool IsVerbatim(TextSketch? a, TextSketch? b) => a is not null && b is not null && CopyRule.Likeness(a, b) >= CopyRule.Verbatim;

    private sealed record Copy(string StoryId, string ReportId, string SourceId, string Credits, long PublishTime, long CreateTime, long TextHash)
    {
        public long Time => PublishTime == ReportRow.Undated ? long.MaxValue : PublishTime;
    }
}
