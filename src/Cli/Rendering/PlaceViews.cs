using Sitrep.Cli.Terminal;
using Sitrep.Geo.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Places of the gazetteer: a table of many, a card of one.</summary>
internal static class PlaceViews
{
    public static IRenderable Table(IReadOnlyList<Candidate> candidates)
    {
        var table = Tables.Create("place", "kind", "point", "inhabitants", "score", "name");
        foreach (var candidate in candidates)
        {
            var place = candidate.Place ?? new Place();
            table.AddRow(
                Tables.Cell(Words.Of(place), Styles.Heading), Tables.Cell(SafeText.Line(place.FeatureCode)), Tables.Cell(Words.Of(place.Point)),
                Tables.Cell(place.HasPopulation ? Words.Number(place.Population) : ""), Tables.Cell(Words.Confidence(candidate.Confidence)),
                Tables.Cell(SafeText.Line(place.Name)));
        }
        return table;
    }

    public static IRenderable Card(Place place)
    {
        var grid = new Grid { Expand = false }.AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn(new GridColumn().PadLeft(1).PadRight(0));
        Add("kind", $"{SafeText.Line(place.FeatureClass)} {SafeText.Line(place.FeatureCode)}".Trim());
        Add("point", Words.Of(place.Point));
        Add("country", SafeText.Line($"{place.CountryCode} {place.CountryCode3}"));
        Add("claimed by", SafeText.Line(string.Join(", ", place.ClaimedBy)));
        Add("inhabitants", place.HasPopulation ? Words.Number(place.Population) : "");
        Add("time zone", SafeText.Line(place.TimeZone));
        Add("also", string.Join(", ", place.AlternateNames.Select(name => SafeText.Line(name.Text + (name.LanguageCode.Length > 0 ? $" ({name.LanguageCode})" : "")))));
        Add("name", SafeText.Line(place.Name));
        return new Rows(new Spectre.Console.Text(Words.Of(place), Styles.Heading), grid);

        void Add(string label, string value)
        {
            if (value.Length > 0)
                grid.AddRow(new Spectre.Console.Text(label, Styles.Label), new Spectre.Console.Text(value));
        }
    }

    public static IRenderable Card(GazetteerInfo info)
    {
        var grid = new Grid { Expand = false }.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1)).AddColumn(new GridColumn().PadLeft(1).PadRight(0));
        foreach (var (label, value) in new[]
        {
            ("version", SafeText.Line(info.Version)), ("sha256", SafeText.Line(info.Sha256)), ("places", Words.Number(info.PlaceCount)),
            ("names", Words.Number(info.NameCount)), ("data", SafeText.Line(info.Attribution)),
        })
        {
            grid.AddRow(new Spectre.Console.Text(label, Styles.Label), new Spectre.Console.Text(value));
        }
        return grid;
    }
}
