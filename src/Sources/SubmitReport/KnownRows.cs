using Microsoft.EntityFrameworkCore;
using Sitrep.Sources.Storage;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.SubmitReport;

/// <summary>What the database already has of a batch; grows with what the batch adds, so that duplicates within it meet.</summary>
internal sealed class KnownRows
{
    private readonly Dictionary<string, SourceRow> _sources = [];
    private readonly ILookup<string, SourceRow> _sourcesByKey;
    private readonly ILookup<string, string> _idsByName;
    private readonly ILookup<string, string> _mergedInto;

    private KnownRows(IReadOnlyList<SourceRow> sources, IReadOnlyList<SourceNameRow> names, IReadOnlyList<SourceRow> merged)
    {
        foreach (var source in sources.Concat(merged))
        {
            _sources.TryAdd(source.Id, source);
        }

        var standing = sources.Where(source => source.MergedInto is null).DistinctBy(source => source.Id).OrderBy(source => source.CreateTime).ThenBy(source => source.Id, StringComparer.Ordinal).ToList();
        _sourcesByKey = standing.ToLookup(source => source.NameKey);
        // Former names before credit names, and of equals the source that is older.
        _idsByName = names.OrderBy(name => name.Kind).ThenBy(name => standing.FindIndex(source => source.Id == name.SourceId)).ToLookup(name => name.NameKey, name => name.SourceId);
        _mergedInto = merged.ToLookup(source => source.MergedInto!, source => source.Id);
    }

    public Dictionary<string, ReportRow> Reports { get; } = [];

    public Dictionary<string, OutboxRow> Outbox { get; } = [];

    public required Dictionary<string, RequestRow> Requests { get; init; }

    /// <summary>Current reports by source and hash of the url: those that another text under the same url supersedes.</summary>
    public Dictionary<(string SourceId, long UrlHash), ReportRow> ByUrl { get; } = [];

    public static async Task<KnownRows> LoadAsync(SourcesDbContext context, IReadOnlyList<SubmittedReport> submissions, CancellationToken cancellationToken)
    {
        var displayNames = submissions.Select(s => s.Source.DisplayName).OfType<string>().Distinct().ToList();
        var keys = displayNames.Select(SourceNaming.Key).Distinct().ToList();
        var credits = submissions.SelectMany(s => s.Reading.Credits).Select(credit => credit.Key).Distinct().ToList();
        var ids = submissions.Select(s => s.Source.Id).OfType<string>()
            .Concat(displayNames.Select(SourceNaming.IdOf)).Concat(displayNames.Select(SourceNaming.SecondIdOf)).Distinct().ToList();
        keys = [.. keys.Union(credits)];
        var names = keys.Count == 0 ? [] : await context.SourceNames.AsNoTracking().Where(row => keys.Contains(row.NameKey)).ToListAsync(cancellationToken);
        var named = names.Select(row => row.SourceId).Distinct().ToList();
        var sources = await context.Sources.AsNoTracking().Where(row => ids.Contains(row.Id) || keys.Contains(row.NameKey) || named.Contains(row.Id)).ToListAsync(cancellationToken);
        if (sources.Where(row => row.MergedInto is not null).Select(row => row.MergedInto!).Distinct().ToList() is { Count: > 0 } survivors)
        {
            sources.AddRange(await context.Sources.AsNoTracking().Where(row => survivors.Contains(row.Id)).ToListAsync(cancellationToken));
        }

        // Reports that came in under a source that is merged now keep the names they got then.
        var standing = sources.Where(row => row.MergedInto is null).Select(row => row.Id).Distinct().ToList();
        var merged = await context.Sources.AsNoTracking().Where(row => row.MergedInto != null && standing.Contains(row.MergedInto)).ToListAsync(cancellationToken);

        var requestIds = submissions.Select(s => s.RequestId).OfType<string>().Distinct().ToList();
        var known = new KnownRows(sources, names, merged)
        {
            Requests = requestIds.Count == 0
                ? []
                : await context.Requests.Where(row => requestIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken),
        };
        await known.LoadReportsAsync(context, submissions, cancellationToken);
        return known;
    }

    /// <summary>The source of this id; null where none is known.</summary>
    public SourceRow? Source(string id) => _sources.GetValueOrDefault(id);

    /// <summary>Notes a source that this batch registers.</summary>
    public void Add(SourceRow source) => _sources.Add(source.Id, source);

    /// <summary>The id of the source that a report means, and its display name where it is to be registered first.</summary>
    public (string Id, string? NewDisplayName) Resolve(SourceReference reference)
    {
        if (reference.Id is { } id)
        {
            return _sources.TryGetValue(id, out var named) ? (named.MergedInto ?? named.Id, null) : (id, id);
        }

        var name = reference.DisplayName!;
        var key = SourceNaming.Key(name);
        if (_sourcesByKey[key].FirstOrDefault() is { } same)
        {
            return (same.Id, null);
        }

        if (_idsByName[key].FirstOrDefault() is { } former)
        {
            return (_sources[former].MergedInto ?? former, null);
        }

        // The plain id, unless a source of another name has it.
        id = SourceNaming.IdOf(name);
        if (_sources.TryGetValue(id, out var holder) && holder.NameKey != key)
        {
            id = SourceNaming.SecondIdOf(name);
        }

        return _sources.TryGetValue(id, out var there) ? (there.MergedInto ?? there.Id, null) : (id, name);
    }

    /// <summary>The source that a text credits under this name; null where none is known.</summary>
    public string? Credited(string key) =>
        _sourcesByKey[key].FirstOrDefault()?.Id ?? (_idsByName[key].FirstOrDefault() is { } id ? _sources[id].MergedInto ?? id : null);

    /// <summary>The id that the report has, or is to get.</summary>
    public string ReportId(string sourceId, SubmittedReport submission)
    {
        var id = ReportNaming.IdOf(sourceId, submission.Url, submission.Text);
        return Reports.ContainsKey(id)
            ? id
            : _mergedInto[sourceId].Select(former => ReportNaming.IdOf(former, submission.Url, submission.Text)).FirstOrDefault(Reports.ContainsKey, id);
    }

    private async Task LoadReportsAsync(SourcesDbContext context, IReadOnlyList<SubmittedReport> submissions, CancellationToken cancellationToken)
    {
        var reportIds = new HashSet<string>(Requests.Values.Select(row => row.ReportId));
        foreach (var submission in submissions)
        {
            var sourceId = Resolve(submission.Source).Id;
            reportIds.UnionWith(_mergedInto[sourceId].Append(sourceId).Select(id => ReportNaming.IdOf(id, submission.Url, submission.Text)));
        }

        var urls = submissions.Select(s => ReportNaming.UrlHash(s.Url)).OfType<long>().Distinct().ToList();
        var current = (int)Report.Types.Status.Current;
        foreach (var row in await context.Reports
            .Where(row => reportIds.Contains(row.Id) || (row.UrlHash != null && urls.Contains(row.UrlHash.Value) && row.Status == current))
            .ToListAsync(cancellationToken))
        {
            if (reportIds.Contains(row.Id))
            {
                Reports.Add(row.Id, row);
            }

            if (row is { Status: (int)Report.Types.Status.Current, UrlHash: { } url })
            {
                ByUrl[(row.SourceId, url)] = row;
            }
        }

        if (Reports.Values.Any(row => row.State == (int)Report.Types.State.Pending))
        {
            foreach (var row in await context.Outbox.AsNoTracking().Where(row => reportIds.Contains(row.ReportId)).ToListAsync(cancellationToken))
            {
                Outbox.Add(row.ReportId, row);
            }
        }
    }
}
