using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Building;

/// <summary>Builds an index file from GeoNames dumps and our own data. Equal sources give equal bytes.</summary>
public sealed class GazetteerBuilder
{
    private const string Attribution = "GeoNames (geonames.org), CC BY 4.0, changed; countries' points, demonyms, regions and abbreviations: Sitrep, CC BY 4.0";

    private static readonly string[] CountryFeatures = ["A.PCLI", "A.PCLD", "A.PCLS", "A.PCLF", "A.PCLIX", "A.PCL", "A.TERR"];

    private readonly OwnData _own = new();
    private readonly List<DraftPlace> _places = [];
    private readonly HashSet<int> _ids = [];
    private readonly Dictionary<string, DraftPlace> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DraftPlace> _admin1 = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DraftPlace> _admin2 = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _alpha3 = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _admin1Moves = new(StringComparer.Ordinal);
    private readonly IProgress<GazetteerBuildProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private string _newest = "";
    private long _rows;

    private GazetteerBuilder(IProgress<GazetteerBuildProgress>? progress, CancellationToken cancellationToken)
    {
        _progress = progress;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Builds an index. Needs memory for every place and name at once (about 1 GB for a million places).</summary>
    /// <param name="sources">What to read.</param>
    /// <param name="output">The file to write; an existing one is replaced in one step at the very end.</param>
    /// <param name="compression">SmallestSize for files that are shipped (a minute more), Fastest or Optimal for others.</param>
    /// <param name="progress">Told every few thousand rows; null for none.</param>
    /// <param name="cancellationToken">Stops the build; no file is left.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="GazetteerFormatException">A row cannot be read; the message names file and line.</exception>
    public static GazetteerDescription Build(
        GazetteerSources sources, string output, CompressionLevel compression, IProgress<GazetteerBuildProgress>? progress, CancellationToken cancellationToken)
    {
        var builder = new GazetteerBuilder(progress, cancellationToken);
        builder.ReadDumps(sources.Dumps);
        builder.AddCountries(sources.CountryInfo);
        builder.AddDivisions(sources.Admin1Codes, 1);
        builder.AddDivisions(sources.Admin2Codes, 2);
        builder.NameKnownPlaces();
        builder.LinkParents();
        var regions = builder.AddRegions();
        builder.Report("sorting", 0, 0);
        var tables = builder.Tables(regions);
        cancellationToken.ThrowIfCancellationRequested();
        builder.Report("writing", 0, 0);
        var sha256 = IndexFile.Write(output, tables, compression);
        return new GazetteerDescription(tables.Version, sha256, tables.Places.Count, tables.Names.Count, tables.Attribution);
    }

    private void ReadDumps(IReadOnlyList<string> dumps)
    {
        foreach (var division in _own.Divisions.Values)
        {
            foreach (var code in division.OtherCodes)
                _admin1Moves.Add(code, division.Code[3..]);
        }
        var total = dumps.Sum(f => new FileInfo(f).Length);
        var done = 0L;
        foreach (var dump in dumps)
        {
            var file = Path.GetFileName(dump);
            var line = 0L;
            foreach (var row in TextFile.Lines(dump, position => Report(file, done + position, total)))
            {
                line++;
                if (row.Length > 0)
                    ReadRow(row, file, line);
            }
            done += new FileInfo(dump).Length;
            Report(file, done, total);
        }
    }

    private void ReadRow(string line, string file, long number)
    {
        var f = line.Split('\t');
        if (f.Length != 19)
            throw new GazetteerFormatException($"{file} line {number}: {f.Length} columns in place of 19.");
        if (!int.TryParse(f[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !double.TryParse(f[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) || Math.Abs(latitude) is not <= 90
            || !double.TryParse(f[5], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) || Math.Abs(longitude) is not <= 180)
            throw new GazetteerFormatException($"{file} line {number}: no id, latitude or longitude.");
        _rows++;
        if (f[1].Length == 0 || f[6].Length != 1 || f[7].Length == 0 || Folding.Fold(f[1]).Length == 0 || !_ids.Add(id))
            return;
        if (string.CompareOrdinal(f[18], _newest) > 0)
            _newest = f[18];
        var admin1 = f[10] == "00" ? "" : f[10];
        if (_admin1Moves.TryGetValue(f[8] + "." + admin1, out var moved))
            admin1 = moved;
        var place = new DraftPlace
        {
            GeoNameId = id,
            Name = f[1],
            Point = new GeoPoint(latitude, longitude),
            Feature = string.Intern(f[6] + "." + f[7]),
            Country = string.Intern(f[8]),
            Admin1 = string.Intern(admin1),
            Admin2 = f[11],
            TimeZone = string.Intern(f[17]),
            // GeoNames writes 0 where it does not know.
            Population = long.TryParse(f[14], NumberStyles.None, CultureInfo.InvariantCulture, out var population) && population > 0 ? population : null,
            Claims = [.. f[9].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(c => c != f[8] && c.Length == 2)],
            DumpNames = f[2] == f[1] ? f[3] : f[2] + "," + f[3],
        };
        Add(place);
    }

    private void Add(DraftPlace place)
    {
        _places.Add(place);
        if (place.Feature == "A.ADM1" && place.Admin1Key.Length > 0)
            _admin1.TryAdd(place.Admin1Key, place);
        else if (place.Feature == "A.ADM2" && place.Admin2Key.Length > 0)
            _admin2.TryAdd(place.Admin2Key, place);
        else if (CountryFeatures.Contains(place.Feature) && place.Country.Length > 0)
            _countries.TryAdd(place.Country, place);
    }

    private void AddCountries(string file)
    {
        foreach (var line in TextFile.Lines(file))
        {
            var f = line.Split('\t');
            if (line.StartsWith('#') || f.Length < 17 || f[0].Length != 2 || !_own.Countries.TryGetValue(f[0], out var own))
                continue; // countries that are no more stand in the table too
            _alpha3[f[0]] = f[1];
            if (!_countries.TryGetValue(f[0], out var place))
            {
                if (!int.TryParse(f[16], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !_ids.Add(id))
                    continue;
                place = new DraftPlace
                {
                    GeoNameId = id,
                    Name = own.Name.Length > 0 ? own.Name : f[4],
                    Point = own.Point,
                    Feature = own.Feature,
                    Country = f[0],
                    Population = long.TryParse(f[7], NumberStyles.None, CultureInfo.InvariantCulture, out var p) && p > 0 ? p : null,
                };
                Add(place);
            }
            Give(place, PlaceNameKind.Plain, "en", [f[4], own.Name, .. own.Names]);
            Give(place, PlaceNameKind.Code, "", [f[1], .. own.Abbreviations]);
            Give(place, PlaceNameKind.Demonym, "en", own.Demonyms);
        }
    }

    // A division without a row of its own lies at the centre of its places: LGL and TR-News (development data) put it three times as often
    // within 161 km of GeoNames' point as its seat does.
    private void AddDivisions(string file, int level)
    {
        var known = level == 1 ? _admin1 : _admin2;
        var centres = Centres(level);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in file.Length == 0 ? [] : TextFile.Lines(file))
        {
            var f = line.Split('\t');
            if (f.Length != 4 || !int.TryParse(f[3], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || _admin1Moves.ContainsKey(f[0]))
                continue;
            named.Add(f[0]);
            var own = level == 1 ? _own.Divisions.GetValueOrDefault(f[0]) : null;
            if (known.ContainsKey(f[0]) || (own?.Point ?? Centre(centres, f[0])) is not { } point || !_ids.Add(id))
                continue;
            Add(Division(f[0], id, "", own is { Name.Length: > 0 } ? own.Name : f[1], f[1] + "," + f[2], point, level));
        }
        foreach (var own in level == 1 ? _own.Divisions.Values : [])
        {
            if (!known.ContainsKey(own.Code) && !named.Contains(own.Code) && own.Name.Length > 0 && (own.Point ?? Centre(centres, own.Code)) is { } point)
                Add(Division(own.Code, 0, "x-adm1-" + own.Code.Replace('.', '-').ToLowerInvariant(), own.Name, "", point, level));
            if (!known.TryGetValue(own.Code, out var place))
                continue;
            Give(place, PlaceNameKind.Plain, "en", own.Name.Length > 0 ? [own.Name, .. own.Names] : own.Names);
            Give(place, PlaceNameKind.Code, "en", own.Abbreviations);
            Give(place, PlaceNameKind.Demonym, "en", own.Demonyms);
        }
        foreach (var place in known.Values)
            Give(place, PlaceNameKind.Plain, "", DivisionNames.WithoutKind(place.Name));
    }

    private static DraftPlace Division(string code, int id, string ownId, string name, string names, GeoPoint point, int level)
    {
        var parts = code.Split('.');
        return new DraftPlace
        {
            GeoNameId = id,
            OwnId = ownId,
            Name = name,
            DumpNames = names,
            Point = point,
            Feature = level == 1 ? "A.ADM1" : "A.ADM2",
            Country = parts[0],
            Admin1 = parts[1],
            Admin2 = level == 2 ? parts[2] : "",
        };
    }

    private Dictionary<string, (double X, double Y, double Z)> Centres(int level)
    {
        var centres = new Dictionary<string, (double X, double Y, double Z)>(StringComparer.Ordinal);
        foreach (var place in _places)
        {
            var key = level == 1 ? place.Admin1Key : place.Admin2Key;
            if (key.Length == 0 || place.Feature[0] != 'P')
                continue;
            var (x, y, z) = centres.GetValueOrDefault(key);
            var (lat, lon) = (Geodesy.Radians(place.Point.Latitude), Geodesy.Radians(place.Point.Longitude));
            centres[key] = (x + Math.Cos(lat) * Math.Cos(lon), y + Math.Cos(lat) * Math.Sin(lon), z + Math.Sin(lat));
        }
        return centres;
    }

    private static GeoPoint? Centre(Dictionary<string, (double X, double Y, double Z)> centres, string key) =>
        centres.TryGetValue(key, out var c)
            ? new GeoPoint(
                Math.Round(Math.Atan2(c.Z, Math.Sqrt(c.X * c.X + c.Y * c.Y)) * 180 / Math.PI, 3),
                Math.Round(Math.Atan2(c.Y, c.X) * 180 / Math.PI, 3))
            : null;

    private void NameKnownPlaces()
    {
        foreach (var place in _places)
        {
            if (!_own.Places.TryGetValue(place.GeoNameId, out var names))
                continue;
            Give(place, PlaceNameKind.Plain, "en", names.Names);
            Give(place, PlaceNameKind.Code, "en", names.Abbreviations);
        }
    }

    private static void Give(DraftPlace place, PlaceNameKind kind, string language, IEnumerable<string> names) =>
        place.OwnNames.AddRange(names.Where(n => n.Length > 0).Select(n => new PlaceName(n, language, kind)));

    private void LinkParents()
    {
        foreach (var place in _places)
        {
            var country = place.Country.Length == 0 ? null : _countries.GetValueOrDefault(place.Country);
            var admin1 = _admin1.GetValueOrDefault(place.Admin1Key);
            var admin2 = _admin2.GetValueOrDefault(place.Admin2Key);
            // Divisions hang on the entry of their own level only where that is another place (a second row of the same code).
            place.Parent = place.Feature switch
            {
                _ when place == country => null,
                _ when CountryFeatures.Contains(place.Feature) => null,
                "A.ADM1" or "A.ADM1H" => country,
                "A.ADM2" or "A.ADM2H" => admin1 ?? country,
                _ => admin2 ?? admin1 ?? country,
            };
        }
    }

    private List<(DraftPlace Region, DraftPlace Member)> AddRegions()
    {
        var regions = _own.Regions.ToDictionary(r => r.Id, r => new DraftPlace
        {
            OwnId = r.Id,
            Name = r.Name,
            Feature = r.Feature,
            Point = r.Point,
            Country = OnlyCountry(r),
        }, StringComparer.Ordinal);
        var links = new List<(DraftPlace, DraftPlace)>();
        foreach (var own in _own.Regions)
        {
            var region = regions[own.Id];
            Give(region, PlaceNameKind.Plain, "en", own.Names);
            Give(region, PlaceNameKind.Demonym, "en", own.Demonyms);
            if (region.Country.Length > 0)
                region.Parent = _countries.GetValueOrDefault(region.Country);
            foreach (var area in own.Areas)
            {
                var member = area.StartsWith("x-", StringComparison.Ordinal) ? regions[area]
                    : (area.Contains('.', StringComparison.Ordinal) ? _admin1 : _countries).GetValueOrDefault(area);
                // An index of one country has no others; a region wholly in one country lies in it and does not hold it.
                if (member is not null && member != region.Parent)
                    links.Add((region, member));
            }
            Add(region);
        }
        return links;
    }

    private static string OnlyCountry(OwnRegion region)
    {
        var countries = region.Areas.Select(a => a.StartsWith("x-", StringComparison.Ordinal) ? "" : a[..2]).Distinct().ToArray();
        return countries.Length == 1 ? countries[0] : "";
    }

    private GazetteerTables Tables(List<(DraftPlace Region, DraftPlace Member)> links)
    {
        var lists = new ListsBuilder(_alpha3);
        Order(lists);
        var names = new List<(string Key, byte[] Text, DraftPlace Place, byte Kind, int Language)>(_places.Count * 4);
        foreach (var place in _places)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            foreach (var (key, name, main) in NamesOf(place))
                names.Add((key, Encoding.UTF8.GetBytes(name.Text), place, (byte)((byte)name.Kind | (main ? NameTable.Main : 0)), lists.Language(name.LanguageCode)));
        }
        names.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0 ? order : DraftPlace.CompareIds(a.Place, b.Place));
        var start = new int[names.Count + 1];
        for (var i = 0; i < names.Count; i++)
            start[i + 1] = start[i] + names[i].Text.Length;
        var text = new byte[start[^1]];
        for (var i = 0; i < names.Count; i++)
            names[i].Text.CopyTo(text, start[i]);
        return new GazetteerTables(
            string.Create(CultureInfo.InvariantCulture, $"geonames-{(_newest.Length == 0 ? "undated" : _newest)}+sitrep-{OwnData.Version}"),
            Attribution,
            Columns(lists),
            new NameTable
            {
                Text = text,
                Start = start,
                Place = [.. names.Select(n => n.Place.Row)],
                Kind = [.. names.Select(n => n.Kind)],
                Language = [.. names.Select(n => n.Language)],
            },
            lists.Build(),
            new Links
            {
                Members = [.. links.Select(l => (l.Region.Row, l.Member.Row)).Order()],
                Claims = [.. _places.SelectMany(p => p.Claims.Where(_own.Countries.ContainsKey).Select(c => (p.Row, lists.Country(c)))).Order()],
            });
    }

    // First in the order of ids, to compute weights; then in the order of weights, ties by id.
    private void Order(ListsBuilder lists)
    {
        _places.Sort(DraftPlace.CompareIds);
        Number();
        var columns = Columns(lists);
        var weights = PlaceWeights.Compute(columns, lists.Build().Features);
        var byWeight = _places.OrderByDescending(p => weights[p.Row]).ToList(); // stable: ties stay in the order of ids
        _places.Clear();
        _places.AddRange(byWeight);
        Number();
    }

    private void Number()
    {
        for (var i = 0; i < _places.Count; i++)
            _places[i].Row = i;
    }

    private PlaceTable Columns(ListsBuilder lists) => new()
    {
        Id = [.. _places.Select(p => p.GeoNameId > 0 ? p.GeoNameId : ~lists.OwnId(p.OwnId))],
        Latitude = [.. _places.Select(p => (int)Math.Round(p.Point.Latitude * 1e6))],
        Longitude = [.. _places.Select(p => (int)Math.Round(p.Point.Longitude * 1e6))],
        Feature = [.. _places.Select(p => lists.Feature(p.Feature))],
        Country = [.. _places.Select(p => lists.Country(p.Country))],
        Admin1 = [.. _places.Select(p => lists.Admin1(p.Admin1))],
        TimeZone = [.. _places.Select(p => lists.TimeZone(p.TimeZone))],
        Parent = [.. _places.Select(p => p.Parent?.Row ?? -1)],
        Population = [.. _places.Select(p => p.Population ?? -1)],
    };

    // One name for each folded form: the display name before our own, our own before GeoNames' alternates, and those as listed.
    private static IEnumerable<(string Key, PlaceName Name, bool Main)> NamesOf(DraftPlace place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var main = Folding.Fold(place.Name);
        seen.Add(main);
        yield return (main, new PlaceName(place.Name, "", PlaceNameKind.Plain), true);
        foreach (var name in place.OwnNames)
        {
            var key = Folding.Fold(name.Text);
            if (key.Length > 0 && seen.Add(key))
                yield return (key, name, false);
        }
        foreach (var part in place.DumpNames.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var key = Folding.Fold(part);
            if (key.Length is > 0 and <= 100 && key.Any(char.IsLetter) && !part.StartsWith("http", StringComparison.Ordinal) && seen.Add(key))
                yield return (key, new PlaceName(part, "", IsCode(part) ? PlaceNameKind.Code : PlaceNameKind.Plain), false);
        }
    }

    // Airport and country codes stand among the alternate names.
    private static bool IsCode(string name) => name.Length <= 4 && name.All(char.IsAsciiLetterUpper);

    private void Report(string step, long bytesRead, long bytesTotal)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _progress?.Report(new GazetteerBuildProgress(step, _rows, bytesRead, bytesTotal));
    }

    /// <summary>Numbers words in the order in which they first come.</summary>
    private sealed class ListsBuilder(Dictionary<string, string> alpha3)
    {
        private readonly Words _countries = new();
        private readonly Words _features = new();
        private readonly Words _admin1 = new();
        private readonly Words _zones = new();
        private readonly Words _languages = new();
        private readonly Words _ownIds = new(false);

        public int Country(string code) => _countries.Row(code);

        public int Feature(string feature) => _features.Row(feature);

        public int Admin1(string code) => _admin1.Row(code);

        public int TimeZone(string zone) => _zones.Row(zone);

        public int Language(string code) => _languages.Row(code);

        public int OwnId(string id) => _ownIds.Row(id);

        public Lists Build() => new()
        {
            Countries = [.. _countries.All.Select(c => c + " " + alpha3.GetValueOrDefault(c))],
            Features = [.. _features.All.Select(f => f.Length == 0 ? "?." : f)],
            Admin1Codes = [.. _admin1.All],
            TimeZones = [.. _zones.All],
            Languages = [.. _languages.All],
            OwnIds = [.. _ownIds.All],
        };
    }

    private sealed class Words
    {
        private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

        public Words(bool emptyFirst = true)
        {
            if (emptyFirst)
                Row("");
        }

        public List<string> All { get; } = [];

        public int Row(string word)
        {
            if (!_rows.TryGetValue(word, out var row))
            {
                _rows.Add(word, row = All.Count);
                All.Add(word);
            }
            return row;
        }
    }
}
