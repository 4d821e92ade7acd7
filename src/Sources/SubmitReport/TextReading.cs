using Sitrep.Language;
using Sitrep.Storage;
using Sitrep.Wire;
using Sitrep.Wire.Datelines;
using Sitrep.Wire.Languages;
using Sitrep.Wire.Stories;
using Sitrep.Wire.TimeZones;

namespace Sitrep.Sources.SubmitReport;

/// <summary>What a text tells by itself, read before it meets the others: it takes some ten thousandths of a second, which no commit should wait for.</summary>
/// <param name="LanguageCode">As detected; empty where it cannot be told.</param>
/// <param name="Dateline">Null where it has none.</param>
/// <param name="DatelineText">All of the dateline, verbatim; empty where it has none.</param>
/// <param name="DatelineDate">As <see cref="Storage.ReportRow.DatelineDate"/> has it.</param>
/// <param name="Credits">Names that it credits, each with its key.</param>
/// <param name="Boilerplate">As <see cref="Storage.ReportRow.Boilerplate"/> has it.</param>
/// <param name="TimeZone">That of the dateline's place; empty where it is not known.</param>
/// <param name="Sketch">What its copies are known by.</param>
internal sealed record TextReading(
    string LanguageCode,
    Dateline? Dateline,
    string DatelineText,
    int DatelineDate,
    IReadOnlyList<CreditedName> Credits,
    byte[]? Boilerplate,
    string TimeZone,
    TextSketch Sketch)
{
    /// <summary>More credits are a list of something else.</summary>
    private const int MaxCredits = 20;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="publishTime">Microseconds since 1970 UTC; null where not stated.</param>
    /// <param name="detectLanguage">Whether the language is asked for.</param>
    public static TextReading Of(string text, long? publishTime, bool detectLanguage)
    {
        var wire = WireReader.Read(text);
        var published = publishTime is { } micros ? DateOnly.FromDateTime(UnixMicros.ToTimestamp(micros).ToDateTime()) : (DateOnly?)null;
        return new TextReading(
            detectLanguage ? LanguageIdentifier.Identify(text) : "",
            wire.Dateline,
            wire.Dateline?.Span.Of(text) ?? "",
            Date(wire.Dateline, published),
            [.. wire.Credits.Take(MaxCredits).Select(credit => new CreditedName(credit.Name, SourceNaming.Key(credit.Name), credit.Name == wire.Dateline?.Agency)).DistinctBy(credit => credit.Key)],
            Spans(wire.Boilerplate),
            ZoneGuess.OfPlace(wire.Dateline?.Place ?? ""),
            Sketcher.Sketch(text, wire.Boilerplate));
    }

    private static int Date(Dateline? dateline, DateOnly? published) => dateline is not { Month: { } month, Day: { } day }
        ? 0
        : dateline.DateNear(published) is { } date ? (date.Year * 10_000) + (date.Month * 100) + date.Day : (month * 100) + day;

    private static byte[]? Spans(IReadOnlyList<TextSpan> spans) => spans.Count == 0 ? null : ReportMapping.ToBytes(spans);
}

/// <summary>A name that a text credits.</summary>
/// <param name="Name">As written.</param>
/// <param name="Key">Folded.</param>
/// <param name="IsAgency">It stands in the dateline, where nobody but an agency does.</param>
internal sealed record CreditedName(string Name, string Key, bool IsAgency);
