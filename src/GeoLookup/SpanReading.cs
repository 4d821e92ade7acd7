using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.GeoLookup;

/// <summary>What a text makes of spans that a caller took for toponyms: how each is used, or that it is no place at all.</summary>
internal static class SpanReading
{
    /// <summary>The mentions with their usage; null in the place of each that is part of a person's or a body's name and of no place's.</summary>
    /// <param name="mentions">Sorted, not overlapping.</param>
    /// <param name="text">The text that they stand in, analysed.</param>
    public static ToponymMention?[] Read(IReadOnlyList<ToponymMention> mentions, AnalyzedText text)
    {
        var read = new ToponymMention?[mentions.Count];
        var (toponym, name) = (0, 0);
        for (var i = 0; i < read.Length; i++)
        {
            var span = mentions[i].Span;
            while (toponym < text.Toponyms.Count && text.Toponyms[toponym].Span.End <= span.Start)
                toponym++;
            while (name < text.Names.Count && text.Names[name].Span.End <= span.Start)
                name++;
            if (toponym < text.Toponyms.Count && text.Toponyms[toponym].Span.Overlaps(span))
                read[i] = mentions[i] with { Usage = text.Toponyms[toponym].Usage };
            else if (name == text.Names.Count || !IsAnothers(span, text.Names[name], text.Text))
                read[i] = mentions[i];
        }
        return read;
    }

    // "Georgia" of "Georgia Tech", "Paris" of "Paris Hilton", and "Jordan" where the text has "Michael Jordan". A name that is the whole span may be a place
    // that the tagger took for something else.
    private static bool IsAnothers(TextSpan span, NameMention name, string text)
    {
        if (name.Type is not ("PER" or "ORG") || span.Start < name.Span.Start || span.End > name.Span.End)
            return false;
        return span.Length < name.Span.Length || name.Type == "PER" && name.DisplayName.Length > span.Length && name.DisplayName.Contains(span.Of(text), StringComparison.Ordinal);
    }
}
