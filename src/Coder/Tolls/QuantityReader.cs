using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Participants;
using Sitrep.Language.Numbers;

namespace Sitrep.Coder.Tolls;

/// <summary>Reads numbers that are no tolls: strengths, changes, turnouts, money, positions in a series.</summary>
internal sealed class QuantityReader(ReportReading r, PartyReader parties, CasualtyReader casualties, Func<int, IReadOnlyList<Attribution>> attributionsAt)
{
    private static readonly HashSet<string> ChangeVerbs = new(StringComparer.Ordinal)
    {
        "reduce", "cut", "increase", "raise", "lower", "bring", "drop", "fall", "grow", "rise", "decrease", "shrink", "boost", "trim", "draw", "withdraw", "pull", "remove",
    };

    /// <summary>Every such number, in text order.</summary>
    public List<QuantityMention> Find()
    {
        var found = new List<QuantityMention>();
        for (var i = 0; i < r.Numbers.Count; i++)
        {
            var number = r.Numbers[i];
            if (number.FirstToken >= r.Tokens.Count || number.EndToken <= number.FirstToken)
                continue;
            var phrase = r.PhraseOf(number.FirstToken);
            if (phrase is not null && casualties.IsToll(phrase.Index))
                continue;
            var (kind, unit, end) = Classify(number, phrase);
            if (kind != QuantityKind.None)
                found.Add(new QuantityMention(new Quantity(kind, number.Range, unit, r.SpanOf(number.FirstToken, end), attributionsAt(number.FirstToken)), number.FirstToken));
        }
        return found;
    }

    private (QuantityKind Kind, string Unit, int End) Classify(NumberExpression number, NounPhrase? phrase)
    {
        var end = Math.Max(number.EndToken, phrase?.End ?? 0);
        if (number.IsOrdinal)
            return (QuantityKind.Ordinal, "", number.EndToken);
        if (number.Unit.Length > 0)
            return (number.Unit.Length == 3 && number.Unit[0] is >= 'A' and <= 'Z' ? QuantityKind.Money : QuantityKind.Other, number.Unit, number.EndToken);
        var party = phrase is null ? null : parties.Read(phrase);
        var unit = phrase is null || r.NumberAt[phrase.Head] >= 0 ? "" : r.Tokens[phrase.Head].Lower;
        var before = r.Lower(number.FirstToken - 1);
        var verb = VerbBefore(number.FirstToken, phrase?.Sentence ?? r.Tokens[number.FirstToken].Sentence);
        var changes = verb is not null && ChangeVerbs.Contains(r.Tokens[verb.Head].Lemma);
        if (before == "to" && (changes || IsChangeNoun(number.FirstToken)))
            return (QuantityKind.ChangeTo, unit.Length > 0 ? unit : UnitNearby(number), end);
        if (before == "by" && changes)
            return (QuantityKind.ChangeBy, unit, end);
        if (before == "from" && (changes || IsChangeNoun(number.FirstToken)))
            return (QuantityKind.Strength, unit.Length > 0 ? unit : UnitNearby(number), end);
        if (party is { IsArmed: true } or { IsPeople: true })
        {
            if (changes && Clauses.Object(r, verb!)?.Index == phrase!.Index)
                return (QuantityKind.ChangeBy, unit, end);
            if (verb is not null && r.Tokens[verb.Head].Lemma is "protest" or "march" or "demonstrate" or "rally" or "gather" or "attend")
                return (QuantityKind.Turnout, unit, end);
            if (party.IsPeople && NextVerb(end, phrase!.Sentence) is { } next && r.Tokens[next.Head].Lemma is "protest" or "march" or "demonstrate" or "rally" or "gather" or "attend")
                return (QuantityKind.Turnout, unit, end);
            if (party.IsArmed)
                return (QuantityKind.Strength, unit, end);
        }
        return (QuantityKind.None, "", end);
    }

    private VerbGroup? VerbBefore(int token, int sentence)
    {
        for (var t = token - 1; t >= Math.Max(r.SentenceFirst(sentence), token - 12); t--)
        {
            if (r.VerbOf(t) is { } verb)
                return verb;
        }
        return null;
    }

    private VerbGroup? NextVerb(int token, int sentence)
    {
        for (var t = token; t < Math.Min(r.SentenceEnd(sentence), token + 6); t++)
        {
            if (r.VerbOf(t) is { } verb)
                return verb;
        }
        return null;
    }

    private bool IsChangeNoun(int token)
    {
        for (var t = token - 1; t >= Math.Max(0, token - 8); t--)
        {
            if (r.Tokens[t].Lemma is "withdrawal" or "reduction" or "cut" or "increase" or "drawdown" or "reduce")
                return true;
        }
        return false;
    }

    /// <summary>"to 8,600 from 14,000 troops": the noun that the number goes without.</summary>
    private string UnitNearby(NumberExpression number)
    {
        var sentence = r.Tokens[number.FirstToken].Sentence;
        for (var t = number.EndToken; t < Math.Min(r.SentenceEnd(sentence), number.EndToken + 8); t++)
        {
            if (r.PhraseOf(t) is { } phrase && parties.Read(phrase) is { IsArmed: true, IsPlace: false })
                return r.Tokens[phrase.Head].Lower;
        }
        for (var t = number.FirstToken - 1; t >= Math.Max(r.SentenceFirst(sentence), number.FirstToken - 12); t--)
        {
            if (r.PhraseOf(t) is { } phrase && parties.Read(phrase) is { IsArmed: true, IsPlace: false })
                return r.Tokens[phrase.Head].Lower;
        }
        return "";
    }
}
