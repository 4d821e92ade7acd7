using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Sitrep.Gazetteer.Index;
using Sitrep.Gazetteer.UserPlaces;
using Sitrep.Language;

namespace Sitrep.Gazetteer;

/// <summary>
/// A gazetteer over one file, mapped into memory, and over what a user laid on it. Immutable, safe for concurrent use until it is disposed of; lookups allocate
/// their results and nothing else.
/// </summary>
public sealed class GazetteerIndex : IGazetteer, IDisposable
{
    private readonly IndexImage _image;
    private readonly Overlay? _overlay;
    private readonly string[] _countries;
    private readonly string[] _features;
    private readonly (string Class, string Code)[] _featureParts;
    private readonly (string AlphaTwo, string AlphaThree)[] _countryCodes;
    private readonly bool[] _populated;
    private readonly int _adm1;
    private readonly int _adm2;
    private readonly string[] _admin1Codes;
    private readonly string[] _timeZones;
    private readonly string[] _languages;
    private readonly Dictionary<string, int> _rowOfOwnId;
    private readonly Dictionary<string, int> _countryRows;
    private readonly Dictionary<int, int[]> _members;
    private readonly Dictionary<int, int[]> _claims;
    private readonly ConcurrentDictionary<int, ContainingArea[]> _chains = new();
    private readonly NameKeys _keys;
    private readonly PostingTree _tree;
    private readonly Lazy<bool> _halves;
    private readonly Lazy<bool> _looseForms;

    private GazetteerIndex(IndexImage image, UserPlaceTable? user)
    {
        _image = image;
        DerivedSections.AddMissing(image);
        var meta = image.Texts(Section.Meta);
        _countries = image.Texts(Section.Countries);
        _features = image.Texts(Section.Features);
        _featureParts = Array.ConvertAll(_features, f => (f[..1], f[2..]));
        _countryCodes = Array.ConvertAll(_countries, c => (AlphaTwo(c), c[(c.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        _populated = Array.ConvertAll(_features, f => f[0] == 'P');
        (_adm1, _adm2) = (Array.IndexOf(_features, "A.ADM1"), Array.IndexOf(_features, "A.ADM2"));
        _admin1Codes = image.Texts(Section.Admin1Codes);
        _timeZones = image.Texts(Section.TimeZones);
        _languages = image.Texts(Section.Languages);
        _rowOfOwnId = OwnIds(image.Texts(Section.OwnIds));
        _countryRows = Enumerable.Range(1, Math.Max(0, _countries.Length - 1)).ToDictionary(i => AlphaTwo(_countries[i]), i => i, StringComparer.Ordinal);
        _members = Pairs(Section.Members);
        _claims = Pairs(Section.Claims);
        _keys = new NameKeys(image);
        _tree = new PostingTree(image);
        _halves = Once(DerivedSections.AddHalves);
        _looseForms = Once(DerivedSections.AddLooseForms);
        var names = (long)(int)(image.LengthOf(Section.Postings) / 4);
        _overlay = user is null ? null : new Overlay(this, user);
        Description = new GazetteerDescription(
            user is null ? meta[0] : $"{meta[0]}+user-{user.Version}",
            image.Sha256, PlaceCount, names + (_overlay?.NameCount ?? 0), user is { Attribution.Length: > 0 } ? $"{meta[1]}; {user.Attribution}" : meta[1]);
    }

    /// <inheritdoc/>
    public GazetteerDescription Description { get; }

    /// <summary>Rows, those of the user behind those of the file.</summary>
    internal int RowCount => FileRowCount + (_overlay?.Places.Count ?? 0);

    internal int FileRowCount => (int)(_image.LengthOf(Section.Places) / PlaceRecord.Size);

    /// <summary>Number of country rows; row 0 is "no country".</summary>
    internal int CountryCount => _countries.Length;

    /// <summary>The place row of each country row; -1 where the gazetteer has no entry for the country itself.</summary>
    internal ReadOnlySpan<int> CountryPlaces => _image.Of<int>(Section.CountryPlaces);

    internal IndexImage Image => _image;

    internal NameKeys Keys => _keys;

    internal PostingTree Tree => _tree;

    internal Overlay? Overlay => _overlay;

    internal IReadOnlyList<string> Features => _features;

    private long PlaceCount => RowCount - (_overlay?.Hidden.Count ?? 0);

    /// <summary>Opens an index and verifies its checksum.</summary>
    /// <exception cref="GazetteerFormatException">No index, damaged, or of another format.</exception>
    public static GazetteerIndex Open(string path) => Open(path, null);

    /// <summary>Opens an index and verifies its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <param name="user">What to lay over it; null for nothing.</param>
    /// <exception cref="GazetteerFormatException">No index, damaged, or of another format.</exception>
    /// <exception cref="UserPlacesException">A row of <paramref name="user"/> names a place that the gazetteer does not have.</exception>
    public static GazetteerIndex Open(string path, UserPlaceTable? user)
    {
        var image = IndexImage.Open(path);
        try
        {
            return new GazetteerIndex(image, user);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            image.Dispose();
            throw new GazetteerFormatException($"{Path.GetFileName(path)} cannot be read: {e.Message}", e);
        }
        catch (UserPlacesException)
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Reads it through: order, references, every name. Takes seconds for a million places.</summary>
    /// <exception cref="GazetteerFormatException">It was not written well.</exception>
    public void Verify(CancellationToken cancellationToken) => IndexVerifier.Run(this, cancellationToken);

    /// <summary>Ids spread over the whole gazetteer, a third of them from its best known hundredth: what measurements ask for.</summary>
    public IEnumerable<string> SampleIds(int count, Random random)
    {
        for (var i = 0; i < count; i++)
            yield return IdAt(random.Next(i % 3 == 0 ? Math.Max(1, FileRowCount / 100) : FileRowCount));
    }

    /// <summary>Lets the file go. Nothing may use the index any more.</summary>
    public void Dispose() => _image.Dispose();

    /// <inheritdoc/>
    public Place? Find(string id) => RowOf(id) is var row and >= 0 ? PlaceAt(row, true) : null;

    /// <inheritdoc/>
    public IReadOnlyList<PlaceCandidate> Search(PlaceQuery query, int skip, int take) => PlaceSearch.Run(this, query, skip, take);

    /// <summary>Which places a name may stand for, best first; allocates nothing.</summary>
    /// <param name="name">A whole name, in any spelling that folding unites.</param>
    /// <param name="points">Takes their points, as many as fit.</param>
    /// <returns>How many there are.</returns>
    public int Lookup(ReadOnlySpan<char> name, Span<GeoPoint> points)
    {
        var buffer = Folding.MaxLength(name.Length) <= 640 ? stackalloc char[640] : new char[Folding.MaxLength(name.Length)];
        var postings = Exact(buffer[..Folding.Fold(name, buffer)]);
        for (var i = 0; i < Math.Min(postings.Count, points.Length); i++)
            points[i] = PointAt(postings[i].Row);
        return postings.Count;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Place> Children(string parentId, int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var row = RowOf(parentId);
        if (row < 0)
            return [];
        var children = row < FileRowCount ? ChildrenAt(row) : [];
        if (_overlay is { } overlay)
            children = overlay.MergeChildren(row, children);
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
        var filter = FilterOf(featureClasses);
        var (row, distance) = SpatialIndex.Nearest(_image, point, maxDistanceM, filter);
        if (_overlay is { } overlay)
            (row, distance) = overlay.Nearest(point, maxDistanceM, filter, row, distance);
        return row < 0 ? null : (PlaceAt(row, false), distance);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(Place Place, double DistanceM)> Within(GeoPoint point, double distanceM, IReadOnlyCollection<string> featureClasses, int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var filter = FilterOf(featureClasses);
        var found = SpatialIndex.Within(_image, point, distanceM, filter);
        _overlay?.AddWithin(point, distanceM, filter, found);
        found.Sort((a, b) => a.DistanceM.CompareTo(b.DistanceM) is var order and not 0 ? order : a.Row.CompareTo(b.Row));
        return [.. found.Skip(skip).Take(take).Select(f => (PlaceAt(f.Row, false), f.DistanceM))];
    }

    /// <summary>The row of an id; -1 where there is none.</summary>
    internal int RowOf(string id)
    {
        var row = FileRowOf(id);
        return _overlay is null ? row : row < 0 ? _overlay.RowOf(id) : _overlay.Hidden.Contains(row) ? -1 : row;
    }

    internal int FileRowOf(string id)
    {
        if (id.StartsWith("x-", StringComparison.Ordinal))
            return _rowOfOwnId.TryGetValue(id, out var own) ? FileRowOf(~own) : -1;
        return id.Length == 0 || id[0] == '0' || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? -1 : FileRowOf(number);
    }

    /// <summary>The entry of a row.</summary>
    /// <param name="row">A row of the place table.</param>
    /// <param name="withNames">Whether alternate names are wanted, which costs a string each.</param>
    internal Place PlaceAt(int row, bool withNames)
    {
        if (row >= FileRowCount)
            return _overlay!.PlaceAt(row, withNames);
        ref readonly var place = ref Record(row);
        var (alphaTwo, alphaThree) = _countryCodes[place.Country];
        var (featureClass, featureCode) = _featureParts[place.Feature];
        return new Place
        {
            Id = IdAt(row),
            DisplayName = DisplayNameAt(row),
            Point = PointAt(row),
            FeatureClass = featureClass,
            FeatureCode = featureCode,
            CountryCode = alphaTwo,
            CountryCode3 = alphaThree,
            Admin1Code = _admin1Codes[place.Admin1],
            ContainingAreas = ContainingAreasAt(place.Parent),
            AlternateNames = withNames ? AlternateNamesAt(row) : [],
            Population = place.Population == PlaceRecord.Unknown ? null : place.Population,
            TimeZone = _timeZones[place.TimeZone],
            ClaimedBy = _claims.TryGetValue(row, out var claims) ? Array.ConvertAll(claims, c => _countryCodes[c].AlphaTwo) : [],
        };
    }

    /// <summary>The postings of a folded name: of the file, without what the user hid, and then the user's own.</summary>
    internal NamePostings Exact(ReadOnlySpan<char> folded)
    {
        var (start, end) = _keys.Exact(folded);
        var postings = _image.Of<uint>(Section.Postings)[start..end];
        return _overlay is { } overlay ? overlay.Merge(folded, postings) : new NamePostings(postings, []);
    }

    /// <summary>Folded names with the same loose form.</summary>
    internal List<int> Variants(ReadOnlySpan<char> folded) => _looseForms.Value ? LooseIndex.Find(_image, _keys, folded) : [];

    /// <summary>Folded names within the edit distance.</summary>
    internal List<(int Key, int Distance)> Fuzzy(ReadOnlySpan<char> folded) =>
        _halves.Value ? FuzzyIndex.Find(_image, _keys, folded, FuzzyIndex.LimitOf(folded.Length)) : [];

    internal ref readonly PlaceRecord Record(int row) => ref _image.Of<PlaceRecord>(Section.Places)[row];

    internal GeoPoint PointAt(int row)
    {
        if (row >= FileRowCount)
            return _overlay!.Places[row - FileRowCount].Point;
        ref readonly var place = ref Record(row);
        return new GeoPoint(place.Latitude / 1e6, place.Longitude / 1e6);
    }

    internal string FeatureAt(int row) => row < FileRowCount ? _features[Record(row).Feature] : _overlay!.Places[row - FileRowCount].Feature;

    internal int CountryRowAt(int row) => row < FileRowCount ? Record(row).Country : _overlay!.Places[row - FileRowCount].CountryRow;

    internal int ParentAt(int row) => row < FileRowCount ? Record(row).Parent : _overlay!.Places[row - FileRowCount].Parent;

    /// <summary>Rows of the first-order and the second-order division that a row is or lies in; -1 for none.</summary>
    internal (int Division, int District) DivisionsAt(int row)
    {
        var (division, district) = (-1, -1);
        var left = MaxDepth;
        for (var at = row; at >= 0 && left > 0; at = ParentAt(at), left--)
        {
            if (at >= FileRowCount)
                continue; // users add no divisions
            var feature = Record(at).Feature;
            if (feature == _adm1 && division < 0)
                division = at;
            else if (feature == _adm2 && district < 0)
                district = at;
        }
        return (division, district);
    }

    internal long WeightAt(int row) => row < FileRowCount ? PlaceWeights.Unpack(Record(row).Weight) : _overlay!.Places[row - FileRowCount].Weight;

    internal long PopulationAt(int row) =>
        row >= FileRowCount ? _overlay!.Places[row - FileRowCount].Population ?? 0 : Record(row).Population is var population && population == PlaceRecord.Unknown ? 0 : population;

    /// <summary>Number in the order of weight, with room between two rows of the file for one of the user.</summary>
    internal long RankAt(int row) => row < FileRowCount ? (long)row << 20 : _overlay!.RankAt(row);

    internal int CountryRowOf(string code) => _countryRows.GetValueOrDefault(code, -1);

    internal string CountryCodeOf(int countryRow) => _countryCodes[countryRow].AlphaTwo;

    internal string AlphaThreeOf(int countryRow) => _countryCodes[countryRow].AlphaThree;

    internal string IdAt(int row)
    {
        if (row >= FileRowCount)
            return _overlay!.Places[row - FileRowCount].Id;
        var id = Record(row).Id;
        return id >= 0 ? id.ToString(CultureInfo.InvariantCulture) : OwnIdAt(~id);
    }

    internal string DisplayNameAt(int row)
    {
        if (row >= FileRowCount)
            return _overlay!.Places[row - FileRowCount].Name;
        var text = TextAt(row, out var at);
        at += 2; // kind and language of the display name
        var length = Varint.Read(text, ref at);
        return Encoding.UTF8.GetString(text.Slice(at, length));
    }

    /// <summary>How many names the place has.</summary>
    internal int NameCountAt(int row)
    {
        if (row >= FileRowCount)
            return _overlay!.Places[row - FileRowCount].Names.Count + 1;
        var at = 0;
        return Varint.Read(_image.Slice(Section.Texts, Record(row).Text, 8), ref at);
    }

    internal bool IsWithin(int row, int area, int depth)
    {
        var left = MaxDepth;
        for (var at = row; at >= 0 && left > 0; at = ParentAt(at), left--)
        {
            if (at == area)
                return true;
        }
        if (depth == 2 || !_members.TryGetValue(area, out var members))
            return false; // regions of regions of areas: deeper nesting is not written
        foreach (var member in members)
        {
            if (IsWithin(row, member, depth + 1))
                return true;
        }
        return false;
    }

    internal ReadOnlySpan<int> MembersAt(int row) => _members.GetValueOrDefault(row);

    /// <summary>The chain of areas from this row up, outermost first.</summary>
    internal ContainingArea[] ContainingAreasAt(int parent)
    {
        if (parent < 0)
            return [];
        if (_chains.TryGetValue(parent, out var known))
            return known;
        var rows = new List<int>();
        for (var at = parent; at >= 0 && rows.Count < MaxDepth; at = ParentAt(at))
            rows.Add(at);
        rows.Reverse();
        var areas = rows.ConvertAll(at => new ContainingArea(IdAt(at), DisplayNameAt(at), LevelOf(FeatureAt(at)))).ToArray();
        _chains.TryAdd(parent, areas); // as many as there are divisions
        return areas;
    }

    internal ReadOnlySpan<int> ChildrenAt(int row)
    {
        var starts = _image.Of<int>(Section.ChildStarts);
        return _image.Of<int>(Section.ChildRows)[starts[row]..starts[row + 1]];
    }

    internal RowFilter FilterOf(IReadOnlyCollection<string> featureClasses) => featureClasses.Count == 0
        ? new RowFilter(this, _populated, ["P"])
        : new RowFilter(this, Array.ConvertAll(_featureParts, f => featureClasses.Contains(f.Class)), featureClasses);

    /// <summary>Every chain ends within so many steps; a file that says otherwise was written badly.</summary>
    private const int MaxDepth = 10;

    internal static string LevelOf(string feature) => feature.StartsWith("A.ADM", StringComparison.Ordinal) && feature.Length > 5 && char.IsAsciiDigit(feature[5]) ? feature[2..6] : "ADM0";

    private Lazy<bool> Once(Action<IndexImage> add) => new(() =>
    {
        add(_image);
        return true;
    });

    private string OwnIdAt(int own) => _ownIds[own];

    private string[] _ownIds = [];

    private static string AlphaTwo(string country) => country[..country.IndexOf(' ', StringComparison.Ordinal)];

    private Dictionary<string, int> OwnIds(string[] ids)
    {
        _ownIds = ids;
        return Enumerable.Range(0, ids.Length).ToDictionary(i => ids[i], i => i, StringComparer.Ordinal);
    }

    private Dictionary<int, int[]> Pairs(Section section)
    {
        var pairs = _image.Of<(int Key, int Value)>(section).ToArray();
        return pairs.GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Select(p => p.Value).ToArray());
    }

    private int FileRowOf(int id)
    {
        var rows = _image.Of<int>(Section.RowsById);
        var places = _image.Of<PlaceRecord>(Section.Places);
        var low = 0;
        var high = rows.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (places[rows[middle]].Id < id)
                low = middle + 1;
            else
                high = middle;
        }
        return low < rows.Length && places[rows[low]].Id == id ? rows[low] : -1;
    }

    // Behind the number of names.
    private ReadOnlySpan<byte> TextAt(int row, out int at)
    {
        var text = _image.Slice(Section.Texts, Record(row).Text, int.MaxValue);
        at = 0;
        Varint.Read(text, ref at);
        return text;
    }

    private List<PlaceName> AlternateNamesAt(int row)
    {
        var text = _image.Slice(Section.Texts, Record(row).Text, int.MaxValue);
        var at = 0;
        var count = Varint.Read(text, ref at);
        var names = new List<PlaceName>(count);
        for (var i = 0; i < count; i++)
        {
            var kind = (PlaceNameKind)text[at++];
            var language = Varint.Read(text, ref at);
            var length = Varint.Read(text, ref at);
            if (i > 0)
                names.Add(new PlaceName(Encoding.UTF8.GetString(text.Slice(at, length)), _languages[language], kind));
            at += length;
        }
        if (_overlay?.NamesOf(row) is { } more)
            names.AddRange(more);
        return names;
    }
}
