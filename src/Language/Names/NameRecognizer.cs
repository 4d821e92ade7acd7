using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Tagging;
using Sitrep.Language.Time;

namespace Sitrep.Language.Names;

/// <summary>
/// Finds names: known multi-word names, then runs of capitalised words, typed by the words in and around them. In headlines and texts in which
/// capitals tell nothing only known names are found.
/// </summary>
internal static class NameRecognizer
{
    private static readonly FrozenSet<string> Titles = Lexicon.Set("titles");
    private static readonly FrozenSet<string> OrgHeads = Lexicon.Set("org_heads");
    private static readonly FrozenSet<string> FirstNames = Lexicon.Set("first_names");
    private static readonly FrozenSet<string> Peoples = Lexicon.Set("norps");
    private static readonly FrozenDictionary<string, string> Demonyms = Lexicon.Map("demonyms");
    private static readonly FrozenSet<string> PlaceHeads = Lexicon.Set("place_heads");
    private static readonly PhraseTable Organizations = PhraseTable.Read("organizations");
    private static readonly PhraseTable Weapons = PhraseTable.Read("weapons");
    private static readonly PhraseTable Places = PhraseTable.Read("places");

    /// <summary>Words before a title that belong to the office: "Foreign Minister", "Chief Executive".</summary>
    private static readonly FrozenSet<string> OfficeWords = FrozenSet.Create(
        StringComparer.Ordinal, "prime", "foreign", "interior", "defense", "defence", "finance", "justice", "home", "health", "oil", "chief", "deputy", "vice", "first", "regional", "provincial",
        "acting", "former", "state", "federal", "assistant", "supreme", "press", "executive", "lieutenant", "major", "brigadier", "army", "police");

    /// <summary>First words of many place names and of few others.</summary>
    private static readonly FrozenSet<string> PlaceBeginnings = FrozenSet.Create(
        StringComparer.Ordinal, "san", "santa", "santo", "las", "los", "el", "la", "fort", "port", "mount", "mt.", "lake", "tel", "tell", "tal", "deir", "beit", "umm", "ras", "wadi", "jabal", "jebel", "bani",
        "new", "north", "south", "east", "west", "upper", "lower", "cape", "gulf", "khirbet", "qala", "puerto", "villa", "ciudad");

    /// <summary>Longest name in tokens: beyond it a run of capitals is no name.</summary>
    private const int LongestName = 12;

    private static readonly FrozenSet<string> NameParticles = FrozenSet.Create(
        StringComparer.Ordinal, "al", "el", "bin", "bint", "ibn", "ben", "de", "del", "della", "dela", "da", "dos", "di", "la", "le", "van", "von", "der", "den", "du", "ul", "ur", "abu", "y", "e");

    private static readonly FrozenSet<string> SpeechVerbs = FrozenSet.Create(
        StringComparer.Ordinal, "say", "tell", "add", "announce", "claim", "deny", "warn", "confirm", "write", "tweet", "state", "argue", "insist", "explain", "ask", "reply", "acknowledge", "admit");

    /// <summary>Every name, in text order, not overlapping, with the fullest form the text has for it.</summary>
    public static List<NameMention> Recognize(Document document, IReadOnlyList<TimeExpression> times)
    {
        var time = 0;
        var found = new List<(int First, int End, string Type)>();
        var words = Array.ConvertAll(document.Tokens, token => token.Text);
        foreach (var sentence in document.Sentences)
        {
            var headline = Tagger.IsHeadlineCase(words, sentence);
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                // "June", "5 A.M." and "the Friday" are times.
                while (time < times.Count && times[time].Span.End <= document.Tokens[i].Span.Start)
                    time++;
                if (time < times.Count && times[time].Span.Overlaps(document.Tokens[i].Span))
                {
                    i++;
                    continue;
                }

                var (end, type) = At(document, sentence, i, headline);
                if (end > i)
                    found.Add((i, end, type));
                i = Math.Max(end, i + 1);
            }
        }

        return NameForms.Complete(document, found);
    }

    private static (int End, string Type) At(Document document, Sentence sentence, int i, bool headline)
    {
        var tokens = document.Tokens;
        var text = tokens[i].Text;
        if (!char.IsUpper(text[0]) && !Tagger.IsArticleName(text))
            return (i, "");
        var known = Organizations.Longest(tokens, i, sentence.EndToken, out _);
        var run = headline ? i : RunEnd(tokens, sentence, i);
        if (known > i && known >= run)
            return (known, "ORG");
        var weapon = Weapons.Longest(tokens, i, sentence.EndToken, out _);
        if (weapon > i && weapon >= run && IsWeaponLike(tokens, i, weapon))
            return (weapon, "WEAPON");
        if (IsDesignation(text))
            return (i + 1, "WEAPON");
        var place = Places.Longest(tokens, i, sentence.EndToken, out _);
        if (place > i && (place >= run || headline) && !IsPersonAround(tokens, sentence, i))
            return (place, "LOC");
        if (headline)
        {
            if (Demonyms.ContainsKey(tokens[i].Lower) || Peoples.Contains(tokens[i].Lower))
                return (i + 1, "NORP");
            return known > i ? (known, "ORG") : (i, "");
        }

        if (run == i)
            return (i, "");
        var first = i;
        return Type(document, sentence, first, run, known, place);
    }

    /// <summary>Where the run of capitalised words from <paramref name="i"/> ends: name particles, and "of" or "for" behind the head of a body, go along.</summary>
    private static int RunEnd(Token[] tokens, Sentence sentence, int i)
    {
        if (!IsNameWord(tokens, sentence, i))
            return i;
        var end = i + 1;
        var hasHead = OrgHeads.Contains(tokens[i].Lower);
        while (end < sentence.EndToken && end - i < LongestName)
        {
            var token = tokens[end];
            if (IsNameWord(tokens, sentence, end))
            {
                hasHead |= OrgHeads.Contains(token.Lower);
                end++;
                continue;
            }

            var next = end + 1 < sentence.EndToken ? end + 1 : -1;
            if (next > 0 && NameParticles.Contains(token.Lower) && IsNameWord(tokens, sentence, next))
            {
                end += 2;
                continue;
            }

            // "San Luis de la Reina".
            if (token.Lower is "de" && next > 0 && tokens[next].Lower is "la" or "los" or "las" or "el" && next + 1 < sentence.EndToken && IsNameWord(tokens, sentence, next + 1))
            {
                end += 3;
                continue;
            }

            if (hasHead && token.Lower is "of" or "for" && next > 0)
            {
                if (IsNameWord(tokens, sentence, next))
                {
                    end += 2;
                    continue;
                }

                if (tokens[next].Lower == "the" && next + 1 < sentence.EndToken && IsNameWord(tokens, sentence, next + 1))
                {
                    end += 3;
                    continue;
                }
            }

            // "Lord's Resistance Army", "Workers' Party": a possessive inside a body's name.
            if (token.Lower is "'s" or "'" && next > 0 && token.Tag == PartOfSpeech.Particle && char.IsUpper(tokens[next].Text[0])
                && tokens[end - 1].Lower is "people" or "lord" or "workers" or "peoples" or "women" or "children" or "teachers" or "farmers")
            {
                end += 2;
                hasHead |= OrgHeads.Contains(tokens[end - 1].Lower);
                continue;
            }

            break;
        }

        return end;
    }

    private static bool IsNameWord(Token[] tokens, Sentence sentence, int i)
    {
        var token = tokens[i];
        if (!char.IsUpper(token.Text[0]) && !Tagger.IsArticleName(token.Text))
            return false;
        if (token.Tag is PartOfSpeech.ProperNoun)
            return !IsCalendar(token.Lower) && !Morphology.IsHyphenatedAdjective(token.Lower);
        if (token.Tag is PartOfSpeech.Adjective && (Demonyms.ContainsKey(token.Lower) || Peoples.Contains(token.Lower)))
            return true;

        // At the head of a sentence a capital tells nothing; a title does.
        return i == sentence.FirstToken && Titles.Contains(token.Lower) && i + 1 < sentence.EndToken && tokens[i + 1].Tag == PartOfSpeech.ProperNoun;
    }

    private static bool IsCalendar(string lower) => Calendar.Weekday(lower) > 0 || (Calendar.Month(lower) > 0 && lower is not ("may" or "april" or "june"));

    private static bool IsWeaponLike(Token[] tokens, int i, int end) => end - i > 1 || tokens[i].Text.Length > 2;

    /// <summary>"F-16", "MiG-29", "Su-24s", "S-400": letters, a hyphen, digits.</summary>
    private static bool IsDesignation(string text)
    {
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen is < 1 or > 4 || text.Length > 9 || hyphen == text.Length - 1 || !char.IsAsciiDigit(text[hyphen + 1]))
            return false;
        return text.AsSpan(0, hyphen).IndexOfAnyExceptInRange('A', 'z') < 0 && !text.StartsWith("COVID", StringComparison.Ordinal) && text is not ("G-7" or "G-8" or "G-20");
    }

    private static bool IsPersonAround(Token[] tokens, Sentence sentence, int i) =>
        i > sentence.FirstToken && char.IsUpper(tokens[i - 1].Text[0]) && FirstNames.Contains(tokens[i - 1].Lower);

    private static (int End, string Type) Type(Document document, Sentence sentence, int first, int end, int known, int place)
    {
        var tokens = document.Tokens;
        var start = first;

        // "Secretary of State", "Ambassador to Germany": an office, then perhaps a name.
        if (Titles.Contains(tokens[first].Lower) && first + 1 < sentence.EndToken && tokens[first + 1].Lower is "of" or "to" or "for")
            return (first + 1, "TITLE");
        if (tokens[first].Lower == "state" && first - 2 >= sentence.FirstToken && tokens[first - 1].Lower == "of" && tokens[first - 2].Lower is "secretary" or "undersecretary")
            return (first + 1, "TITLE");

        // Titles lead to a person and are not part of the name.
        var titled = false;
        while (start < end - 1 && !OrgHeads.Contains(tokens[end - 1].Lower)
            && (Titles.Contains(tokens[start].Lower) || (OfficeWords.Contains(tokens[start].Lower) && Titles.Contains(tokens[start + 1].Lower))))
        {
            titled = true;
            start++;
            if (start < end - 1 && tokens[start].Lower is "of" or "for")
                return (first, "");
        }

        if (start == end - 1 && Titles.Contains(tokens[start].Lower))
            return (end, "TITLE");          // "Prime Minister": an office, nobody's name
        if (start > first)
        {
            // The caller goes on behind what is returned: the title itself is no name.
            return (start, "TITLE");
        }

        titled = first > sentence.FirstToken && Titles.Contains(tokens[first - 1].Lower);
        if (end - first == 1 && IsPeople(tokens[first]))
            return (end, "NORP");
        if (IsPeople(tokens[first]) && !OrgHeads.Contains(tokens[end - 1].Lower) && !HasHead(tokens, first, end))
        {
            // "Afghan President Ghani", "Russian Novichok": the adjective is a mention of its own.
            return (first + 1, "NORP");
        }

        if (place == end - 1 && place > first && tokens[place].Lower is "department" or "state" or "region" or "province" or "district" or "governorate")
            return (end, "LOC");            // "San Miguel Department" is a province, "Agriculture Department" is not
        if (HasHead(tokens, first, end))
            return (end, "ORG");
        if (titled || FirstNames.Contains(tokens[first].Lower) && end - first > 1)
            return (end, "PER");
        if (known > first)
            return (known, "ORG");
        if (place > first)
        {
            var rest = end - place;
            if (rest == 0 || PlaceHeads.Contains(tokens[place].Lower))
                return (end, "LOC");
            if (place - first > 1)
                return (place, "LOC");
            if (IsPersonVerbBehind(tokens, sentence, end))
                return (end, "PER");

            // "Paris Hilton" and "London Bridge" are no mentions of the city; "US President", "Kabul Mayor" are.
            return rest == 1 && Morphology.Classify(tokens[place].Lower).Unknown && !Titles.Contains(tokens[place].Lower) && Places.Longest(tokens, place, end, out _) == place
                && !IsPeople(tokens[place]) && Organizations.Longest(tokens, place, end, out _) == place ? (end, "MISC") : (place, "LOC");
        }

        if (end - first == 1 && IsAcronym(tokens[first].Text))
            return (end, "ORG");
        if (end < sentence.EndToken && PlaceHeads.Contains(tokens[end].Lower) && tokens[end].Tag == PartOfSpeech.Noun)
            return (end, "LOC");
        if (end - first > 1 && PlaceBeginnings.Contains(tokens[first].Lower) && !IsPersonVerbBehind(tokens, sentence, end))
            return (end, "LOC");
        if (IsPersonVerbBehind(tokens, sentence, end) || IsAgeBehind(tokens, sentence, end) || IsPersonNounAround(tokens, sentence, first, end))
            return (end, "PER");
        if (end - first is 2 or 3 && AllPlainWords(tokens, first, end) && !IsPrepositionBefore(tokens, sentence, first))
            return (end, "PER");
        if (IsPrepositionBefore(tokens, sentence, first) && end - first <= 3)
            return (end, "LOC");

        // "the Republic", "Members": a common noun with a capital names nothing by itself.
        return (end, end - first == 1 && Morphology.Classify(tokens[first].Lower) is { Unknown: false } ? "" : "MISC");
    }

    private static bool IsPeople(Token token) => Demonyms.ContainsKey(token.Lower) || Peoples.Contains(token.Lower);

    private static bool HasHead(Token[] tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (OrgHeads.Contains(tokens[i].Lower) && (i > first || end - first == 1 || (i + 1 < end && tokens[i + 1].Lower is "of" or "for")))
                return true;
        }

        return false;
    }

    private static bool IsAcronym(string text)
    {
        if (text.Length is < 2 or > 7)
            return false;
        foreach (var c in text)
        {
            if (!char.IsUpper(c) && c is not ('.' or '-' or '&') && !char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }

    private static bool IsPersonVerbBehind(Token[] tokens, Sentence sentence, int end) =>
        end < sentence.EndToken && SpeechVerbs.Contains(tokens[end].Lemma) && tokens[end].Tag is PartOfSpeech.Verb or PartOfSpeech.Participle;

    private static bool IsAgeBehind(Token[] tokens, Sentence sentence, int end) =>
        end + 2 < sentence.EndToken && tokens[end].Lower == "," && tokens[end + 1].Tag == PartOfSpeech.Number && tokens[end + 2].Lower is "," or ".";

    /// <summary>", a spokesman for", "the gunman, X,".</summary>
    private static bool IsPersonNounAround(Token[] tokens, Sentence sentence, int first, int end)
    {
        for (var i = end + 1; i < Math.Min(sentence.EndToken, end + 5) && tokens[end].Lower == ","; i++)
        {
            if (Titles.Contains(tokens[i].Lower))
                return true;
            if (tokens[i].Lower is "," || tokens[i].Tag is PartOfSpeech.Verb)
                break;
        }

        return first - 2 >= sentence.FirstToken && tokens[first - 1].Lower == "," && Titles.Contains(tokens[first - 2].Lower);
    }

    private static bool AllPlainWords(Token[] tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (tokens[i].Text.Length < 2 || IsAcronym(tokens[i].Text) || OrgHeads.Contains(tokens[i].Lower) || PlaceHeads.Contains(tokens[i].Lower)
                || (!Morphology.Classify(tokens[i].Lower).Unknown && !FirstNames.Contains(tokens[i].Lower)))
                return false;
        }

        return true;
    }

    private static bool IsPrepositionBefore(Token[] tokens, Sentence sentence, int first) =>
        first > sentence.FirstToken && tokens[first - 1].Lower is "in" or "at" or "near" or "from" or "to" or "into" or "across" or "around" or "outside" or "through" or "toward" or "towards";
}
