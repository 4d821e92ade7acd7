using System.Globalization;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Building;

/// <summary>Reads dump files row by row: areas stay in memory, every place becomes a record on the disk, its names go to the sorter.</summary>
internal sealed class DumpReader(OwnData own, Places places, NameSorter names)
{
    private static readonly string[] CountryFeatures = ["A.PCLI", "A.PCLD", "A.PCLS", "A.PCLF", "A.PCLIX", "A.PCL", "A.TERR"];

    private readonly IdSet _ids = new();
    private readonly Dictionary<string, string> _admin1Moves = own.Divisions.Values
        .SelectMany(d => d.OtherCodes.Select(c => (c, d.Code[3..]))).ToDictionary(m => m.c, m => m.Item2, StringComparer.Ordinal);

    /// <summary>Rows read.</summary>
    public long Rows { get; private set; }

    /// <summary>The latest change that a row tells of.</summary>
    public string Newest { get; private set; } = "";

    /// <summary>Whether a code of a first-order division stands for another now.</summary>
    public bool IsMoved(string code) => _admin1Moves.ContainsKey(code);

    /// <summary>Whether the feature is that of a country or dependency.</summary>
    public static bool IsCountry(string feature) => Array.IndexOf(CountryFeatures, feature) >= 0;

    /// <summary>Takes an id; false where it was taken.</summary>
    public bool Take(int id) => _ids.Add(id);

    /// <summary>Reads a file; <paramref name="position"/> is told how far.</summary>
    public void Read(string dump, Action<long> position)
    {
        var file = Path.GetFileName(dump);
        var line = 0L;
        foreach (var row in TextFile.Lines(dump, position))
        {
            line++;
            if (row.Length > 0)
                ReadRow(row, file, line);
        }
    }

    private void ReadRow(string line, string file, long number)
    {
        Span<Range> f = stackalloc Range[20];
        var row = line.AsSpan();
        if (row.Split(f, '\t') is var columns && columns != 19)
            throw new GazetteerFormatException($"{file} line {number}: {line.Split('\t').Length} columns in place of 19.");
        if (!int.TryParse(row[f[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !double.TryParse(row[f[4]], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) || Math.Abs(latitude) is not <= 90
            || !double.TryParse(row[f[5]], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) || Math.Abs(longitude) is not <= 180)
            throw new GazetteerFormatException($"{file} line {number}: no id, latitude or longitude.");
        Rows++;
        var name = row[f[1]];
        if (name.IsEmpty || row[f[6]].Length != 1 || row[f[7]].IsEmpty || !HasKey(name) || !_ids.Add(id))
            return;
        if (row[f[18]].CompareTo(Newest, StringComparison.Ordinal) > 0)
            Newest = row[f[18]].ToString();
        var country = row[f[8]];
        var admin1 = row[f[10]] is "00" ? [] : row[f[10]];
        if (_admin1Moves.Count > 0 && admin1.Length > 0 && _admin1Moves.TryGetValue($"{country}.{admin1}", out var moved))
            admin1 = moved;
        // GeoNames writes 0 where it does not know.
        var population = long.TryParse(row[f[14]], NumberStyles.None, CultureInfo.InvariantCulture, out var inhabitants) ? inhabitants : 0;
        var feature = places.Features.Row($"{row[f[6]]}.{row[f[7]]}");
        var ordinal = places.Add(id, new GeoPoint(latitude, longitude), feature, country, admin1, row[f[11]], row[f[17]], population);
        if (row[f[6]][0] == 'A')
            TakeArea(ordinal, id, line, f, latitude, longitude, admin1, population);
        AddClaims(ordinal, country, row[f[9]]);
        names.Add(ordinal, NameSorter.Origin.Main, PlaceNameKind.Plain, 0, name);
        if (own.Places.TryGetValue(id, out var ours))
            AddOwn(ordinal, ours);
        if (!row[f[2]].SequenceEqual(name))
            names.AddJoined(ordinal, row[f[2]]);
        names.AddJoined(ordinal, row[f[3]]);
    }

    private void TakeArea(int ordinal, int id, string line, ReadOnlySpan<Range> f, double latitude, double longitude, ReadOnlySpan<char> admin1, long population)
    {
        var feature = $"A.{line[f[7]]}";
        if (feature is not ("A.ADM1" or "A.ADM2") && !IsCountry(feature))
            return;
        places.AddArea(new DraftPlace
        {
            GeoNameId = id,
            Name = line[f[1]],
            Point = new GeoPoint(latitude, longitude),
            Feature = feature,
            Country = line[f[8]],
            Admin1 = admin1.ToString(),
            Admin2 = line[f[11]],
            Population = population,
            Ordinal = ordinal,
        });
    }

    private void AddClaims(int ordinal, ReadOnlySpan<char> country, ReadOnlySpan<char> claims)
    {
        if (claims.IsEmpty)
            return;
        foreach (var part in claims.Split(','))
        {
            var code = claims[part].Trim();
            if (code.Length == 2 && !code.SequenceEqual(country) && own.Countries.ContainsKey(code.ToString()))
                places.Claims.Add((ordinal, places.Countries.Row(code)));
        }
    }

    private void AddOwn(int ordinal, OwnNames ours)
    {
        foreach (var name in ours.Names)
            names.Add(ordinal, NameSorter.Origin.Own, PlaceNameKind.Plain, places.Languages.Row("en"), name);
        foreach (var name in ours.Abbreviations)
            names.Add(ordinal, NameSorter.Origin.Own, PlaceNameKind.Code, places.Languages.Row("en"), name);
    }

    private static bool HasKey(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                return true;
        }
        return Folding.Fold(name).Length > 0;
    }
}
