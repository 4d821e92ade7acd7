using System.Buffers;
using System.Globalization;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Gazetteer;

/// <summary>A gazetteer read from one file into memory. Immutable, safe for concurrent use; lookups allocate their results and nothing else.</summary>
public sealed class GazetteerIndex : IGazetteer
{
    private readonly PlaceTable _places;
    private readonly NameTable _names;
    private readonly Lists _lists;
    private readonly NameIndex _nameIndex;
    private readonly SpatialIndex _spatial;
    private readonly long[] _weights;
    private readonly int[] _sortedIds;
    private readonly int[] _rowOfSortedId;
    private readonly Dictionary<string, int> _rowOfOwnId;
    private readonly Dictionary<string, int> _countryRows;
    private readonly Adjacency _namesOf;
    private readonly int[] _mainName;
    private readonly Adjacency _children;
    private readonly Adjacency _members;
    private readonly Adjacency _claims;

    private GazetteerIndex(GazetteerTables tables, string sha256)
    {
        _places = tables.Places;
        _names = tables.Names;
        _lists = tables.Lists;
        Check(tables);
        Description = new GazetteerDescription(tables.Version, sha256, _places.Count, _names.Count, tables.Attribution);
        _weights = PlaceWeights.Compute(_places, _lists.Features);
        _nameIndex = new NameIndex(_names);
        _spatial = new SpatialIndex(_places);
        _sortedIds = [.. _places.Id];
        _rowOfSortedId = [.. Enumerable.Range(0, _places.Count)];
        Array.Sort(_sortedIds, _rowOfSortedId);
        _rowOfOwnId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _places.Count; i++)
        {
            if (_places.Id[i] < 0)
                _rowOfOwnId.Add(_lists.OwnIds[~_places.Id[i]], i);
        }
        _countryRows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 1; i < _lists.Countries.Length; i++)
            _countryRows.Add(_lists.Countries[i][.._lists.Countries[i].IndexOf(' ', StringComparison.Ordinal)], i);
        CountryPlaces = CountryPlaceRows();
        _namesOf = new Adjacency(_places.Count, _names.Place, [.. Enumerable.Range(0, _names.Count)]);
        _mainName = MainNames();
        _children = ChildrenByName();
        _members = new Adjacency(_places.Count, [.. tables.Links.Members.Select(m => m.Region)], [.. tables.Links.Members.Select(m => m.Member)]);
        _claims = new Adjacency(_places.Count, [.. tables.Links.Claims.Select(c => c.Place)], [.. tables.Links.Claims.Select(c => c.Country)]);
    }

    /// <inheritdoc/>
    public GazetteerDescription Description { get; }

    /// <summary>Rows of the name table by folded name.</summary>
    internal NameIndex Names => _nameIndex;

    /// <summary>Number of country rows; row 0 is "no country".</summary>
    internal int CountryCount => _lists.Countries.Length;

    /// <summary>The place row of each country row; -1 where the gazetteer has no entry for the country itself.</summary>
    internal int[] CountryPlaces { get; }

    /// <summary>Reads an index and verifies its checksum.</summary>
    /// <exception cref="GazetteerFormatException">No index, damaged, or of another format.</exception>
    public static GazetteerIndex Open(string path)
    {
        var (tables, sha256) = IndexFile.Read(path);
        try
        {
            return new GazetteerIndex(tables, sha256);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            throw new GazetteerFormatException($"{Path.GetFileName(path)} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Place? Find(string id) => RowOf(id) is var row and >= 0 ? PlaceAt(row, true) : null;

    /// <inheritdoc/>
    public IReadOnlyList<PlaceCandidate> Search(PlaceQuery query, int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var folded = Folding.Fold(query.Text);
        if (folded.Length == 0 || take == 0)
            return [];
        using var ranking = new Ranking(this, query, skip + take);
        switch (query.Match)
        {
            case NameMatch.Exact:
                ranking.Add(_nameIndex.Exact(folded), 0);
                break;
            case NameMatch.Prefix:
                ranking.Add(_nameIndex.Prefix(folded), 0);
                break;
            case NameMatch.ExactThenPrefix:
                ranking.Add(_nameIndex.Exact(folded), 0);
                ranking.Add(_nameIndex.Prefix(folded), 1);
                break;
            case NameMatch.Fuzzy:
                var found = _nameIndex.Fuzzy(folded);
                for (var distance = 0; distance <= 2; distance++)
                {
                    foreach (var (key, at) in found)
                    {
                        if (at == distance)
                            ranking.Add(_nameIndex.NamesOf(key), distance);
                    }
                }
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(query), query.Match, null);
        }
        return ranking.Page(skip);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Place> Children(string parentId, int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var row = RowOf(parentId);
        if (row < 0)
            return [];
        var children = _children.Of(row);
        if (skip >= children.Length)
            return [];
        children = children.Slice(skip, Math.Min(take, children.Length - skip));
        var places = new Place[children.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = PlaceAt(children[i], false);
        return places;
    }

    /// <inheritdoc/>
    /// <remarks>A region contains what lies in its members. Members that it only reaches into count as a whole.</remarks>
    public bool IsWithin(string id, string areaId)
    {
        var row = RowOf(id);
        var area = RowOf(areaId);
        return row >= 0 && area >= 0 && IsWithin(row, area, 0);
    }

    /// <inheritdoc/>
    /// <remarks>Of equally near places the better known one.</remarks>
    public (Place Place, double DistanceM)? Nearest(GeoPoint point, double maxDistanceM, IReadOnlyCollection<string> featureClasses)
    {
        var allowed = FeaturesOf(featureClasses.Count == 0 ? ["P"] : featureClasses)!;
        var (row, distance) = _spatial.Nearest(point, maxDistanceM, i => allowed[_places.Feature[i]]);
        return row < 0 ? null : (PlaceAt(row, false), distance);
    }

    /// <summary>The row of an id; -1 where there is none.</summary>
    internal int RowOf(string id)
    {
        if (id.StartsWith("x-", StringComparison.Ordinal))
            return _rowOfOwnId.GetValueOrDefault(id, -1);
        if (id.Length == 0 || id[0] == '0' || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return -1;
        var at = Array.BinarySearch(_sortedIds, number);
        return at < 0 ? -1 : _rowOfSortedId[at];
    }

    /// <summary>The entry of a row.</summary>
    /// <param name="row">A row of the place table.</param>
    /// <param name="withNames">Whether alternate names are wanted, which costs a string each.</param>
    internal Place PlaceAt(int row, bool withNames)
    {
        var country = _lists.Countries[_places.Country[row]];
        var space = country.IndexOf(' ', StringComparison.Ordinal);
        var feature = _lists.Features[_places.Feature[row]];
        var population = _places.Population[row];
        var claims = _claims.Of(row);
        return new Place
        {
            Id = IdAt(row),
            DisplayName = DisplayNameAt(row),
            Point = PointAt(row),
            FeatureClass = feature[..1],
            FeatureCode = feature[2..],
            CountryCode = country[..space],
            CountryCode3 = country[(space + 1)..],
            Admin1Code = _lists.Admin1Codes[_places.Admin1[row]],
            ContainingAreas = ContainingAreasAt(row),
            AlternateNames = withNames ? AlternateNamesAt(row) : [],
            Population = population < 0 ? null : population,
            TimeZone = _lists.TimeZones[_places.TimeZone[row]],
            ClaimedBy = claims.IsEmpty ? [] : [.. claims.ToArray().Select(c => _lists.Countries[c][..2])],
        };
    }

    internal int PlaceOfName(int name) => _names.Place[name];

    internal PlaceNameKind KindOfName(int name) => (PlaceNameKind)(_names.Kind[name] & ~NameTable.Main);

    internal bool IsMainName(int name) => (_names.Kind[name] & NameTable.Main) != 0;

    internal GeoPoint PointAt(int row) => new(_places.Latitude[row] / 1e6, _places.Longitude[row] / 1e6);

    internal string FeatureAt(int row) => _lists.Features[_places.Feature[row]];

    internal int FeatureRowAt(int row) => _places.Feature[row];

    internal IReadOnlyList<string> Features => _lists.Features;

    internal int CountryRowAt(int row) => _places.Country[row];

    internal int ParentAt(int row) => _places.Parent[row];

    internal long WeightAt(int row) => _weights[row];

    internal ReadOnlySpan<int> MembersAt(int row) => _members.Of(row);

    internal ReadOnlySpan<int> NamesAt(int row) => _namesOf.Of(row);

    internal int CountryRowOf(string code) => _countryRows.GetValueOrDefault(code, -1);

    internal ReadOnlySpan<byte> Utf8NameAt(int name) => _names.Text.AsSpan(_names.Start[name].._names.Start[name + 1]);

    internal string IdAt(int row) =>
        _places.Id[row] is var id and >= 0 ? id.ToString(CultureInfo.InvariantCulture) : _lists.OwnIds[~_places.Id[row]];

    internal string DisplayNameAt(int row) => TextOfName(_mainName[row]);

    internal bool IsWithin(int row, int area, int depth)
    {
        for (var at = row; at >= 0; at = _places.Parent[at])
        {
            if (at == area)
                return true;
        }
        if (depth == 2)
            return false; // regions of regions of areas: deeper nesting is not written
        foreach (var member in _members.Of(area))
        {
            if (IsWithin(row, member, depth + 1))
                return true;
        }
        return false;
    }

    private string TextOfName(int name) => Encoding.UTF8.GetString(Utf8NameAt(name));

    private List<PlaceName> AlternateNamesAt(int row)
    {
        var names = new List<PlaceName>();
        foreach (var name in _namesOf.Of(row))
        {
            if (!IsMainName(name))
                names.Add(new PlaceName(TextOfName(name), _lists.Languages[_names.Language[name]], KindOfName(name)));
        }
        return names;
    }

    private ContainingArea[] ContainingAreasAt(int row)
    {
        var depth = 0;
        for (var at = _places.Parent[row]; at >= 0; at = _places.Parent[at])
            depth++;
        if (depth == 0)
            return [];
        var areas = new ContainingArea[depth];
        for (var at = _places.Parent[row]; at >= 0; at = _places.Parent[at])
            areas[--depth] = new ContainingArea(IdAt(at), DisplayNameAt(at), LevelOf(FeatureAt(at)));
        return areas;
    }

    private static string LevelOf(string feature) => feature.StartsWith("A.ADM", StringComparison.Ordinal) ? feature[2..6] : "ADM0";

    private bool[]? FeaturesOf(IReadOnlyCollection<string> classes) =>
        classes.Count == 0 ? null : Array.ConvertAll(_lists.Features, f => classes.Contains(f[..1]));

    private bool[]? CountriesOf(IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? null : Array.ConvertAll(_lists.Countries, c => c.Length > 2 && codes.Contains(c[..2]));

    private int[] CountryPlaceRows()
    {
        var rows = new int[_lists.Countries.Length];
        Array.Fill(rows, -1);
        for (var i = 0; i < _places.Count; i++)
        {
            var feature = FeatureAt(i);
            if ((feature.StartsWith("A.PCL", StringComparison.Ordinal) && feature != "A.PCLH" || feature == "A.TERR") && rows[_places.Country[i]] < 0)
                rows[_places.Country[i]] = i;
        }
        rows[0] = -1;
        return rows;
    }

    private int[] MainNames()
    {
        var rows = new int[_places.Count];
        Array.Fill(rows, -1);
        for (var n = 0; n < _names.Count; n++)
        {
            if (IsMainName(n))
                rows[_names.Place[n]] = n;
        }
        return Array.TrueForAll(rows, n => n >= 0) ? rows : throw new InvalidDataException("a place has no name");
    }

    // Names are sorted by folded form, then id: going through them in order leaves every child list sorted by name, then id.
    private Adjacency ChildrenByName()
    {
        var parents = new int[_places.Count];
        var children = new int[_places.Count];
        var count = 0;
        for (var n = 0; n < _names.Count; n++)
        {
            var row = _names.Place[n];
            if (!IsMainName(n) || _places.Parent[row] < 0)
                continue;
            parents[count] = _places.Parent[row];
            children[count++] = row;
        }
        return new Adjacency(_places.Count, parents.AsSpan(0, count), children.AsSpan(0, count));
    }

    // A checksum proves that the file is as it was written, not that it was written well; this makes every later index access safe.
    private static void Check(GazetteerTables tables)
    {
        var (places, names, lists) = (tables.Places, tables.Names, tables.Lists);
        for (var i = 0; i < places.Count; i++)
        {
            if ((uint)places.Feature[i] >= lists.Features.Length || (uint)places.Country[i] >= lists.Countries.Length
                || (uint)places.Admin1[i] >= lists.Admin1Codes.Length || (uint)places.TimeZone[i] >= lists.TimeZones.Length
                || places.Parent[i] < -1 || places.Parent[i] >= places.Count || places.Id[i] < 0 && ~places.Id[i] >= lists.OwnIds.Length
                || Math.Abs((long)places.Latitude[i]) > 90_000_000 || Math.Abs((long)places.Longitude[i]) > 180_000_000)
                throw new InvalidDataException($"place row {i} points outside its tables");
            var depth = 0;
            for (var at = places.Parent[i]; at >= 0; at = places.Parent[at])
            {
                if (++depth > 8)
                    throw new InvalidDataException($"place row {i} has no end to its chain of areas");
            }
        }
        for (var i = 0; i < names.Count; i++)
        {
            if ((uint)names.Place[i] >= places.Count || (uint)names.Language[i] >= lists.Languages.Length)
                throw new InvalidDataException($"name row {i} points outside its tables");
        }
        if (tables.Links.Members.Any(m => (uint)m.Region >= places.Count || (uint)m.Member >= places.Count)
            || tables.Links.Claims.Any(c => (uint)c.Place >= places.Count || (uint)c.Country >= lists.Countries.Length))
            throw new InvalidDataException("a link points outside its tables");
    }

    /// <summary>Lists of rows by row, in one array; lists keep the order in which their entries came.</summary>
    private sealed class Adjacency
    {
        private readonly int[] _start;
        private readonly int[] _values;

        public Adjacency(int rows, ReadOnlySpan<int> keys, ReadOnlySpan<int> values)
        {
            _start = new int[rows + 1];
            _values = new int[keys.Length];
            foreach (var key in keys)
                _start[key + 1]++;
            for (var i = 0; i < rows; i++)
                _start[i + 1] += _start[i];
            var next = _start.AsSpan(0, rows).ToArray();
            for (var i = 0; i < keys.Length; i++)
                _values[next[keys[i]]++] = values[i];
        }

        public ReadOnlySpan<int> Of(int row) => _values.AsSpan(_start[row].._start[row + 1]);
    }

    /// <summary>The best of the matching places: tier first, then nearness to the bias, then weight (rows are in its order).</summary>
    private sealed class Ranking : IDisposable
    {
        private readonly GazetteerIndex _index;
        private readonly bool[]? _countries;
        private readonly bool[]? _features;
        private readonly GeoPoint? _bias;
        private readonly ulong[] _seen;
        private readonly int _limit;
        private readonly PriorityQueue<long, long> _best = new(); // the worst of the best on top
        private long _sum;

        public Ranking(GazetteerIndex index, PlaceQuery query, int limit)
        {
            _index = index;
            _countries = index.CountriesOf(query.CountryCodes);
            _features = index.FeaturesOf(query.FeatureClasses);
            _bias = query.Bias;
            _limit = limit;
            var words = (index._places.Count + 63) / 64;
            _seen = ArrayPool<ulong>.Shared.Rent(words);
            _seen.AsSpan(0, words).Clear();
        }

        public void Add((int Start, int End) names, int tier)
        {
            var places = _index._places;
            for (var n = names.Start; n < names.End; n++)
            {
                var row = _index._names.Place[n];
                var bit = 1UL << (row & 63);
                if ((_seen[row >> 6] & bit) != 0)
                    continue;
                _seen[row >> 6] |= bit;
                if (_countries is not null && !_countries[places.Country[row]] || _features is not null && !_features[places.Feature[row]])
                    continue;
                _sum += Share(row, tier);
                var key = (long)tier << 48 | (_bias is { } bias ? 1000L - Closeness(row, bias) : 0) << 32 | (uint)row;
                if (_best.Count < _limit)
                    _best.Enqueue(key, -key);
                else if (key < _best.Peek())
                    _best.EnqueueDequeue(key, -key);
            }
        }

        public PlaceCandidate[] Page(int skip)
        {
            if (_best.Count <= skip)
                return [];
            var page = new PlaceCandidate[_best.Count - skip];
            for (var i = page.Length - 1; i >= 0; i--)
            {
                var key = _best.Dequeue();
                var row = (int)(key & 0x7FFFFFFF);
                page[i] = new PlaceCandidate(_index.PlaceAt(row, false), Math.Round((double)Share(row, (int)(key >> 48)) / _sum, 3));
            }
            return page;
        }

        public void Dispose() => ArrayPool<ulong>.Shared.Return(_seen);

        // Each edit, and a beginning against a whole name, makes a place sixteen times less likely.
        private long Share(int row, int tier) => Math.Max(1, _index._weights[row] >> 4 * tier);

        // Up to 1,000: the weight in sixteenths of a bit, and up to eight bits for a place at the very point, one less with each doubling from 10 km on.
        private int Closeness(int row, GeoPoint bias)
        {
            var km = (long)(Geodesy.DistanceM(bias, _index.PointAt(row)) / 1000);
            return Math.Min(1000, PlaceWeights.Log16(_index._weights[row]) + Math.Max(0, 128 - PlaceWeights.Log16(km / 10)));
        }
    }
}
