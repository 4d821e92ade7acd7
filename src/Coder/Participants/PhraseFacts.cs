using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Numbers;
using Sitrep.Language.Toponyms;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Coder.Participants;

/// <summary>What the words of a noun phrase, and those right beside it, say: names, places, countries, counts; who that makes is decided elsewhere.</summary>
internal sealed class PhraseFacts(ReportReading r)
{
    private readonly Lazy<int[]> _lastGroup = new(() => FindGroups(r));

    /// <summary>The actor of the dictionary that a phrase names, and whether its name holds the head.</summary>
    public DictionaryActor? ActorIn(NounPhrase phrase, out bool coversHead)
    {
        DictionaryActor? found = null;
        coversHead = false;
        var country = "";
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (r.ToponymAt[t] >= 0 && r.Toponyms[r.ToponymAt[t]].Place is { } place)
                country = place.CountryCode3;
            if (r.ActorAt[t] is not { } actor)
                continue;
            // "the Saudi National Guard": an organ of the country named before it, not the one that the dictionary knows by the bare name.
            if (country.Length > 0 && actor.CountryCode.Length == 3 && actor.CountryCode != country && actor.CountryCode is not ("IGO" or "NGO" or "IMG" or "ISM")
                && actor.Sectors is ["GOV" or "MIL" or "LEG" or "JUD" or "COP" or "SPY" or "PTY", ..] && !actor.IsPerson && r.ToponymAt[t] < 0)
                continue;
            found = actor;
            if (r.ActorEnd[t] > phrase.Head)
            {
                coversHead = true;
                return found;
            }
        }
        return found;
    }

    /// <summary>The name inside a phrase, a person's before others.</summary>
    public NameMention? NameIn(NounPhrase phrase)
    {
        NameMention? found = null;
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (r.NameAt[t] < 0)
                continue;
            var name = r.Names[r.NameAt[t]];
            if (found is null || name.Type == "PER" || found.Type != "PER")
                found = name;
        }
        return found;
    }

    /// <summary>The place name inside a phrase, and whether it is the head.</summary>
    public ResolvedToponym? ToponymIn(NounPhrase phrase, out bool coversHead)
    {
        ResolvedToponym? found = null;
        coversHead = false;
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (r.ToponymAt[t] < 0)
                continue;
            var toponym = r.Toponyms[r.ToponymAt[t]];
            if (found is null || toponym.Place is not null)
                found = toponym;
            coversHead = t == phrase.Head;
        }
        return found;
    }

    /// <summary>The country that a phrase or what stands around it says it is of; empty where none is said.</summary>
    public string CountryOf(NounPhrase phrase, DictionaryActor? actor, ResolvedToponym? place, PartyNoun? noun)
    {
        if (place?.Place is { } at)
            return at.CountryCode3;
        if (phrase.Possessor >= 0 && r.Phrases[phrase.Possessor] is { } owner)
        {
            if (ToponymIn(owner, out _)?.Place is { } owned)
                return owned.CountryCode3;
            if (ActorIn(owner, out _) is { } boss && noun is not null)
                return boss.CountryCode;
        }
        if (actor is not null)
            return actor.CountryCode;
        // "Parliament of Iraq", "protesters in Baghdad", "the navies of China".
        var after = phrase.End;
        for (var n = 0; n < 2 && after + 1 < r.Tokens.Count && r.Tokens[after].Sentence == phrase.Sentence; n++)
        {
            if (r.Lower(after) is not ("of" or "in" or "from") || r.PhraseOf(after + 1) is not { } inner)
                break;
            if (r.Lower(after) == "in" && noun is null)
                break;
            if (ToponymIn(inner, out var covers)?.Place is { } inside && (covers || r.Lower(after) == "of"))
                return inside.CountryCode3;
            after = inner.End;
        }
        return "";
    }

    /// <summary>Where a phrase says that its people are: "officials in Kunduz".</summary>
    public List<ResolvedToponym> LocationsAfter(NounPhrase phrase)
    {
        if (phrase.End + 1 < r.Tokens.Count && r.Lower(phrase.End) == "in" && r.PhraseOf(phrase.End + 1) is { } place && place.Sentence == phrase.Sentence
            && ToponymIn(place, out _) is { Usage: ToponymUsage.Literal } toponym)
            return [toponym];
        return [];
    }

    /// <summary>A name in apposition after an office.</summary>
    public NounPhrase? NamedAfter(NounPhrase phrase)
    {
        if (phrase.End + 1 >= r.Tokens.Count || r.Lower(phrase.End) != "," || r.PhraseOf(phrase.End + 1) is not { } next || next.First != phrase.End + 1 || next.Sentence != phrase.Sentence)
            return null;
        return NameIn(next) is { Type: "PER" } name && name.FirstToken == next.First && name.EndToken == next.End ? next : null;
    }

    /// <summary>Proper nouns only, of no name that Language knows: taken as somebody's name.</summary>
    public bool IsUnknownName(NounPhrase phrase)
    {
        for (var t = phrase.First; t < phrase.End; t++)
        {
            if (r.Tokens[t].Tag != Pos.ProperNoun || r.NameAt[t] >= 0 || r.ToponymAt[t] >= 0)
                return false;
        }
        return WordLexicons.Targets.MatchBackward(r.Tokens, phrase.First, phrase.End, out _) is null && phrase.End - phrase.First <= 4;
    }

    /// <summary>The phrase in apposition after a name: "Dedi Prasetyo, a spokesperson for the police,".</summary>
    public NounPhrase? Apposed(NounPhrase phrase)
    {
        if (phrase.End + 1 >= r.Tokens.Count || r.Lower(phrase.End) is not ("," or "(") || r.Tokens[phrase.End].Sentence != phrase.Sentence)
            return null;
        if (r.PhraseOf(phrase.End + 1) is not { } next || next.First != phrase.End + 1 || next.Sentence != phrase.Sentence)
            return null;
        if (Clauses.IsOwner(r, next))
            next = Clauses.Owned(r, next)!;
        return NameIn(next) is not { Type: "PER" } ? next : null;
    }

    /// <summary>The body noun inside a name: "Ministry" in "Ministry of Defence".</summary>
    public PartyNoun? BodyInside(NameMention name)
    {
        for (var end = name.EndToken - 1; end > name.FirstToken; end--)
        {
            if (WordLexicons.Parties.MatchBackward(r.Tokens, name.FirstToken, end, out _) is { IsBody: true } body)
                return body;
        }
        return null;
    }

    /// <summary>Whether nothing but "the" stands before the noun.</summary>
    public bool IsBareOrDefinite(NounPhrase phrase, int nounFirst)
    {
        for (var t = phrase.First; t < nounFirst; t++)
        {
            if (r.Tokens[t].Tag != Pos.Determiner)
                return false;
        }
        return r.Lower(phrase.First) is not ("a" or "an" or "no" or "some" or "any" or "other" or "another");
    }

    /// <summary>The armed group that the text named last before a phrase.</summary>
    public DictionaryActor? GroupBefore(NounPhrase phrase)
    {
        var token = phrase.First > 0 ? _lastGroup.Value[phrase.First - 1] : -1;
        return token >= 0 ? r.ActorAt[token] : null;
    }

    private static int[] FindGroups(ReportReading r)
    {
        var last = new int[r.Tokens.Count];
        var current = -1;
        for (var t = 0; t < last.Length; t++)
        {
            if (r.ActorAt[t] is { IsArmedGroup: true })
                current = t;
            last[t] = current;
        }
        return last;
    }

    /// <summary>How many a phrase counts.</summary>
    public CountRange? CountOf(NounPhrase phrase)
    {
        for (var t = phrase.First; t <= phrase.Head; t++)
        {
            if (r.NumberAt[t] >= 0 && r.Numbers[r.NumberAt[t]] is { IsOrdinal: false, Unit: "" } number)
                return number.Range;
        }
        return null;
    }

    /// <summary>Where the nouns and adjectives before a token begin.</summary>
    public int FirstNoun(NounPhrase phrase, int token)
    {
        while (token > phrase.First && r.Tokens[token - 1].Tag is Pos.Adjective or Pos.ProperNoun or Pos.Noun)
            token--;
        return token;
    }

    /// <summary>The words of a phrase and of what "of" ties to it.</summary>
    public string DisplayWithOf(NounPhrase phrase)
    {
        var inner = r.Phrases[phrase.Of];
        return Bare(StripNumber(new TextSpan(phrase.Span.Start, inner.Span.End)));
    }

    /// <summary>The words without a number at their beginning.</summary>
    public TextSpan StripNumber(TextSpan span)
    {
        var t = r.TokenAt(span.Start);
        var first = t;
        while (t < r.Tokens.Count && r.Tokens[t].Span.End < span.End && (r.NumberAt[t] >= 0 || (r.Tokens[t].Tag == Pos.Determiner && t == first)))
            t++;
        if (t > first && r.Lower(t) == "of")
            t++;
        return t < r.Tokens.Count && r.Tokens[t].Span.Start < span.End ? new TextSpan(r.Tokens[t].Span.Start, span.End) : span;
    }

    /// <summary>The words without an article.</summary>
    public string Bare(TextSpan span) => Bare(span.Of(r.Text));

    /// <summary>The words without an article.</summary>
    public static string Bare(string words)
    {
        foreach (var article in (ReadOnlySpan<string>)["the ", "The ", "a ", "A ", "an ", "An "])
        {
            if (words.StartsWith(article, StringComparison.Ordinal))
                return words[article.Length..];
        }
        return words;
    }

    /// <summary>Who held an office of state before is of the former elite.</summary>
    public IReadOnlyList<string> Former(NounPhrase phrase, int nounFirst, IReadOnlyList<string> sectors)
    {
        if (sectors.Count == 0 || sectors[0] is not ("GOV" or "SPY" or "LEG" or "ELI"))
            return sectors;
        for (var t = phrase.First; t < nounFirst; t++)
        {
            if (r.Lower(t) is "former" or "ex" or "ex-" or "retired" or "ousted" or "deposed" or "disgraced" or "onetime" or "one-time" or "then" or "erstwhile")
                return sectors[0] == "ELI" ? sectors : ["ELI", .. sectors];
        }
        return sectors;
    }

    /// <summary>Whether the head is a plural.</summary>
    public bool IsPlural(NounPhrase phrase) => r.Tokens[phrase.Head] is { } head && head.Lower != head.Lemma && head.Lower.EndsWith('s');
}
