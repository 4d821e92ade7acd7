using System.Globalization;
using Google.Protobuf.Collections;
using Sitrep.Cli.Terminal;
using Sitrep.Geo.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>Place names of a text and what each refers to, in text order; unresolved ones with the reason.</summary>
internal static class ToponymsTable
{
    public static IRenderable Render(IReadOnlyList<Toponym> toponyms)
    {
        var table = Tables.Create("at", "words", "place", "point", "precision", "confidence");
        foreach (var toponym in toponyms)
        {
            table.AddRow(
                Tables.Cell($"{toponym.Evidence?.Span?.Start ?? 0}"),
                Tables.Cell(SafeText.Line(toponym.Evidence?.Quote ?? "") + (toponym.Usage == Toponym.Types.Usage.Associative ? " (associative)" : "")),
                Tables.Cell(PlaceOf(toponym), Styles.Heading),
                Tables.Cell(Words.Of(toponym.Point ?? toponym.Place?.Point)),
                Tables.Cell(Words.Of(toponym.Precision)),
                Tables.Cell(toponym.HasConfidence ? Words.Confidence(toponym.Confidence) : ""));
            AddReasons(table, toponym.Reasons);
            foreach (var other in toponym.Alternatives)
            {
                table.AddRow(
                    Tables.Cell(""), Tables.Cell(""), Tables.Cell("or " + PlaceOf(other.Place)), Tables.Cell(Words.Of(other.Place?.Point)), Tables.Cell(""),
                    Tables.Cell(Words.Confidence(other.Confidence)));
                AddReasons(table, other.Reasons);
            }
        }
        return table;
    }

    // "+9.3 Weight, +2.1 CountrySupport": powers of two, the weightiest first.
    private static void AddReasons(Table table, RepeatedField<RankingReason> reasons)
    {
        if (reasons.Count == 0)
            return;
        var text = string.Join(", ", reasons.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Bits:+0.0;-0.0} {SafeText.Line(r.Feature)}")));
        table.AddRow(Tables.Cell(""), Tables.Cell(""), Tables.Cell(text, Styles.Label), Tables.Cell(""), Tables.Cell(""), Tables.Cell(""));
    }

    private static string PlaceOf(Toponym toponym) =>
        toponym.Place is { } place ? PlaceOf(place) : Words.Of(toponym.Unresolved) is { Length: > 0 } reason ? $"unresolved: {reason}" : "unresolved";

    private static string PlaceOf(Place? place) => place is null ? "" : $"{Words.Of(place)} ({SafeText.Line(place.FeatureCode)} {SafeText.Line(place.Name)})";
}
