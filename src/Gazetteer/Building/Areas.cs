using System.Globalization;

namespace Sitrep.Gazetteer.Building;

/// <summary>Adds what dumps of places lack: countries and divisions from GeoNames' tables, and the names, points and regions that we know.</summary>
internal sealed class Areas(OwnData own, Places places, DumpReader dumps, NameSorter names)
{
    private readonly Dictionary<string, string> _alpha3 = new(StringComparer.Ordinal);

    /// <summary>Alpha-3 by alpha-2.</summary>
    public IReadOnlyDictionary<string, string> Alpha3 => _alpha3;

    /// <summary>Regions and the areas that they hold or reach into, as ordinals.</summary>
    public List<(int Region, int Member)> Members { get; } = [];

    public void AddCountries(string file)
    {
        foreach (var line in TextFile.Lines(file))
        {
            var f = line.Split('\t');
            if (line.StartsWith('#') || f.Length < 17 || f[0].Length != 2 || !own.Countries.TryGetValue(f[0], out var ours))
                continue; // countries that are no more stand in the table too
            _alpha3[f[0]] = f[1];
            if (!places.CountryAreas.TryGetValue(f[0], out var place))
            {
                if (!int.TryParse(f[16], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !dumps.Take(id))
                    continue;
                place = new DraftPlace
                {
                    GeoNameId = id,
                    Name = ours.Name.Length > 0 ? ours.Name : f[4],
                    Point = ours.Point,
                    Feature = ours.Feature,
                    Country = f[0],
                    Population = long.TryParse(f[7], NumberStyles.None, CultureInfo.InvariantCulture, out var p) && p > 0 ? p : 0,
                };
                Add(place);
            }
            Give(place, PlaceNameKind.Plain, "en", [f[4], ours.Name, .. ours.Names]);
            Give(place, PlaceNameKind.Code, "", [f[1], .. ours.Abbreviations]);
            Give(place, PlaceNameKind.Demonym, "en", ours.Demonyms);
        }
    }

    // A division without a row of its own lies at the centre of its places: LGL and TR-News (development data) put it three times as often
    // within 161 km of GeoNames' point as its seat does.
    public void AddDivisions(string file, int level)
    {
        var known = level == 1 ? places.Admin1Areas : places.Admin2Areas;
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in file.Length == 0 ? [] : TextFile.Lines(file))
        {
            var f = line.Split('\t');
            if (f.Length != 4 || !int.TryParse(f[3], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || dumps.IsMoved(f[0]))
                continue;
            named.Add(f[0]);
            var ours = level == 1 ? own.Divisions.GetValueOrDefault(f[0]) : null;
            if (known.ContainsKey(f[0]) || f[0].Split('.').Length != level + 1 || (ours?.Point ?? places.CentreOf(f[0], level)) is not { } point || !dumps.Take(id))
                continue;
            Add(Division(f[0], id, "", ours is { Name.Length: > 0 } ? ours.Name : f[1], f[1] + "," + f[2], point, level));
        }
        foreach (var ours in level == 1 ? own.Divisions.Values : [])
        {
            if (!known.ContainsKey(ours.Code) && !named.Contains(ours.Code) && ours.Name.Length > 0 && (ours.Point ?? places.CentreOf(ours.Code, level)) is { } point)
                Add(Division(ours.Code, 0, "x-adm1-" + ours.Code.Replace('.', '-').ToLowerInvariant(), ours.Name, "", point, level));
            if (!known.TryGetValue(ours.Code, out var place))
                continue;
            Give(place, PlaceNameKind.Plain, "en", ours.Name.Length > 0 ? [ours.Name, .. ours.Names] : ours.Names);
            Give(place, PlaceNameKind.Code, "en", ours.Abbreviations);
            Give(place, PlaceNameKind.Demonym, "en", ours.Demonyms);
        }
        foreach (var place in known.Values)
            Give(place, PlaceNameKind.Plain, "", DivisionNames.WithoutKind(place.Name));
    }

    public void AddRegions()
    {
        var regions = own.Regions.ToDictionary(r => r.Id, r => new DraftPlace { OwnId = r.Id, Name = r.Name, Feature = r.Feature, Point = r.Point, Country = OnlyCountry(r) }, StringComparer.Ordinal);
        var links = new List<(DraftPlace Region, DraftPlace Member)>();
        foreach (var ours in own.Regions)
        {
            var region = regions[ours.Id];
            Add(region);
            Give(region, PlaceNameKind.Plain, "en", ours.Names);
            Give(region, PlaceNameKind.Demonym, "en", ours.Demonyms);
            foreach (var area in ours.Areas)
            {
                var member = area.StartsWith("x-", StringComparison.Ordinal) ? regions[area]
                    : (area.Contains('.', StringComparison.Ordinal) ? places.Admin1Areas : places.CountryAreas).GetValueOrDefault(area);
                // An index of one country has no others; a region wholly in one country lies in it and does not hold it.
                if (member is not null && (region.Country.Length == 0 || member != places.CountryAreas.GetValueOrDefault(region.Country)))
                    links.Add((region, member));
            }
        }
        Members.AddRange(links.Select(l => (l.Region.Ordinal, l.Member.Ordinal)));
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

    private static string OnlyCountry(OwnRegion region)
    {
        var countries = region.Areas.Select(a => a.StartsWith("x-", StringComparison.Ordinal) ? "" : a[..2]).Distinct().ToArray();
        return countries.Length == 1 ? countries[0] : "";
    }

    private void Add(DraftPlace place)
    {
        var id = place.GeoNameId;
        if (id == 0)
        {
            id = ~places.OwnIds.Count;
            places.OwnIds.Add(place.OwnId);
        }
        place.Ordinal = places.Add(id, place.Point, places.Features.Row(place.Feature), place.Country, place.Admin1, place.Admin2, "", place.Population);
        places.AddArea(place);
        names.Add(place.Ordinal, NameSorter.Origin.Main, PlaceNameKind.Plain, 0, place.Name);
        names.AddJoined(place.Ordinal, place.DumpNames);
    }

    private void Give(DraftPlace place, PlaceNameKind kind, string language, IEnumerable<string> given)
    {
        foreach (var name in given.Where(n => n.Length > 0))
            names.Add(place.Ordinal, NameSorter.Origin.Own, kind, places.Languages.Row(language), name);
    }
}
