using Sitrep.Language;
using Sitrep.Wire.Credits;
using Sitrep.Wire.Datelines;

namespace Sitrep.Wire;

/// <summary>What a text tells of its own way through the agencies.</summary>
/// <param name="Dateline">Null where it has none.</param>
/// <param name="Credits">Whom it credits, in text order; the dateline's agency first.</param>
/// <param name="Boilerplate">Where it is no account of anything, in text order, never overlapping; the dateline too.</param>
public sealed record WireReading(Dateline? Dateline, IReadOnlyList<Credit> Credits, IReadOnlyList<TextSpan> Boilerplate);

/// <summary>Reads datelines, credits and boilerplate.</summary>
public static class WireReader
{
    /// <summary>Longer texts are no news: their lines are not looked at.</summary>
    private const int MaxLength = 200_000;

    /// <summary>Reads a text; never throws.</summary>
    /// <param name="text">Any string.</param>
    public static WireReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            return new WireReading(DatelineReader.Read(text), [], []);
        }

        var dateline = DatelineReader.Read(text);
        var (credits, boilerplate) = CreditReader.Read(text, dateline?.Span.End ?? 0);
        if (dateline is null)
        {
            return new WireReading(null, credits, boilerplate);
        }

        // Lines before the dateline are a headline or a byline: a byline is read as a credit by itself.
        var (above, lines) = CreditReader.Read(text[..dateline.Span.Start], 0);
        var agency = new List<Credit>();
        if (dateline.Agency.Length > 0)
        {
            var at = text.LastIndexOf(dateline.Agency, dateline.Span.End - 1, dateline.Span.Length, StringComparison.Ordinal);
            agency.Add(new Credit(dateline.Agency, new TextSpan(at, at + dateline.Agency.Length)));
        }

        return new WireReading(dateline, [.. agency, .. above, .. credits], [.. lines, dateline.Span, .. boilerplate]);
    }
}
