using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;

namespace Sitrep.Language.Names;

/// <summary>
/// Finds names: a trained model for people, bodies, places, peoples and other names, a list for weapons; then what the whole text tells of a name corrects
/// single finds, and short forms are tied to long ones.
/// </summary>
internal static class NameRecognizer
{
    private static readonly PhraseTable Weapons = PhraseTable.Read("weapons");

    /// <summary>Every name, in text order, not overlapping, with the fullest form the text has for it.</summary>
    public static List<NameMention> Recognize(Document document, IReadOnlyList<TimeExpression> times, INameLexicon? lexicon = null) =>
        Recognize(document, times, NameModels.Default, lexicon);

    /// <summary>The same with a given model.</summary>
    public static List<NameMention> Recognize(Document document, IReadOnlyList<TimeExpression> times, NameModel model, INameLexicon? lexicon = null)
    {
        var found = NameTagger.Tag(document, model, lexicon);
        found = NameConsistency.Apply(document, model, found);
        found = WithoutTimes(document, found, times);
        found = WithWeapons(document, found, times);
        return NameForms.Complete(document, found.ConvertAll(name => (name.First, name.End, name.Type)));
    }

    /// <summary>"June", "5 A.M." and "the Friday" are times.</summary>
    private static List<FoundName> WithoutTimes(Document document, List<FoundName> found, IReadOnlyList<TimeExpression> times)
    {
        var time = 0;
        return found.FindAll(name =>
        {
            var span = document.Span(name.First, name.End);
            while (time < times.Count && times[time].Span.End <= span.Start)
                time++;
            return time == times.Count || !times[time].Span.Contains(span);
        });
    }

    private static List<FoundName> WithWeapons(Document document, List<FoundName> found, IReadOnlyList<TimeExpression> times)
    {
        var tokens = document.Tokens;
        var all = new List<FoundName>(found.Count);
        var (next, time) = (0, 0);
        foreach (var sentence in document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                while (next < found.Count && found[next].End <= i)
                    next++;
                while (time < times.Count && times[time].Span.End <= tokens[i].Span.Start)
                    time++;
                var name = next < found.Count && found[next].First <= i ? found[next] : default;
                var end = IsDesignation(tokens[i].Text) ? i + 1 : Weapons.Longest(tokens, i, sentence.EndToken, out _);
                if (end > i && (time == times.Count || !times[time].Span.Overlaps(tokens[i].Span))
                    && (name.End == 0 || name.First == i && name.End <= end && name.Type is "MISC" or "ORG"))
                {
                    all.Add(new FoundName(i, end, "WEAPON", 0));
                    i = end;
                }
                else if (name.End > 0)
                {
                    if (name.First == i)
                        all.Add(name);
                    i = name.End;
                }
                else
                {
                    i++;
                }
            }
        }

        return all;
    }

    /// <summary>"F-16", "MiG-29", "Su-24s", "S-400": letters, a hyphen, digits.</summary>
    private static bool IsDesignation(string text)
    {
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen is < 1 or > 5 || hyphen == text.Length - 1 || text.Length > 9 || !char.IsUpper(text[0]))
            return false;
        for (var i = 0; i < hyphen; i++)
        {
            if (!char.IsAsciiLetter(text[i]))
                return false;
        }

        var digits = 0;
        for (var i = hyphen + 1; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                digits++;
            else if (i < text.Length - 2 || !char.IsAsciiLetter(text[i]))
                return false;
        }

        return digits > 0 && !text.StartsWith("COVID", StringComparison.Ordinal) && text is not ("G-7" or "G-8" or "G-20");
    }
}
