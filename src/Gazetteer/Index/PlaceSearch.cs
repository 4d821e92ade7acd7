using System.Runtime.InteropServices;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Index;

/// <summary>Search by name: the best of the matching places, by tier of the match, then nearness to the bias, then weight; ties by id.</summary>
internal sealed class PlaceSearch
{
    // The confidence is the share among so many of the best, the same on every page.
    private const int Sample = 128;

    private readonly GazetteerIndex _index;
    private readonly PlaceQuery _query;
    private readonly bool[]? _countries;
    private readonly HashSet<string>? _classes;
    private readonly HashSet<int> _seen = [];
    private readonly List<(int Row, int Tier)> _found = [];
    private readonly int _wanted;

    private PlaceSearch(GazetteerIndex index, PlaceQuery query, int wanted)
    {
        _index = index;
        _query = query;
        _wanted = wanted;
        if (query.FeatureClasses.Count > 0)
            _classes = [.. query.FeatureClasses];
        if (query.CountryCodes.Count == 0)
            return;
        _countries = new bool[index.CountryCount];
        foreach (var code in query.CountryCodes)
        {
            if (index.CountryRowOf(code) is var row and > 0)
                _countries[row] = true;
        }
    }

    public static IReadOnlyList<PlaceCandidate> Run(GazetteerIndex index, PlaceQuery query, int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var folded = Folding.Fold(query.Text);
        if (folded.Length == 0 || take == 0)
            return [];
        var search = new PlaceSearch(index, query, (int)Math.Min(int.MaxValue, Math.Max(Sample, (long)skip + take)));
        search.Collect(folded);
        return search.Page(skip, take);
    }

    private void Collect(string folded)
    {
        switch (_query.Match)
        {
            case NameMatch.Exact:
                AddExact(folded, 0);
                break;
            case NameMatch.Prefix:
                AddPrefix(folded, 0);
                break;
            case NameMatch.ExactThenPrefix:
                AddExact(folded, 0);
                AddPrefix(folded, 1);
                break;
            case NameMatch.Fuzzy:
                AddFuzzy(folded);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(folded), _query.Match, null);
        }
    }

    private void AddExact(string folded, int tier)
    {
        var postings = _index.Exact(folded);
        var count = Math.Min(postings.Count, MostOfKey);
        var rows = new List<int>(count);
        for (var i = 0; i < count; i++)
            rows.Add(postings[i].Row);
        AddRows(rows, tier);
    }

    private void AddFuzzy(string folded)
    {
        // Other transliterations of the name count as one edit, however many letters they differ in.
        var keys = _index.Fuzzy(folded);
        var tiers = new List<int>[] { [], [], [] };
        foreach (var (key, distance) in keys)
            tiers[distance].Add(key);
        foreach (var variant in _index.Variants(folded))
        {
            if (!tiers[0].Contains(variant) && !tiers[1].Contains(variant))
                tiers[1].Add(variant);
        }
        var postings = _index.Image.Of<uint>(Section.Postings);
        for (var tier = 0; tier < tiers.Length && _found.Count < _wanted; tier++)
        {
            var rows = new List<int>();
            foreach (var key in tiers[tier])
            {
                var (start, end) = _index.Keys.PostingsOf(key);
                for (var n = start; n < Math.Min(end, (long)start + MostOfKey); n++)
                    rows.Add(new Posting(postings[n]).Row);
            }
            _index.Overlay?.AddFuzzy(folded, tier, rows);
            AddRows(rows, tier);
        }
    }

    // A key's places stand in the order of weight: where all pass, no later one is among those wanted.
    private int MostOfKey => _query.Bias is null && _countries is null && _classes is null && _index.Overlay is null ? _wanted : int.MaxValue;

    // Few rows, in any order.
    private void AddRows(List<int> rows, int tier)
    {
        if (_index.Overlay is null)
            rows.Sort();
        else
            rows.Sort((a, b) => _index.RankAt(a).CompareTo(_index.RankAt(b)));
        var best = new Best(this, tier);
        foreach (var row in rows)
        {
            if (!best.Add(row))
                break;
        }
        best.Flush();
    }

    // Perhaps a tenth of all rows: taken from the tree one by one, best first, until there are enough.
    private void AddPrefix(string folded, int tier)
    {
        if (_found.Count >= _wanted)
            return;
        var (start, end) = _index.Keys.Prefix(folded);
        var walk = _index.Tree.Over(start, end);
        var own = new Queue<int>(_index.Overlay?.Prefix(folded) ?? []);
        var best = new Best(this, tier);
        var more = true;
        while (more && walk.TryNext(out var posting))
        {
            while (more && own.TryPeek(out var user) && _index.RankAt(user) < _index.RankAt(posting.Row))
                more = best.Add(own.Dequeue());
            more = more && best.Add(posting.Row);
        }
        while (more && own.TryDequeue(out var user))
            more = best.Add(user);
        best.Flush();
    }

    private bool Passes(int row)
    {
        if (_index.Overlay is { } overlay && overlay.Hidden.Contains(row))
            return false;
        return (_countries is null || _countries[_index.CountryRowAt(row)]) && (_classes is null || _classes.Contains(_index.FeatureAt(row)[..1]));
    }

    private PlaceCandidate[] Page(int skip, int take)
    {
        if (_found.Count <= skip)
            return [];
        var sum = 0L;
        foreach (var (row, tier) in CollectionsMarshal.AsSpan(_found)[..Math.Min(Sample, _found.Count)])
            sum += Share(row, tier);
        var page = new PlaceCandidate[Math.Min(take, _found.Count - skip)];
        for (var i = 0; i < page.Length; i++)
        {
            var (row, tier) = _found[skip + i];
            page[i] = new PlaceCandidate(_index.PlaceAt(row, false), Math.Min(1, Math.Round((double)Share(row, tier) / sum, 3)));
        }
        return page;
    }

    // Each edit, and a beginning against a whole name, makes a place sixteen times less likely.
    private long Share(int row, int tier) => Math.Max(1, _index.WeightAt(row) >> 4 * tier);

    /// <summary>Takes rows in the order of weight, gives them on in the order wanted.</summary>
    private sealed class Best(PlaceSearch search, int tier)
    {
        // Up to eight bits for a place at the very point, one less with each doubling of the distance from 10 km on.
        private const int MostForNearness = 128;

        private readonly List<(int Score, int Row)> _near = [];

        /// <summary>False where no later row can be among those wanted.</summary>
        public bool Add(int row)
        {
            if (!search._seen.Add(row) || !search.Passes(row))
                return true;
            if (search._query.Bias is not { } bias)
            {
                search._found.Add((row, tier));
                return search._found.Count < search._wanted;
            }
            var weight = PlaceWeights.Log16(search._index.WeightAt(row));
            if (_near.Count >= 4 * search._wanted)
                Cut();
            if (search._found.Count + _near.Count >= search._wanted && _worst is { } worst && weight + MostForNearness < worst)
                return false;
            var km = (long)(Geodesy.DistanceM(bias, search._index.PointAt(row)) / 1000);
            _near.Add((weight + Math.Max(0, MostForNearness - PlaceWeights.Log16(km / 10)), row));
            return true;
        }

        /// <summary>Gives on what was kept back to be sorted.</summary>
        public void Flush()
        {
            Cut();
            foreach (var (_, row) in _near)
                search._found.Add((row, tier));
            _near.Clear();
        }

        // The score that the last of those wanted has; null as long as there are fewer.
        private int? _worst;

        private void Cut()
        {
            _near.Sort((a, b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : search._index.RankAt(a.Row).CompareTo(search._index.RankAt(b.Row)));
            var room = search._wanted - search._found.Count;
            if (_near.Count < room)
                return;
            _near.RemoveRange(room, _near.Count - room);
            _worst = room == 0 ? int.MaxValue : _near[^1].Score;
        }
    }
}
