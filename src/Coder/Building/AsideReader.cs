using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Triggers;

namespace Sitrep.Coder.Building;

/// <summary>
/// Tells apart what a sentence is about and what it only looks back to: "The attack came days after a bombing that killed 12" tells of two happenings, and neither place,
/// time nor toll of the one is the other's. Ties verbs to the noun of their happening too: the bombing is what killed 12.
/// </summary>
internal static class AsideReader
{
    /// <summary>Tokens between "days after" and the verb of its clause.</summary>
    private const int ClauseReach = 12;

    private static readonly HashSet<string> Units = new(StringComparer.Ordinal)
    {
        "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "fortnight",
    };

    /// <summary>Adjectives for a happening that is not the one told of.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "previous", "earlier", "similar", "past", "prior", "separate", "another", "unrelated", "preceding",
    };

    private static readonly HashSet<string> Series = new(StringComparer.Ordinal) { "series", "string", "spate", "wave", "rash", "spree", "succession" };

    public static void Read(ReportReading r, List<TriggerMention> mentions)
    {
        var bySentence = new MentionIndex(mentions, r.Sentences.Count);
        foreach (var mention in mentions)
        {
            foreach (var token in mention.Deeds)
            {
                if (mention.Anchor is null && bySentence.At(mention.Sentence, token) is { Phrase: not null } noun && noun != mention && noun.Type == mention.Type)
                    mention.Anchor = noun;
            }
        }
        // "exchanged fire, killing six": what comes of a deed belongs to it.
        foreach (var mention in mentions.Where(m => m is { Phrase: null, Anchor: null, Governor.Gerund: true } && m.Victims.Count > 0 && m.First > 0 && r.Lower(m.First - 1) == ","))
            mention.Anchor = bySentence.In(mention.Sentence).LastOrDefault(m => m.Token < mention.Token && m.Type == mention.Type && mention.First - m.Token < ClauseReach * 2 && m.Governor is not null);
        foreach (var mention in mentions.Where(m => m.Phrase is { Preposition: >= 0 } noun && r.Lower(noun.Preposition) is "in" or "during"))
        {
            // "In a similar attack last month, militants killed seven people": the first deed after the noun is that.
            if (bySentence.In(mention.Sentence).FirstOrDefault(m => m.Token > mention.Token) is { Phrase: null, Anchor: null } deed && deed.Type == mention.Type && mention.Phrase!.Preposition - r.SentenceFirst(mention.Sentence) < 3)
                deed.Anchor = mention;
        }
        foreach (var mention in mentions)
        {
            if (Cue(r, mention, bySentence) is not { } cue)
                continue;
            mention.IsAside = true;
            r.Notes?.Decide(r, mention.Token, "happening", "another than the one that the sentence is about", $"\"{r.Tokens[cue].Text}\"");
            if (mention.Factuality == Factuality.Asserted && cue > 0 && r.Lower(cue - 1) is "year" or "years" or "months" or "decade" or "decades")
                mention.Factuality = Factuality.Historical;
            if (mention.Phrase is { } phrase && cue >= phrase.First)
                continue;
            r.Borders.Add(cue);
            foreach (var later in bySentence.In(mention.Sentence))
                later.IsAside |= later is { TellsToll: true, Anchor: null } && later.Token > mention.Token && cue - r.SentenceFirst(mention.Sentence) >= 5;
            if (cue - r.SentenceFirst(mention.Sentence) < 5 && CommaAfter(r, mention) is { } comma)
                r.Borders.Add(comma);
        }
        foreach (var mention in mentions)
            mention.IsAside |= mention.Anchor is { IsAside: true };
    }

    /// <summary>The word that says so; null where the happening is the sentence's own.</summary>
    private static int? Cue(ReportReading r, TriggerMention mention, MentionIndex bySentence)
    {
        if (mention.Phrase is not { } phrase)
            return mention.Anchor is null && !PlacesVerbal(mention) ? Opener(r, mention) : null;
        for (var t = phrase.First; t < phrase.Head; t++)
        {
            // "a car bombing, another attack by the group": the same named again.
            if (Others.Contains(r.Lower(t)) && !(phrase.First > 0 && r.Lower(phrase.First - 1) == "," && r.Lower(phrase.First) == "another"))
                return t;
        }
        if (phrase.Preposition < 0)
            return null;
        var preposition = phrase.Preposition;
        if (r.Lower(preposition) == "of" && Clauses.PhraseBefore(r, phrase) is { Preposition: >= 0 } whole && Series.Contains(r.Tokens[whole.Head].Lemma) && r.Lower(whole.Preposition) is "in" or "of" or "after" or "following" or "amid")
            return preposition;
        if (r.Lower(preposition) is not ("after" or "following" or "since" or "before"))
            return null;
        if (IsOffset(r, preposition - 1))
            return preposition;
        // "fled after an attack" tells of the attack, "the deadliest since an attack" and "the raid came after an attack" of another.
        var indefinite = !phrase.IsDefinite && !phrase.HasPronounPossessor && phrase.Possessor < 0;
        return indefinite && (r.Lower(preposition) == "since" || r.VerbOf(preposition - 1) is { } verb && r.Tokens[verb.Head].Lemma is "come" or "follow" or "happen" or "occur"
            && bySentence.In(mention.Sentence).Any(m => m.Type == mention.Type && m.Token < verb.First)) ? preposition : null;
    }

    /// <summary>"days after gunmen killed", "since rebels seized": what opens the clause of a verb.</summary>
    private static int? Opener(ReportReading r, TriggerMention mention)
    {
        var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.First - ClauseReach);
        for (var t = mention.First - 1; t > first; t--)
        {
            if (r.VerbAt[t] >= 0 || r.Tokens[t].Text is "," or ";" or ":")
                return null;
            if (r.Lower(t) is "after" or "before" or "since")
                return IsOffset(r, t - 1) ? t : null;
        }
        return null;
    }

    private static bool PlacesVerbal(TriggerMention mention) => Places.PlaceReader.IsVerbal(mention.Type);

    private static bool IsOffset(ReportReading r, int token) => token >= 0 && Units.Contains(r.Lower(token));

    private static int? CommaAfter(ReportReading r, TriggerMention mention)
    {
        for (var t = mention.End; t < r.SentenceEnd(mention.Sentence); t++)
        {
            if (r.Tokens[t].Text == ",")
                return t;
        }
        return null;
    }
}
