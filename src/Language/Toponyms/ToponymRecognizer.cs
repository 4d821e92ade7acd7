using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Toponyms;

/// <summary>
/// Finds place names: by a list of well-known names and demonyms, and by context ("in X", "X province", "X, Syria"). Evidence that a name is a person's or
/// part of a body's name speaks against it. Where the place lies is the gazetteer's business.
/// </summary>
internal static class ToponymRecognizer
{
    private static readonly PhraseTable Places = PhraseTable.Read("places");
    private static readonly PhraseTable Demonyms = PhraseTable.Read("demonyms");
    private static readonly PhraseTable Organizations = PhraseTable.Read("organizations");
    private static readonly FrozenSet<string> PlaceHeads = Lexicon.Set("place_heads");
    private static readonly FrozenSet<string> NotPlaces = Lexicon.Set("not_places");
    private static readonly FrozenSet<string> FirstNames = Lexicon.Set("first_names");
    private static readonly FrozenSet<string> OrgHeads = Lexicon.Set("org_heads");
    private static readonly FrozenSet<string> Titles = Lexicon.Set("titles");

    private static readonly FrozenSet<string> Locative = FrozenSet.Create(
        StringComparer.Ordinal, "in", "at", "near", "from", "to", "into", "across", "around", "outside", "inside", "through", "toward", "towards", "throughout", "within", "over", "off",
        "via", "leaving", "reached", "entered", "captured", "seized", "retook", "visited", "left", "attacked", "shelled", "bombed");

    /// <summary>Nouns behind a place name that make it stand for those who rule it: "the Kabul government".</summary>
    private static readonly FrozenSet<string> RulerNouns = FrozenSet.Create(
        StringComparer.Ordinal, "government", "regime", "administration", "authorities", "officials", "police", "forces", "army", "military", "troops", "embassy", "parliament", "leadership",
        "leaders", "side", "delegation", "ambassador", "president", "policy", "sanctions", "war", "talks", "summit", "deal", "agreement", "accord", "peace");

    private static readonly FrozenSet<string> Compass = FrozenSet.Create(
        StringComparer.Ordinal, "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast", "northwest", "southeast", "southwest",
        "northeastern", "northwestern", "southeastern", "southwestern", "north-east", "north-west", "south-east", "south-west", "north-eastern", "north-western", "south-eastern",
        "south-western", "upper", "lower", "greater", "downtown", "mid", "rural");

    /// <summary>Longest dateline in tokens.</summary>
    private const int LongestDateline = 20;

    /// <summary>Heads in capitals that belong to a place's name: "Plymouth County", "Rock Springs".</summary>
    private static readonly FrozenSet<string> NameHeads = FrozenSet.Create(
        StringComparer.Ordinal, "county", "parish", "township", "island", "islands", "river", "lake", "valley", "beach", "springs", "falls", "hills", "heights", "bay", "harbor", "harbour", "mountain",
        "mountains", "peninsula", "creek", "park", "city", "airport", "desert", "strait", "canal", "sea", "ocean", "coast", "forest", "hill", "bridge", "dam", "camp", "airbase", "square");

    /// <summary>Heads that make a name that of a street, which is no toponym here.</summary>
    private static readonly FrozenSet<string> StreetHeads = FrozenSet.Create(
        StringComparer.Ordinal, "street", "st.", "road", "rd.", "avenue", "ave.", "drive", "boulevard", "blvd.", "lane", "highway", "route", "interstate", "way", "court");

    /// <summary>What an adjective of a people may head in a body's name and still be a mention of the country.</summary>
    private static readonly FrozenSet<string> NationalHeads = FrozenSet.Create(
        StringComparer.Ordinal, "army", "forces", "police", "government", "military", "navy", "air", "embassy", "parliament", "national", "defense", "defence", "guard", "guards", "ministry", "coast",
        "foreign", "interior", "democratic", "state", "federal", "supreme", "border", "armed");

    /// <summary>Every place name, in text order, not overlapping.</summary>
    public static List<ToponymMention> Recognize(Document document, IReadOnlyList<NameMention> names)
    {
        var found = new List<ToponymMention>();
        var nameAt = new NameMention?[document.Tokens.Length];
        foreach (var name in names)
        {
            for (var i = name.FirstToken; i < name.EndToken; i++)
                nameAt[i] = name;
        }

        var persons = new HashSet<string>(names.Where(name => name.Type == "PER" && name.DisplayName.Contains(' ', StringComparison.Ordinal))
            .SelectMany(name => Enumerable.Range(name.FirstToken, name.EndToken - name.FirstToken)).Select(i => document.Tokens[i].Lower), StringComparer.Ordinal);
        foreach (var sentence in document.Sentences)
        {
            var at = ReadDateline(document, sentence, found);
            while (at < sentence.EndToken)
                at = ReadAt(document, sentence, at, nameAt, persons, found);
        }

        return AddRepeated(document, names, persons, found);
    }

    /// <summary>"MANSFIELD, Ohio --": a dateline begins with a place, known or not.</summary>
    private static int ReadDateline(Document document, Sentence sentence, List<ToponymMention> found)
    {
        var tokens = document.Tokens;
        var first = sentence.FirstToken;
        if (sentence.EndToken - first > LongestDateline || tokens[sentence.EndToken - 1].Text is not ("--" or "-" or "\u2013" or "\u2014" or "_"))
            return first;
        var end = first;
        while (end < sentence.EndToken && tokens[end].Text.Length > 1 && char.IsUpper(tokens[end].Text[0]) && char.IsUpper(tokens[end].Text[^1]) && tokens[end].Tag != PartOfSpeech.Number)
            end++;
        if (end == first || end - first > 4 || Places.Longest(tokens, first, sentence.EndToken, out _) > first)
            return first;
        found.Add(new ToponymMention(document.Span(first, end), ToponymUsage.Literal));
        return end;
    }

    /// <summary>A name that the text once shows to be a place is one wherever it stands alone.</summary>
    private static List<ToponymMention> AddRepeated(Document document, IReadOnlyList<NameMention> names, HashSet<string> persons, List<ToponymMention> found)
    {
        var tokens = document.Tokens;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mention in found)
        {
            if (mention.Usage == ToponymUsage.Literal)
                known.Add(mention.Span.Of(document.Text));
        }

        var more = new List<ToponymMention>();
        var next = 0;
        foreach (var name in names)
        {
            while (next < found.Count && found[next].Span.End <= name.Span.Start)
                next++;
            if (next < found.Count && found[next].Span.Overlaps(name.Span))
                continue;
            var text = name.Span.Of(document.Text);
            if (name.Type is "LOC" or "MISC" or "PER" && known.Contains(text) && !persons.Contains(tokens[name.FirstToken].Lower))
                more.Add(new ToponymMention(name.Span, Usage(tokens, document.Sentences[tokens[name.FirstToken].Sentence], name.FirstToken, name.EndToken)));
        }

        if (more.Count == 0)
            return found;
        found.AddRange(more);
        found.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;
    }

    private static int ReadAt(Document document, Sentence sentence, int i, NameMention?[] nameAt, HashSet<string> persons, List<ToponymMention> found)
    {
        var tokens = document.Tokens;
        var token = tokens[i];
        if (!char.IsUpper(token.Text[0]) && !(token.Text.Length > 3 && token.Text[2] == '-' && char.IsUpper(token.Text[3])))
            return ReadLowerStart(document, sentence, i, found);
        var name = nameAt[i];
        var place = Places.Longest(tokens, i, sentence.EndToken, out var kind);
        var demonym = Demonyms.Longest(tokens, i, sentence.EndToken, out _);
        if (demonym > i && demonym >= place)
        {
            var language = i > sentence.FirstToken && tokens[i - 1].Lower is "in" or "speak" or "speaks" or "spoke" && !(demonym < sentence.EndToken && char.IsLetter(tokens[demonym].Text[0]));
            if (!language && !InsidePerson(name, i, demonym) && IsNational(tokens, name, i, demonym))
                found.Add(new ToponymMention(document.Span(i, demonym), ToponymUsage.Associative));
            return demonym;
        }

        if (place > i && CapitalsFit(tokens, i, place))
        {
            // "Plymouth County", "Boulder City", "Wichita Drive".
            if (place - i <= 2 && place < sentence.EndToken && char.IsUpper(tokens[place].Text[0]) && !kind.StartsWith("country", StringComparison.Ordinal))
            {
                if (StreetHeads.Contains(tokens[place].Lower))
                    return place + 1;
                if (NameHeads.Contains(tokens[place].Lower) && !(tokens[place].Lower == "city" && (kind.Length == 4 || IsBodyBehind(tokens, sentence, place + 1))) && !IsBodyBehind(tokens, sentence, place + 1, "county"))
                {
                    found.Add(new ToponymMention(document.Span(i, place + 1), Usage(tokens, sentence, i, place + 1)));
                    return place + 1;
                }
            }

            if (Accept(tokens, sentence, i, place, kind, name, persons))
                found.Add(new ToponymMention(document.Span(i, place), name is { Type: "ORG" } && name.EndToken > place ? ToponymUsage.Associative : Usage(tokens, sentence, i, place)));
            return place;
        }

        if (HyphenPrefix(document, i, found))
            return i + 1;
        return ReadByContext(document, sentence, i, name, persons, found);
    }

    /// <summary>Names of the list that begin in lower case: "eastern Ghouta", "al-Bab".</summary>
    private static int ReadLowerStart(Document document, Sentence sentence, int i, List<ToponymMention> found)
    {
        var tokens = document.Tokens;
        if (i + 1 < sentence.EndToken && char.IsUpper(tokens[i + 1].Text[0]) && Compass.Contains(tokens[i].Lower))
        {
            var end = Places.Longest(tokens, i, sentence.EndToken, out _);
            if (end > i + 1 && tokens[i].Lower is "eastern" && tokens[i + 1].Lower == "ghouta")
            {
                found.Add(new ToponymMention(document.Span(i, end), Usage(tokens, sentence, i, end)));
                return end;
            }
        }

        return i + 1;
    }

    private static bool IsNational(Token[] tokens, NameMention? name, int first, int end)
    {
        if (name is not { Type: "ORG" } body || body.EndToken <= end)
            return true;
        if (body.FirstToken < first)
            return false;
        for (var i = end; i < body.EndToken; i++)
        {
            if (NationalHeads.Contains(tokens[i].Lower))
                return true;
        }

        return false;
    }

    /// <summary>"Boulder City Council": the head belongs to the body, not to the place.</summary>
    private static bool IsBodyBehind(Token[] tokens, Sentence sentence, int i, string head = "") =>
        head.Length == 0 && i < sentence.EndToken && char.IsUpper(tokens[i].Text[0]) && tokens[i].Lower is "council" or "commission" or "commissioner" or "manager" or "hall" or "police" or "attorney" or "school";

    private static bool InsidePerson(NameMention? name, int first, int end) => name is { Type: "PER" } && (name.FirstToken < first || name.EndToken > end);

    /// <summary>"US" and "UK" in capitals only; elsewhere every word but particles has its capital.</summary>
    private static bool CapitalsFit(Token[] tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            var text = tokens[i].Text;
            if (end - first == 1 && tokens[i].Lower is "us" or "uk" or "dc" or "drc" or "usa" or "uae" or "fata" or "dprk")
                return char.IsUpper(text[^1]);
            if (text.Length > 3 && char.IsLower(text[0]) && !text.Contains('-', StringComparison.Ordinal) && tokens[i].Lower is not ("el" or "the" or "and" or "strip" or "territories" or "peninsula"))
                return false;
        }

        return true;
    }

    private static bool Accept(Token[] tokens, Sentence sentence, int first, int end, string kind, NameMention? name, HashSet<string> persons)
    {
        var before = first > sentence.FirstToken ? tokens[first - 1] : null;
        var after = end < sentence.EndToken ? tokens[end] : null;
        var single = end - first == 1;
        var located = before is not null && (Locative.Contains(before.Lower) || (before.Lower == "of" && IsAge(tokens, first - 2, sentence.FirstToken)));
        var listed = after?.Lower == "," && end + 1 < sentence.EndToken && Places.Longest(tokens, end + 1, sentence.EndToken, out _) > end + 1;
        if (InsidePerson(name, first, end) && !listed)
            return false;
        if (name is { Type: "PER" } && single && !located)
            return false;

        // A surname that the text has in full elsewhere ("Hillary Clinton", "Clinton") is no place.
        if (single && persons.Contains(tokens[first].Lower) && !located && !listed)
            return false;
        if (single && before is not null && char.IsUpper(before.Text[0]) && FirstNames.Contains(before.Lower) && !listed)
            return false;
        if (single && after is not null && after.Tag == PartOfSpeech.ProperNoun && char.IsUpper(after.Text[0]) && name is { Type: "MISC" or "WEAPON" } && name.EndToken > end)
            return false;
        if (name is { Type: "ORG" } && (name.FirstToken < first || name.EndToken > end))
            return IsSeparableBody(tokens, name, first, end);
        if (kind.EndsWith("weak", StringComparison.Ordinal) && !located && !listed && !(before?.Lower == "," && first - 2 >= sentence.FirstToken)
            && !(after is not null && PlaceHeads.Contains(after.Lower)) && !(before is not null && Compass.Contains(before.Lower)))
            return false;
        return true;
    }

    /// <summary>A place that heads a body's name is a mention, associative: "Houston Police Department", "Texas Department of Health". One behind its head is none: "Bank of England".</summary>
    private static bool IsSeparableBody(Token[] tokens, NameMention name, int first, int end) =>
        first == name.FirstToken && end < name.EndToken && tokens[name.EndToken - 1].Lower is not ("tech" or "times" or "post" or "news" or "bank" or "tribune" or "press") && !(end - first == 1 && Organizations.Longest(tokens, first, name.EndToken, out _) > end);

    private static bool HyphenPrefix(Document document, int i, List<ToponymMention> found)
    {
        // "Moscow-backed", "U.S.-led", "Syrian-Turkish": the part before the hyphen names the place.
        var token = document.Tokens[i];
        var hyphen = token.Text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen < 2 || hyphen == token.Text.Length - 1 || token.Text.Length > 40)
            return false;
        var prefix = token.Lower[..hyphen];
        if (Places.Note(prefix) is not { } kind && !Demonyms.Contains(prefix) || (Places.Note(prefix)?.EndsWith("weak", StringComparison.Ordinal) ?? false))
            return false;
        if (prefix is "us" or "uk" && !char.IsUpper(token.Text[1]))
            return false;
        found.Add(new ToponymMention(new TextSpan(token.Span.Start, token.Span.Start + hyphen), ToponymUsage.Associative));
        var suffix = token.Lower[(hyphen + 1)..];
        if (char.IsUpper(token.Text[hyphen + 1]) && (Places.Contains(suffix) || Demonyms.Contains(suffix)))
            found.Add(new ToponymMention(new TextSpan(token.Span.Start + hyphen + 1, token.Span.End), ToponymUsage.Associative));
        return true;
    }

    /// <summary>A name that no list has: by the words beside it.</summary>
    private static int ReadByContext(Document document, Sentence sentence, int i, NameMention? name, HashSet<string> persons, List<ToponymMention> found)
    {
        var tokens = document.Tokens;
        if (name is null || name.FirstToken != i)
            return i + 1;
        var end = name.EndToken;
        if (name.Type == "ORG" && end - i > 1 && tokens[i + 1].Lower == "county" && char.IsUpper(tokens[i + 1].Text[0]))
        {
            // "Laurel County Clerk", "Barren County Sheriff's Department".
            found.Add(new ToponymMention(document.Span(i, i + 2), ToponymUsage.Associative));
            return i + 2;
        }

        if (name.Type is "ORG" or "NORP" or "WEAPON" || Time.Calendar.Month(tokens[i].Lower) > 0 || StreetHeads.Contains(tokens[end - 1].Lower))
            return i + 1;
        if (end - i > (name.Type == "LOC" ? 6 : 4) || NotPlaces.Contains(tokens[i].Lower) || tokens[i].Text.Length < 3)
            return end;
        var before = i > sentence.FirstToken ? tokens[i - 1].Lower : "";
        var beforeThat = i - 1 > sentence.FirstToken ? tokens[i - 2].Lower : "";
        var after = end < sentence.EndToken ? tokens[end].Lower : "";
        var capitalHead = end - i > 1 && (PlaceHeads.Contains(tokens[end - 1].Lower) || NameHeads.Contains(tokens[end - 1].Lower));
        var head = PlaceHeads.Contains(after) || capitalHead;
        var listed = after == "," && end + 1 < sentence.EndToken && char.IsUpper(tokens[end + 1].Text[0]) && Places.Longest(tokens, end + 1, sentence.EndToken, out var kind) > end + 1
            && (kind.StartsWith("country", StringComparison.Ordinal) || kind.StartsWith("region", StringComparison.Ordinal));
        var ofPlace = before == "of" && PlaceHeads.Contains(beforeThat);
        var placeNoun = before is "village" or "town" or "city" or "district" or "province" or "neighborhood" or "neighbourhood" or "suburb" or "capital";
        var person = name.Type == "PER" || (end - i == 1 && persons.Contains(tokens[i].Lower)) || FirstNames.Contains(tokens[i].Lower) || Titles.Contains(tokens[i].Lower);
        var located = before is "in" or "near" or "at" or "from" or "outside" or "around" or "into" or "across" || (before == "to" && name.Type == "LOC");
        if (ofPlace || placeNoun || (listed && !person) || (head && !person) || (located && !person && IsPlain(tokens, i, end)) || (name.Type == "LOC" && before == "," && found.Count > 0 && found[^1].Span.End == tokens[i - 2].Span.End) || (listed && located)
            || ((after == "police" || (after == "mayor" && char.IsUpper(tokens[end].Text[0]))) && !person && before is not "the") || (before == "of" && IsAge(tokens, i - 2, sentence.FirstToken) && IsPlain(tokens, i, end)))
        {
            // The head noun is left out: "Zakhil" of "Zakhil District".
            var stop = capitalHead && tokens[end - 1].Lower is "province" or "district" or "city" or "governorate" or "village" or "town" or "area" or "region" ? end - 1 : end;
            found.Add(new ToponymMention(document.Span(i, stop), Usage(tokens, sentence, i, end)));
        }

        return end;
    }

    /// <summary>"James Orr, 18, of Velmora": a comma before the "of" and a number before the comma.</summary>
    private static bool IsAge(Token[] tokens, int comma, int from) => comma - 1 > from && tokens[comma].Lower == "," && tokens[comma - 1].Tag == PartOfSpeech.Number;

    private static bool IsPlain(Token[] tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (OrgHeads.Contains(tokens[i].Lower) || NotPlaces.Contains(tokens[i].Lower))
                return false;
        }

        return true;
    }

    private static ToponymUsage Usage(Token[] tokens, Sentence sentence, int first, int end)
    {
        var before = first > sentence.FirstToken ? tokens[first - 1].Lower : "";
        if (Compass.Contains(before) && first - 1 > sentence.FirstToken)
            before = tokens[first - 2].Lower;
        if (Locative.Contains(before))
            return ToponymUsage.Literal;
        if (end >= sentence.EndToken)
            return before is "against" or "by" or "with" ? ToponymUsage.Associative : ToponymUsage.Literal;
        var after = tokens[end];
        if (RulerNouns.Contains(after.Lower))
            return ToponymUsage.Associative;
        if (before is "against" or "by" or "with" or "accuse" or "accused" or "urge" or "urged" or "told" or "between")
            return ToponymUsage.Associative;

        // "Paris said", "Turkey has begun": a place that acts stands for those who rule it.
        return after.Tag is PartOfSpeech.Verb || (after.Tag == PartOfSpeech.Auxiliary && after.Lower is "has" or "had" or "will" or "would") ? ToponymUsage.Associative : ToponymUsage.Literal;
    }
}
