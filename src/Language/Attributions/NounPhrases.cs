using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Attributions;

/// <summary>Noun phrases beside a cue: forward and backward over the tags, bounded.</summary>
internal static class NounPhrases
{
    /// <summary>Longest noun phrase in tokens.</summary>
    private const int Longest = 24;

    private static readonly FrozenSet<string> Links = FrozenSet.Create(StringComparer.Ordinal, "of", "for", "from", "in", "at", "with", "on", "to", "near", "under", "de");

    /// <summary>Common nouns that can speak.</summary>
    public static readonly FrozenSet<string> Speakers = Lexicon.Set("speakers");

    /// <summary>Whether the token can stand in a noun phrase before its end.</summary>
    private static bool IsInside(Token token) => token.Tag is PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Adjective or PartOfSpeech.Number or PartOfSpeech.Participle
        or PartOfSpeech.Gerund || token.Lower is "'s" or "'" or "-" or "deputy" or "then" or "&";

    /// <summary>Whether a noun phrase can begin with the token.</summary>
    public static bool CanStart(Token token) => token.Tag is PartOfSpeech.Determiner or PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Adjective or PartOfSpeech.Number
        or PartOfSpeech.Pronoun;

    /// <summary>One past the noun phrase that begins at <paramref name="i"/>, with phrases of "of", "for" and the like; <paramref name="i"/> where none does.</summary>
    public static int Forward(Token[] tokens, int i, int end, Func<int, bool> isTime)
    {
        end = Math.Min(end, i + Longest);
        if (i >= end || !CanStart(tokens[i]))
            return i;
        if (tokens[i].Tag == PartOfSpeech.Pronoun)
            return tokens[i].Lower is "who" or "which" or "that" or "what" ? i : i + 1;
        var at = i;
        var noun = -1;
        while (at < end && !isTime(at))
        {
            var token = tokens[at];
            if (token.Tag == PartOfSpeech.Determiner || IsInside(token) || token.Lower is "more" or "than" or "least" && noun < 0)
            {
                if (token.Tag is PartOfSpeech.Noun or PartOfSpeech.ProperNoun || (token.Tag == PartOfSpeech.Number && noun < 0))
                    noun = at;
                else if (token.Tag is PartOfSpeech.Participle or PartOfSpeech.Gerund && noun >= 0)
                    break;
                else if (token.Tag == PartOfSpeech.Determiner && noun == at - 1 && noun >= i)
                    break;
                at++;
                continue;
            }

            if (noun == at - 1 && noun >= 0 && Links.Contains(token.Lower) && at + 1 < end && CanStart(tokens[at + 1]) && tokens[at + 1].Tag != PartOfSpeech.Pronoun && !isTime(at + 1))
            {
                at++;
                continue;
            }

            if (noun == at - 1 && noun >= 0 && token.Lower is "and" && at + 1 < end && tokens[at - 1].Tag == PartOfSpeech.ProperNoun && tokens[at + 1].Tag == PartOfSpeech.ProperNoun)
            {
                at++;
                continue;
            }

            break;
        }

        return noun < 0 ? i : noun + 1;
    }

    /// <summary>The first token of the noun phrase that ends just before <paramref name="end"/>; <paramref name="end"/> where none does.</summary>
    public static int Backward(Token[] tokens, int end, int from, Func<int, bool> isTime)
    {
        from = Math.Max(from, end - Longest);
        var at = end - 1;
        if (at < from)
            return end;
        var last = tokens[at];
        if (last.Tag == PartOfSpeech.Pronoun)
            return last.Lower is "that" or "what" ? end : at;
        if (last.Tag is not (PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Number or PartOfSpeech.Adjective) && !(last.Tag == PartOfSpeech.Determiner && last.Lower is "some" or "many" or "others" or "both"))
            return end;
        var start = at;
        while (at - 1 >= from)
        {
            var token = tokens[at - 1];
            if (isTime(at - 1))
                break;
            if (token.Tag == PartOfSpeech.Determiner)
            {
                start = --at;
                if (at - 1 >= from && Links.Contains(tokens[at - 1].Lower) && at - 2 >= from && tokens[at - 2].Tag is PartOfSpeech.Noun or PartOfSpeech.ProperNoun)
                {
                    at--;
                    continue;
                }

                break;
            }

            if (IsInside(token) && token.Tag is not (PartOfSpeech.Participle or PartOfSpeech.Gerund))
            {
                start = --at;
                continue;
            }

            if (token.Tag is PartOfSpeech.Participle or PartOfSpeech.Gerund && at - 2 >= from && tokens[at - 2].Tag is PartOfSpeech.Determiner or PartOfSpeech.Adjective)
            {
                start = --at;
                continue;
            }

            if (Links.Contains(token.Lower) && at - 2 >= from && tokens[at - 2].Tag is PartOfSpeech.Noun or PartOfSpeech.ProperNoun && !isTime(at - 2))
            {
                at--;
                continue;
            }

            break;
        }

        return start;
    }

    /// <summary>Whether the phrase [start, end) names something that can speak: a pronoun, a name, or a noun of the list at its head.</summary>
    public static bool CanSpeak(Token[] tokens, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (tokens[i].Tag is PartOfSpeech.Pronoun or PartOfSpeech.ProperNoun || Speakers.Contains(tokens[i].Lower))
                return true;
            if (i > start && Links.Contains(tokens[i].Lower))
                break;
        }

        return false;
    }
}
