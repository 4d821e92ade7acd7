using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Names;

/// <summary>Ties the short forms of a text to their fullest: surnames to full names, acronyms to what they stand for. One sense to a text.</summary>
internal static class NameForms
{
    /// <summary>Turns raw finds into mentions with display names; a surname alone takes the type of the full name.</summary>
    public static List<NameMention> Complete(Document document, List<(int First, int End, string Type)> found)
    {
        var tokens = document.Tokens;
        var fullest = new Dictionary<string, (string Name, string Type)>(StringComparer.Ordinal);
        foreach (var (first, end, type) in found)
        {
            if (type == "PER" && end - first > 1)
            {
                var name = document.Span(first, end).Of(document.Text);
                Keep(tokens[end - 1].Lower, name, type);

                // "al-Eryani" of "Moammar al-Eryani", "bin Tamim" of "Ali bin Tamim".
                if (end - first > 2)
                    Keep(tokens[end - 2].Lower + " " + tokens[end - 1].Lower, name, type);
            }
        }

        for (var k = 0; k < found.Count; k++)
        {
            if (Acronym(document, found, k) is var (acronym, name, type) && acronym.Length > 0)
                Keep(acronym, name, type);
        }

        // A single name that the text once shows to be a person's ("Wiranto said") is that person's elsewhere.
        var persons = found.Where(name => name.Type == "PER" && name.End - name.First == 1).Select(name => tokens[name.First].Lower).ToHashSet(StringComparer.Ordinal);
        var mentions = new List<NameMention>(found.Count);
        foreach (var (first, end, type) in found)
        {
            if (type is "TITLE" or "")
                continue;
            var span = document.Span(first, end);
            var display = span.Of(document.Text);
            var key = end - first == 1 ? tokens[first].Lower : end - first == 2 ? tokens[first].Lower + " " + tokens[first + 1].Lower : "";
            var shown = type == "MISC" && end - first == 1 && persons.Contains(tokens[first].Lower) ? "PER" : type;
            if (key.Length > 0 && fullest.TryGetValue(key, out var full) && (type is "PER" or "MISC" || full.Type == "ORG" || (type == "LOC" && !IsPlace(first))))
            {
                display = full.Name;
                shown = full.Type;
            }

            mentions.Add(new NameMention(span, first, end, shown, Collapse(display)));
        }

        return mentions;

        void Keep(string key, string name, string type)
        {
            if (!fullest.TryGetValue(key, out var known) || known.Name.Length < name.Length)
                fullest[key] = (name, type);
        }

        bool IsPlace(int i) => i > 0 && tokens[i - 1].Lower is "in" or "at" or "near" or "from" or "of";
    }

    /// <summary>"Free Syrian Army (FSA)" or "FSA (Free Syrian Army)": the letters must begin the words.</summary>
    private static (string Acronym, string Name, string Type) Acronym(Document document, List<(int First, int End, string Type)> found, int k)
    {
        var tokens = document.Tokens;
        var (first, end, type) = found[k];
        if (type is not ("ORG" or "MISC" or "LOC" or "PER") || k + 1 >= found.Count)
            return ("", "", "");
        var (nextFirst, nextEnd, _) = found[k + 1];
        if (nextFirst != end + 1 || tokens[end].Text != "(" || nextEnd >= tokens.Length || tokens[nextEnd].Text != ")")
            return ("", "", "");

        // "Assistance Mission in Afghanistan (AMA)": the long form goes on over a preposition where the letters ask for it.
        if (k > 0 && found[k - 1] is { Type: "ORG" } head && head.End == first - 1 && tokens[head.End].Lower is "in" or "for" or "of" or "to" or "on" or "at"
            && nextEnd - nextFirst == 1 && Initials(tokens, head.First, end) == tokens[nextFirst].Text)
            first = head.First;
        var acronymFirst = nextEnd - nextFirst == 1 && end - first > 1;
        var (shortAt, longFirst, longEnd) = acronymFirst ? (nextFirst, first, end) : (first, nextFirst, nextEnd);
        if (longEnd - longFirst < 2)
            return ("", "", "");
        var letters = 0;
        var shortForm = tokens[shortAt].Text;
        for (var i = longFirst; i < longEnd && letters < shortForm.Length; i++)
        {
            if (char.ToUpperInvariant(tokens[i].Text[0]) == char.ToUpperInvariant(shortForm[letters]))
                letters++;
        }

        // "Naxalite" or "NDS" for a longer name: two thirds of the letters are enough, the name may be a translation.
        return letters * 3 >= shortForm.Length * 2 && shortForm.Length >= 2 && char.IsUpper(shortForm[^1])
            ? (tokens[shortAt].Lower, document.Span(longFirst, longEnd).Of(document.Text), "ORG")
            : ("", "", "");
    }

    /// <summary>The capitals that begin words, "UNAMA" of "United Nations Assistance Mission in Afghanistan".</summary>
    private static string Initials(Token[] tokens, int first, int end) =>
        string.Concat(tokens[first..end].Where(token => char.IsUpper(token.Text[0])).Select(token => token.Text[0]));

    /// <summary>Line breaks inside a name are blanks.</summary>
    private static string Collapse(string name)
    {
        if (name.AsSpan().IndexOfAny('\n', '\r', '\t') < 0)
            return name;
        return string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
