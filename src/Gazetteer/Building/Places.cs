using System.Runtime.InteropServices;
using Sitrep.Gazetteer.Index;

namespace Sitrep.Gazetteer.Building;

/// <summary>The places of a build: records on the disk, what others need of them in memory (some sixteen bytes a place).</summary>
internal sealed class Places : IDisposable
{
    private readonly FileStream _records;
    private readonly DraftRecord[] _buffer = new DraftRecord[4096];
    private readonly Words _admin1Keys = new(false, int.MaxValue - 1);
    private readonly Words _admin2Keys = new(false, int.MaxValue - 1);
    private readonly List<(double X, double Y, double Z)> _admin1Centres = [];
    private readonly List<(double X, double Y, double Z)> _admin2Centres = [];
    private readonly List<long> _admin1Inhabitants = [];
    private readonly List<long> _admin2Inhabitants = [];
    private readonly Dictionary<int, long> _countryInhabitants = [];
    private int _buffered;

    public Places(string directory) =>
        _records = new FileStream(Path.Combine(directory, "places.draft"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    public Words Countries { get; } = new();

    public Words Features { get; } = new();

    public Words Admin1Codes { get; } = new();

    public Words TimeZones { get; } = new();

    public Words Languages { get; } = new();

    /// <summary>Ids by ordinal; for our own the complement of the number among our own.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>Packed weights by ordinal.</summary>
    public List<uint> Weights { get; } = [];

    public List<DraftPlace> Areas { get; } = [];

    /// <summary>Countries, by their code.</summary>
    public Dictionary<string, DraftPlace> CountryAreas { get; } = new(StringComparer.Ordinal);

    /// <summary>First-order divisions, by "AF.24".</summary>
    public Dictionary<string, DraftPlace> Admin1Areas { get; } = new(StringComparer.Ordinal);

    /// <summary>Second-order divisions, by "AF.24.2401".</summary>
    public Dictionary<string, DraftPlace> Admin2Areas { get; } = new(StringComparer.Ordinal);

    public List<(int Ordinal, int Country)> Claims { get; } = [];

    public List<string> OwnIds { get; } = [];

    public int Count => Ids.Count;

    /// <summary>Adds a place and gives its ordinal.</summary>
    public int Add(int id, GeoPoint point, int feature, ReadOnlySpan<char> country, ReadOnlySpan<char> admin1, ReadOnlySpan<char> admin2, ReadOnlySpan<char> timeZone, long population)
    {
        var record = new DraftRecord
        {
            Id = id,
            Latitude = (int)Math.Round(point.Latitude * 1e6),
            Longitude = (int)Math.Round(point.Longitude * 1e6),
            Population = population <= 0 ? PlaceRecord.Unknown : (uint)Math.Min(population, PlaceRecord.Unknown - 1L),
            Admin1Key = admin1.IsEmpty ? -1 : KeyOf(_admin1Keys, _admin1Centres, _admin1Inhabitants, $"{country}.{admin1}"),
            Admin2Key = admin1.IsEmpty || admin2.IsEmpty ? -1 : KeyOf(_admin2Keys, _admin2Centres, _admin2Inhabitants, $"{country}.{admin1}.{admin2}"),
            Feature = (ushort)feature,
            Country = (ushort)Countries.Row(country),
            Admin1 = (ushort)Admin1Codes.Row(admin1),
            TimeZone = (ushort)TimeZones.Row(timeZone),
        };
        Ids.Add(id);
        if (Ids.Count > Posting.MaxRows)
            throw new GazetteerFormatException($"More than {Posting.MaxRows} places, which this format cannot hold.");
        var code = Features.All[feature];
        Weights.Add(PlaceWeights.Pack(PlaceWeights.Weight(code, Math.Max(0, population), 0)));
        if (code[0] == 'P')
            Tally(record, point, PlaceWeights.Counts(code) ? population : 0);
        _buffer[_buffered++] = record;
        if (_buffered == _buffer.Length)
            FlushRecords();
        return Ids.Count - 1;
    }

    public void AddArea(DraftPlace area)
    {
        Areas.Add(area);
        if (area.Feature == "A.ADM1" && area.Admin1.Length > 0)
            Admin1Areas.TryAdd($"{area.Country}.{area.Admin1}", area);
        else if (area.Feature == "A.ADM2" && area.Admin1.Length > 0 && area.Admin2.Length > 0)
            Admin2Areas.TryAdd($"{area.Country}.{area.Admin1}.{area.Admin2}", area);
        else if (DumpReader.IsCountry(area.Feature) && area.Country.Length > 0)
            CountryAreas.TryAdd(area.Country, area);
    }

    /// <summary>The centre of the populated places of a division; null where none is known.</summary>
    public GeoPoint? CentreOf(string code, int level)
    {
        var (keys, centres) = level == 1 ? (_admin1Keys, _admin1Centres) : (_admin2Keys, _admin2Centres);
        if (keys.Find(code) is not (var key and >= 0) || centres[key] is (0, 0, 0))
            return null;
        var (x, y, z) = centres[key];
        return new GeoPoint(Math.Round(Math.Atan2(z, Math.Sqrt(x * x + y * y)) * 180 / Math.PI, 3), Math.Round(Math.Atan2(y, x) * 180 / Math.PI, 3));
    }

    /// <summary>Weighs the areas, now that all their places are known.</summary>
    public void WeighAreas()
    {
        foreach (var area in Areas)
        {
            area.Listed = area.Feature switch
            {
                "A.ADM1" => Admin1Areas.GetValueOrDefault($"{area.Country}.{area.Admin1}") == area && _admin1Keys.Find($"{area.Country}.{area.Admin1}") is var key and >= 0 ? _admin1Inhabitants[key] : 0,
                "A.ADM2" => Admin2Areas.GetValueOrDefault($"{area.Country}.{area.Admin1}.{area.Admin2}") == area && _admin2Keys.Find($"{area.Country}.{area.Admin1}.{area.Admin2}") is var key and >= 0 ? _admin2Inhabitants[key] : 0,
                _ => CountryAreas.GetValueOrDefault(area.Country) == area ? _countryInhabitants.GetValueOrDefault(Countries.Row(area.Country)) : 0,
            };
            Weights[area.Ordinal] = PlaceWeights.Pack(PlaceWeights.Weight(area.Feature, area.Population, area.Listed));
        }
    }

    /// <summary>The area that each record lies directly in, as an ordinal; -1 for none.</summary>
    public Func<DraftRecord, int, int> Parents()
    {
        var admin1 = Ordinals(_admin1Keys, Admin1Areas);
        var admin2 = Ordinals(_admin2Keys, Admin2Areas);
        var countries = Ordinals(Countries, CountryAreas);
        var features = Features.All;
        return (record, ordinal) =>
        {
            var country = countries[record.Country];
            var first = record.Admin1Key < 0 ? -1 : admin1[record.Admin1Key];
            var second = record.Admin2Key < 0 ? -1 : admin2[record.Admin2Key];
            var feature = features[record.Feature];
            if (ordinal == country || DumpReader.IsCountry(feature))
                return -1;
            // Divisions hang on the entry of their own level only where that is another place (a second row of the same code).
            return feature switch
            {
                "A.ADM1" or "A.ADM1H" => country,
                "A.ADM2" or "A.ADM2H" => first >= 0 ? first : country,
                _ => second >= 0 ? second : first >= 0 ? first : country,
            };
        };
    }

    /// <summary>Every record in the order of ordinals.</summary>
    public IEnumerable<DraftRecord> Records()
    {
        FlushRecords();
        _records.Position = 0;
        var left = Count;
        while (left > 0)
        {
            var count = Math.Min(left, _buffer.Length);
            _records.ReadExactly(MemoryMarshal.AsBytes(_buffer.AsSpan(0, count)));
            for (var i = 0; i < count; i++)
                yield return _buffer[i];
            left -= count;
        }
    }

    public void Dispose() => _records.Dispose();

    private static int[] Ordinals(Words keys, Dictionary<string, DraftPlace> areas) =>
        [.. keys.All.Select(k => areas.TryGetValue(k, out var area) ? area.Ordinal : -1)];

    private static int KeyOf(Words keys, List<(double X, double Y, double Z)> centres, List<long> inhabitants, ReadOnlySpan<char> code)
    {
        var key = keys.Row(code);
        if (key == centres.Count)
        {
            centres.Add(default);
            inhabitants.Add(0);
        }
        return key;
    }

    private void Tally(DraftRecord record, GeoPoint point, long population)
    {
        var (lat, lon) = (Geodesy.Radians(point.Latitude), Geodesy.Radians(point.Longitude));
        (double X, double Y, double Z) at = (Math.Cos(lat) * Math.Cos(lon), Math.Cos(lat) * Math.Sin(lon), Math.Sin(lat));
        if (record.Admin1Key >= 0)
            Tally(_admin1Centres, _admin1Inhabitants, record.Admin1Key, at, population);
        if (record.Admin2Key >= 0)
            Tally(_admin2Centres, _admin2Inhabitants, record.Admin2Key, at, population);
        if (record.Country > 0 && population > 0)
            CollectionsMarshal.GetValueRefOrAddDefault(_countryInhabitants, record.Country, out _) += population;
    }

    private static void Tally(List<(double X, double Y, double Z)> centres, List<long> inhabitants, int key, (double X, double Y, double Z) at, long population)
    {
        var (x, y, z) = centres[key];
        centres[key] = (x + at.X, y + at.Y, z + at.Z);
        inhabitants[key] += Math.Max(0, population);
    }

    private void FlushRecords()
    {
        _records.Write(MemoryMarshal.AsBytes(_buffer.AsSpan(0, _buffered)));
        _buffered = 0;
    }
}
