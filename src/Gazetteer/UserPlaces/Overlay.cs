using Sitrep.Gazetteer.Index;
using Sitrep.Language;

namespace Sitrep.Gazetteer.UserPlaces;

/// <summary>A user's places laid over the rows of a file: their rows follow those of the file.</summary>
internal sealed class Overlay
{
    private readonly GazetteerIndex _index;
    private readonly Dictionary<string, int> _rowOfId = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<PlaceName>> _names = [];
    private readonly Dictionary<int, List<int>> _children = [];
    private readonly List<long> _ranks = [];

    /// <summary>Checks every reference into the gazetteer.</summary>
    /// <exception cref="UserPlacesException">Some name places or countries that it does not have.</exception>
    public Overlay(GazetteerIndex index, UserPlaceTable table)
    {
        _index = index;
        var problems = new List<UserPlaceProblem>();
        foreach (var row in table.Hidden)
        {
            if (index.FileRowOf(row.Id) is var hidden and >= 0)
                Hidden.Add(hidden);
            else
                problems.Add(Missing(row.Line, row.Id));
        }
        foreach (var row in table.Places)
        {
            if (index.FileRowOf(row.Id) >= 0)
                problems.Add(new UserPlaceProblem(row.Line, $"The gazetteer has a place {row.Id} of its own."));
            else
                _rowOfId[row.Id] = index.FileRowCount + _rowOfId.Count;
        }
        foreach (var row in table.Places.Where(r => _rowOfId.ContainsKey(r.Id)))
            Add(row, problems);
        foreach (var row in table.Names)
        {
            var at = index.FileRowOf(row.Id) is var known and >= 0 ? known : RowOf(row.Id);
            if (at < 0)
                problems.Add(Missing(row.Line, row.Id));
            else
                AddNames(at, row.Names);
        }
        if (problems.Count > 0)
            throw new UserPlacesException(table.File, [.. problems.OrderBy(p => p.Line)]);
        Rank();
    }

    public List<UserPlace> Places { get; } = [];

    /// <summary>Rows of the file to leave out.</summary>
    public HashSet<int> Hidden { get; } = [];

    public int NameCount { get; private set; }

    public int RowOf(string id) => _rowOfId.GetValueOrDefault(id, -1);

    public IReadOnlyList<PlaceName>? NamesOf(int row) => _names.GetValueOrDefault(row);

    public long RankAt(int row) => _ranks[row - _index.FileRowCount];

    public Place PlaceAt(int row, bool withNames)
    {
        var place = Places[row - _index.FileRowCount];
        return new Place
        {
            Id = place.Id,
            DisplayName = place.Name,
            Point = place.Point,
            FeatureClass = place.Feature[..1],
            FeatureCode = place.Feature[2..],
            CountryCode = _index.CountryCodeOf(place.CountryRow),
            CountryCode3 = _index.AlphaThreeOf(place.CountryRow),
            ContainingAreas = _index.ContainingAreasAt(place.Parent),
            AlternateNames = withNames ? [.. place.Names, .. NamesOf(row) ?? []] : [],
            Population = place.Population,
        };
    }

    /// <summary>Postings of the file without the hidden, and the user's own.</summary>
    public NamePostings Merge(ReadOnlySpan<char> folded, ReadOnlySpan<uint> file)
    {
        foreach (var value in file)
        {
            if (!Hidden.Contains(new Posting(value).Row))
                continue;
            file = file.ToArray().Where(v => !Hidden.Contains(new Posting(v).Row)).ToArray();
            break;
        }
        return new NamePostings(file, _postings.GetValueOrDefault(folded.ToString()) is { } own ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(own) : []);
    }

    /// <summary>Rows whose name begins so, best first.</summary>
    public IEnumerable<int> Prefix(string folded) =>
        _postings.Where(p => p.Key.StartsWith(folded, StringComparison.Ordinal)).SelectMany(p => p.Value).Select(p => p.Row).Distinct().OrderBy(_index.RankAt);

    /// <summary>Adds the rows whose name is so many edits away.</summary>
    public void AddFuzzy(string folded, int distance, List<int> rows)
    {
        foreach (var (key, postings) in _postings)
        {
            if (FuzzyIndex.Distance(folded, key, FuzzyIndex.LimitOf(folded.Length)) == distance)
                rows.AddRange(postings.Select(p => p.Row));
        }
    }

    public ReadOnlySpan<int> MergeChildren(int row, ReadOnlySpan<int> file)
    {
        var own = _children.GetValueOrDefault(row);
        if (own is null && Hidden.Count == 0)
            return file;
        // By name, then id, as the file's are.
        return file.ToArray().Where(r => !Hidden.Contains(r)).Concat(own ?? [])
            .OrderBy(r => Folding.Fold(_index.DisplayNameAt(r)), StringComparer.Ordinal).ThenBy(_index.IdAt, IdOrder.Instance).ToArray();
    }

    public (int Row, double DistanceM) Nearest(GeoPoint point, double maxDistanceM, RowFilter filter, int row, double distanceM)
    {
        if (row < 0)
            distanceM = maxDistanceM;
        for (var i = 0; i < Places.Count; i++)
        {
            var distance = Geodesy.DistanceM(point, Places[i].Point);
            if ((distance < distanceM || distance == distanceM && row < 0) && filter.Passes(_index.FileRowCount + i))
                (row, distanceM) = (_index.FileRowCount + i, distance);
        }
        return (row, distanceM);
    }

    public void AddWithin(GeoPoint point, double distanceM, RowFilter filter, List<(int Row, double DistanceM)> found)
    {
        for (var i = 0; i < Places.Count; i++)
        {
            if (Geodesy.DistanceM(point, Places[i].Point) is var distance && distance <= distanceM && filter.Passes(_index.FileRowCount + i))
                found.Add((_index.FileRowCount + i, distance));
        }
    }

    private static UserPlaceProblem Missing(int line, string id) => new(line, $"The gazetteer has no place {(id.Length > 64 ? id[..64] : id)}.");

    private void Add(UserPlaceRow row, List<UserPlaceProblem> problems)
    {
        var country = row.Country.Length == 0 ? 0 : _index.CountryRowOf(row.Country);
        if (country < 0)
        {
            problems.Add(new UserPlaceProblem(row.Line, $"The gazetteer has no country {row.Country}."));
            country = 0;
        }
        var parent = ParentOf(row, country);
        if (parent < 0 && row.Parent.Length > 0)
            problems.Add(Missing(row.Line, row.Parent));
        var at = _index.FileRowCount + Places.Count;
        if (parent >= _index.FileRowCount + Places.Count)
        {
            problems.Add(new UserPlaceProblem(row.Line, $"{row.Parent} must stand in an earlier row."));
            parent = -1;
        }
        Places.Add(new UserPlace(
            row.Id, row.Name, row.Point, row.Feature, country, parent, PlaceWeights.Weight(row.Feature, row.Population ?? 0, 0), row.Population,
            [.. row.Names.Select(n => new PlaceName(n, "", PlaceNameKind.User))]));
        if (parent >= 0)
        {
            if (!_children.TryGetValue(parent, out var children))
                _children.Add(parent, children = []);
            children.Add(at);
        }
        Post(row.Name, new Posting(at, PlaceNameKind.User, true));
        foreach (var name in row.Names)
            Post(name, new Posting(at, PlaceNameKind.User, false));
    }

    // Without a parent of its own a place lies where the nearest town of its country lies.
    private int ParentOf(UserPlaceRow row, int country)
    {
        if (row.Parent.Length > 0)
            return _index.FileRowOf(row.Parent) is var file and >= 0 ? file : RowOf(row.Parent);
        if (country == 0)
            return -1;
        var near = SpatialIndex.Nearest(_index.Image, row.Point, 50_000, new InCountry(_index, country));
        return near.Row >= 0 ? _index.ParentAt(near.Row) : _index.CountryPlaces[country];
    }

    private void AddNames(int row, string[] names)
    {
        if (!_names.TryGetValue(row, out var list))
            _names.Add(row, list = []);
        foreach (var name in names)
        {
            list.Add(new PlaceName(name, "", PlaceNameKind.User));
            Post(name, new Posting(row, PlaceNameKind.User, false));
        }
    }

    private void Post(string name, Posting posting)
    {
        var folded = Folding.Fold(name);
        if (!_postings.TryGetValue(folded, out var list))
            _postings.Add(folded, list = []);
        list.Add(posting);
        NameCount++;
    }

    // Between the rows of the file that weigh as much or more and those that weigh less.
    private void Rank()
    {
        for (var i = 0; i < Places.Count; i++)
        {
            var low = 0;
            var high = _index.FileRowCount;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (_index.WeightAt(middle) >= Places[i].Weight)
                    low = middle + 1;
                else
                    high = middle;
            }
            _ranks.Add(((long)low << 20) - (1 << 20) + 1 + i);
        }
    }

    private readonly struct InCountry(GazetteerIndex index, int country) : IRowFilter
    {
        public bool Passes(int row) => index.CountryRowAt(row) == country && index.FeatureAt(row)[0] == 'P' && index.ParentAt(row) >= 0;
    }

    private sealed class IdOrder : IComparer<string>
    {
        public static IdOrder Instance { get; } = new();

        // GeoNames' by number, then ours.
        public int Compare(string? x, string? y)
        {
            var (a, b) = (x!.StartsWith('x'), y!.StartsWith('x'));
            return a != b ? a.CompareTo(b) : a ? string.CompareOrdinal(x, y) : x.Length != y.Length ? x.Length.CompareTo(y.Length) : string.CompareOrdinal(x, y);
        }
    }
}

internal sealed record UserPlace(
    string Id, string Name, GeoPoint Point, string Feature, int CountryRow, int Parent, long Weight, long? Population, IReadOnlyList<PlaceName> Names);
