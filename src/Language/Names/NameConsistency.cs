using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Names;

/// <summary>
/// What a whole text and our lists tell of single finds: a listed name is what the list says, the same words are mostly the same kind of name throughout a text,
/// and a name once found is found again where its sentence did not show it.
/// </summary>
internal static class NameConsistency
{
    private static readonly PhraseTable Organizations = PhraseTable.Read("organizations");
    private static readonly PhraseTable Places = PhraseTable.Read("places");
    private static readonly FrozenSet<string> Titles = Lexicon.Set("titles");

    /// <summary>A single word must be found this surely before it is looked for elsewhere.</summary>
    private const int SureMargin = 60;

    /// <summary>The finds corrected, in text order, not overlapping.</summary>
    public static List<FoundName> Apply(Document document, NameModel model, List<FoundName> found)
    {
        found = Listed(document, found);
        found = Parted(document, found.ConvertAll(name => Trimmed(document, name)));
        found = ByMajority(document, found);
        return Again(document, model, found);
    }

    /// <summary>"The Ministry" at the head of a sentence: its "The" is no part of the name.</summary>
    private static FoundName Trimmed(Document document, FoundName name)
    {
        var tokens = document.Tokens;
        return tokens[name.First].Text == "The" && name.End - name.First > 1 && document.Sentences[tokens[name.First].Sentence].FirstToken == name.First
            ? name with { First = name.First + 1 }
            : name;
    }

    /// <summary>"Sweden and Finland" are two places; a title alone ("the Pope") is nobody's name.</summary>
    private static List<FoundName> Parted(Document document, List<FoundName> found)
    {
        var tokens = document.Tokens;
        var all = new List<FoundName>(found.Count);
        foreach (var name in found)
        {
            if (name.End - name.First == 3 && tokens[name.First + 1].Lower is "and" or "&" && Places.Contains(tokens[name.First].Lower) && Places.Contains(tokens[name.End - 1].Lower))
            {
                all.Add(name with { End = name.First + 1, Type = "LOC" });
                all.Add(name with { First = name.End - 1, Type = "LOC" });
            }
            else if (!(name is { Type: "PER" } && name.End - name.First == 1 && Titles.Contains(tokens[name.First].Lower)))
            {
                all.Add(name);
            }
        }

        return all;
    }

    /// <summary>Bodies and places of several words that our lists have; a place of one word that was taken for a person, where no person of the text bears it.</summary>
    private static List<FoundName> Listed(Document document, List<FoundName> found)
    {
        var tokens = document.Tokens;
        var ofPeople = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in found)
        {
            for (var i = name.First; i < name.End && name.Type == "PER" && name.End - name.First > 1; i++)
                ofPeople.Add(tokens[i].Lower);
        }

        var all = new List<FoundName>(found.Count);
        var next = 0;
        foreach (var sentence in document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                while (next < found.Count && found[next].End <= i)
                    next++;
                var name = next < found.Count && found[next].First <= i ? found[next] : default;
                if (!char.IsUpper(tokens[i].Text[0]))
                {
                    if (name.End > 0 && name.First == i)
                        all.Add(name);
                    i = name.End > 0 && name.First == i ? name.End : i + 1;
                    continue;
                }

                var end = Organizations.Longest(tokens, i, sentence.EndToken, out _);
                var type = "ORG";
                if (end - i < 2)
                {
                    end = Places.Longest(tokens, i, sentence.EndToken, out _);
                    type = "LOC";
                }

                if (end - i > 1 && IsWritten(tokens, i, end) && (name.End == 0 || name.End <= end && name.First >= i) && !StartsInside(found, next, i, end))
                {
                    all.Add(new FoundName(i, end, type, 2 * SureMargin));
                    i = end;
                }
                else if (name.End > 0 && name.First == i)
                {
                    all.Add(name is { Type: "PER" } && name.End - name.First == 1 && Places.Contains(tokens[i].Lower) && !ofPeople.Contains(tokens[i].Lower) ? name with { Type = "LOC" } : name);
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

    /// <summary>Whether a found name begins inside the range and reaches out of it.</summary>
    private static bool StartsInside(List<FoundName> found, int next, int first, int end)
    {
        for (var k = next; k < found.Count && found[k].First < end; k++)
        {
            if (found[k].First >= first && found[k].End > end)
                return true;
        }

        return false;
    }

    private static bool IsWritten(Token[] tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (char.IsLower(tokens[i].Text[0]) && tokens[i].Text.Length > 3)
                return false;
        }

        return true;
    }

    private static List<FoundName> ByMajority(Document document, List<FoundName> found)
    {
        var weights = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var name in found)
        {
            var text = document.Span(name.First, name.End).Of(document.Text);
            if (!weights.TryGetValue(text, out var types))
                weights[text] = types = new Dictionary<string, int>(StringComparer.Ordinal);
            types[name.Type] = types.GetValueOrDefault(name.Type) + Math.Max(1, name.Margin);
        }

        return found.ConvertAll(name =>
        {
            var types = weights[document.Span(name.First, name.End).Of(document.Text)];
            if (types.Count == 1)
                return name;
            var best = types.OrderByDescending(type => type.Value).ThenBy(type => type.Key, StringComparer.Ordinal).First();
            return best.Value > 2 * types[name.Type] ? name with { Type = best.Key } : name;
        });
    }

    private static List<FoundName> Again(Document document, NameModel model, List<FoundName> found)
    {
        var tokens = document.Tokens;
        var known = new Dictionary<string, List<(int First, int Count, string Type)>>(StringComparer.Ordinal);
        foreach (var name in found)
        {
            var count = name.End - name.First;
            if (count == 1)
            {
                model.Describe(NameHash.Of(tokens[name.First].Lower), out var hints, out _);
                if (name.Margin < SureMargin || (hints & (NameHints.Common | NameHints.Calendar | NameHints.Title)) != 0 || tokens[name.First].Text.Length < 3)
                    continue;
            }

            if (!known.TryGetValue(tokens[name.First].Text, out var names))
                known[tokens[name.First].Text] = names = [];
            if (names.Count < 8 && !names.Exists(other => other.Count == count && Same(tokens, other.First, name.First, count)))
                names.Add((name.First, count, name.Type));
        }

        var all = new List<FoundName>(found.Count);
        var next = 0;
        foreach (var sentence in document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                if (next < found.Count && found[next].First == i)
                {
                    all.Add(found[next]);
                    i = found[next++].End;
                    continue;
                }

                var limit = next < found.Count ? Math.Min(found[next].First, sentence.EndToken) : sentence.EndToken;
                var step = 1;
                if (known.TryGetValue(tokens[i].Text, out var names))
                {
                    foreach (var (first, count, type) in names)
                    {
                        if (count >= step && i + count <= limit && Same(tokens, first, i, count) && !Goes(i, count, sentence))
                        {
                            if (step == 1 || count > step)
                            {
                                if (all.Count > 0 && all[^1].First == i)
                                    all.RemoveAt(all.Count - 1);
                                all.Add(new FoundName(i, i + count, type, 0));
                            }

                            step = count;
                        }
                    }
                }

                i += step;
            }
        }

        return all;

        // A neighbour with a capital makes it part of something longer.
        bool Goes(int i, int count, Sentence sentence) =>
            (i > sentence.FirstToken + 1 && char.IsUpper(tokens[i - 1].Text[0]) && tokens[i - 1].Tag == PartOfSpeech.ProperNoun)
            || (i + count < sentence.EndToken && char.IsUpper(tokens[i + count].Text[0]) && tokens[i + count].Tag == PartOfSpeech.ProperNoun);
    }

    private static bool Same(Token[] tokens, int a, int b, int count)
    {
        for (var k = 0; k < count; k++)
        {
            if (!string.Equals(tokens[a + k].Text, tokens[b + k].Text, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
