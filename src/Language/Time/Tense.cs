using System.Collections.Frozen;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Time;

/// <summary>Whether the clause around a time expression tells of the past or the future.</summary>
internal enum Tense
{
    Unknown,
    Past,
    Future,
}

/// <summary>Reads the tense of the clause around a token.</summary>
internal static class ClauseTense
{
    /// <summary>Verbs and adjectives after which an infinitive lies ahead: "plans to meet on Saturday", "is due to leave on Friday".</summary>
    private static readonly FrozenSet<string> Ahead = FrozenSet.Create(
        StringComparer.Ordinal, "plan", "expect", "schedule", "due", "set", "agree", "vow", "hope", "intend", "want", "slate", "promise", "pledge", "urge", "ask", "order", "call",
        "prepare", "propose", "decide", "demand", "invite", "likely", "going", "about", "seek", "give", "threaten", "require", "aim", "be", "is", "are", "was", "were", "has", "have");

    /// <summary>Verbs that place what they speak of ahead by themselves: "planned a protest on Saturday", "the summit set for April".</summary>
    private static readonly FrozenSet<string> Planning = FrozenSet.Create(StringComparer.Ordinal, "plan", "schedule", "slate", "postpone", "reschedule");

    /// <summary>Participles that do so after a noun or "be": "a vote expected on Friday".</summary>
    private static readonly FrozenSet<string> Planned = FrozenSet.Create(StringComparer.Ordinal, "set", "expected", "due", "scheduled", "planned", "slated");

    /// <summary>What lasts "until Friday" from now on, whatever its tense: "gave them until Friday", "extended the truce until Friday".</summary>
    private static readonly FrozenSet<string> Lasting = FrozenSet.Create(
        StringComparer.Ordinal, "give", "extend", "postpone", "delay", "adjourn", "suspend", "put", "ban", "prolong", "schedule", "set", "defer", "has", "have");

    /// <summary>How far the verb is looked for on either side.</summary>
    private const int Reach = 18;

    /// <summary>The tense of the verb nearest before <paramref name="at"/> in its sentence, else of the first one after.</summary>
    public static Tense Of(Document document, int at, int end)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[tokens[at].Sentence];
        var until = at > sentence.FirstToken && tokens[at - 1].Lower is "until" or "till" or "through";
        for (var i = at - 1; i >= Math.Max(sentence.FirstToken, at - Reach); i--)
        {
            if (until && Lasting.Contains(tokens[i].Lemma))
                return Tense.Future;
            var tense = At(tokens, sentence, i);
            if (tense is { } known)
                return known;
            if (tokens[i].Lower is ";" or "\u2014")
                break;
        }

        for (var i = end; i < Math.Min(sentence.EndToken, end + Reach); i++)
        {
            if (At(tokens, sentence, i) is { } known)
                return known;
        }

        return Tense.Unknown;
    }

    private static Tense? At(Token[] tokens, Sentence sentence, int i)
    {
        var token = tokens[i];
        switch (token.Tag)
        {
            case PartOfSpeech.Auxiliary:
                return token.Lower switch
                {
                    "will" or "'ll" or "shall" or "wo" => Tense.Future,
                    "was" or "were" or "did" or "had" => Tense.Past,
                    "has" or "have" or "'ve" => Tense.Past,
                    "could" when IsDenied(tokens, sentence, i) => Tense.Past,
                    "may" or "might" or "could" or "would" or "should" or "can" or "must" => After(tokens, sentence, i, "have") ? Tense.Past : Tense.Future,
                    "is" or "are" or "'s" or "'re" or "am" or "'m" => Present(tokens, sentence, i),
                    _ => null,
                };
            case PartOfSpeech.Verb or PartOfSpeech.Gerund or PartOfSpeech.Participle:
                return Verb(tokens, sentence, i);
            default:
                return null;
        }
    }

    /// <summary>"could not be reached", "neither could be found": told of what was tried.</summary>
    private static bool IsDenied(Token[] tokens, Sentence sentence, int i)
    {
        if (i + 1 < sentence.EndToken && tokens[i + 1].Lower is "not" or "n't")
            return true;
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 8); k--)
        {
            if (tokens[k].Lower is "neither" or "nor" or "nobody" or "none")
                return true;
        }

        return false;
    }

    private static Tense? Verb(Token[] tokens, Sentence sentence, int i)
    {
        if (Planning.Contains(tokens[i].Lemma) || Planned.Contains(tokens[i].Lower) && i + 1 < sentence.EndToken && tokens[i + 1].Lower is "for" or "to" or "on" or "in" or "by")
            return Tense.Future;
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 3); k--)
        {
            var before = tokens[k];
            if (before.Tag is PartOfSpeech.Adverb || before.Lower is "not" or "n't" or "be" or "been")
                continue;
            if (before.Tag == PartOfSpeech.Auxiliary)
                return At(tokens, sentence, k);
            if (before.Lower == "to" && before.Tag == PartOfSpeech.Particle)
                return Infinitive(tokens, sentence, k);
            break;
        }

        var token = tokens[i];
        if (token.Tag == PartOfSpeech.Gerund)
            return null;
        if (token.Tag == PartOfSpeech.Participle)
            return Tense.Past;
        if (token.Lower == token.Lemma || token.Lower[^1] == 's')
            return token.Lemma is "say" or "report" or "tell" or "claim" or "kill" or "show" || token.Lower is "read" or "hit" or "set" or "cut" or "put" or "shut" or "spread" ? Tense.Past
                : token.Lower[^1] == 's' ? Tense.Unknown : null;
        return Tense.Past;
    }

    private static Tense? Infinitive(Token[] tokens, Sentence sentence, int to)
    {
        for (var k = to - 1; k >= Math.Max(sentence.FirstToken, to - 6); k--)
        {
            if (Ahead.Contains(tokens[k].Lemma) || Ahead.Contains(tokens[k].Lower))
                return Tense.Future;
            if (tokens[k].Tag is PartOfSpeech.Verb or PartOfSpeech.Participle)
                return null;
        }

        // "guidelines to be published in November": after a noun it lies ahead.
        return to + 1 < sentence.EndToken && tokens[to + 1].Lower == "be" && to > sentence.FirstToken && tokens[to - 1].Tag == PartOfSpeech.Noun ? Tense.Future : null;
    }

    private static Tense Present(Token[] tokens, Sentence sentence, int i)
    {
        for (var k = i + 1; k < Math.Min(sentence.EndToken, i + 5); k++)
        {
            if (tokens[k].Lower is "going" or "due" or "set" or "scheduled" or "expected" or "to" or "slated" or "likely" or "planned" or "planning")
                return Tense.Future;
        }

        return Tense.Unknown;
    }

    private static bool After(Token[] tokens, Sentence sentence, int i, string word)
    {
        for (var k = i + 1; k < Math.Min(sentence.EndToken, i + 4); k++)
        {
            if (tokens[k].Lower == word)
                return true;
        }

        return false;
    }
}
