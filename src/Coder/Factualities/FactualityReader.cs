using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Triggers;

namespace Sitrep.Coder.Factualities;

/// <summary>Reads tense, mood and negation around a trigger.</summary>
internal sealed class FactualityReader(ReportReading r)
{
    /// <summary>How the event is told; null where the words are only what somebody wants, fears or asks for and tell of no event of their own.</summary>
    public Factuality? Read(TriggerMention mention, IReadOnlyDictionary<int, TriggerMention> verbTriggers)
    {
        if (mention.IsRefusal || mention.IsDemand)
            return Factuality.Asserted;
        var own = mention.Phrase is null ? OfVerb(mention.Governor!, mention, verbTriggers, 0) : OfNoun(mention, verbTriggers);
        if (own is Factuality.Asserted && UnderCondition(mention))
            return Factuality.Hypothetical;
        return own;
    }

    private Factuality? OfVerb(VerbGroup verb, TriggerMention? mention, IReadOnlyDictionary<int, TriggerMention> verbTriggers, int depth)
    {
        if (depth > 4)
            return Factuality.Asserted;
        if (verb.Infinitive)
            return OfInfinitive(verb, mention, verbTriggers, depth);
        if (mention is not null && Clauses.Subject(r, verb) is { IsNegated: true })
            return Factuality.Negated;
        if (verb.Negated)
            return Factuality.Negated;
        switch (verb.Modal)
        {
            case "will" or "shall" or "'ll":
                return Factuality.Future;
            case "would" or "'d":
                return r.AttributionsAt(verb.Head).Count > 0 || FollowsAnnouncement(verb) ? Factuality.Future : Factuality.Hypothetical;
            case "could" or "may" or "might" or "can":
                return verb.HasHave || verb.Modal is not "can" ? Factuality.Hypothetical : Factuality.Asserted;
            case "should" or "must" or "ought":
                return mention is { Type: EventType.Accuse or EventType.Support } ? Factuality.Asserted : null;
        }
        if (verb.Gerund && Clauses.PreviousVerb(r, verb, verb.First - 1) is { } main && verb.First - main.End < 20)
        {
            var lemma = r.Tokens[main.Head].Lemma;
            if (r.Lower(verb.First - 1) is "from" && lemma is "prevent" or "stop" or "ban" or "bar" or "deter" or "keep")
                return null;
            if (r.Lower(verb.First - 1) is "without")
                return Factuality.Negated;
            // "denied targeting civilians".
            if (lemma is "deny" or "dispute" && verb.First == main.End)
                return main.Negated ? Factuality.Asserted : Factuality.Negated;
            if (verbTriggers.TryGetValue(main.Index, out var embedding) && embedding.Entry.HasContent && embedding.Type is EventType.Request or EventType.Threaten or EventType.Agree or EventType.Reject)
                return r.Lower(verb.First - 1) is "," ? Factuality.Asserted : null;
            var outer = OfVerb(main, null, verbTriggers, depth + 1);
            return outer is Factuality.Future or Factuality.Hypothetical ? outer : Factuality.Asserted;
        }
        return Factuality.Asserted;
    }

    private Factuality? OfInfinitive(VerbGroup verb, TriggerMention? mention, IReadOnlyDictionary<int, TriggerMention> verbTriggers, int depth)
    {
        var before = Clauses.PreviousVerb(r, verb, verb.First - 1);
        if (before is null || verb.First - before.End > 12)
            return NounBefore(verb) is not { } noun ? null
                : r.Tokens[noun.Head].Lemma is "attempt" or "bid" or "plot" or "effort" ? Factuality.Asserted
                : Words.Is("announcing", r.Tokens[noun.Head].Lemma) ? Factuality.Future : null;
        var lemma = r.Tokens[before.Head].Lemma;
        // "agreed to release six prisoners in exchange for the return of 20 hostages": what is exchanged are deeds of their own.
        if (verbTriggers.TryGetValue(before.Index, out var embedding) && embedding.Entry.HasContent)
            return embedding.Type == EventType.Agree && mention is not null && HasCounterpart(verb) ? Factuality.Future : null;
        if (Words.Is("carried", lemma))
            return before.Negated ? Factuality.Negated : OfVerb(before, null, verbTriggers, depth + 1);
        if (Words.Is("negating", lemma))
            return Factuality.Negated;
        if (Words.Is("attempted", lemma))
            return Factuality.Asserted;
        // "is to visit", "are set to meet", "plans to withdraw", "has agreed to release".
        if (r.Tokens[before.Head].Tag == Language.Segmentation.PartOfSpeech.Auxiliary && before.HasBe && verb.First - before.End <= 2)
            return before.Negated ? Factuality.Negated : Factuality.Future;
        if (Words.Is("future", lemma) || Words.Is("announcing", lemma))
            return before.Negated ? Factuality.Negated : Factuality.Future;
        for (var t = before.End; t < verb.First; t++)
        {
            if (r.Lower(t) is "set" or "due" or "likely" or "ready" or "expected" or "poised" || (r.PhraseAt[t] >= 0 && r.Tokens[t].Lemma is "plan" or "decision" or "intention" or "order"))
                return before.Negated ? Factuality.Negated : Factuality.Future;
        }
        // "blocked a road to demand the release": words spoken by the deed itself.
        return mention is { Type: EventType.Request or EventType.Accuse or EventType.Protest } ? Factuality.Asserted : null;
    }

    private bool HasCounterpart(VerbGroup verb)
    {
        for (var t = verb.End; t < Math.Min(r.SentenceEnd(verb.Sentence), verb.End + 14); t++)
        {
            if (r.Lower(t) == "in" && r.Lower(t + 1) is "exchange" or "return" && r.Lower(t + 2) == "for" || r.Lower(t) is "if" or "unless" || r.Lower(t) == "on" && r.Lower(t + 1) == "condition")
                return true;
        }
        return false;
    }

    private NounPhrase? NounBefore(VerbGroup verb) => r.PhraseOf(verb.First - 1);

    private Factuality? OfNoun(TriggerMention mention, IReadOnlyDictionary<int, TriggerMention> verbTriggers)
    {
        var phrase = mention.Phrase!;
        if (phrase.IsNegated)
            return Factuality.Negated;
        for (var t = phrase.First; t < phrase.Head; t++)
        {
            if (Words.Is("future-adjective", r.Lower(t)))
                return Factuality.Future;
            if (Words.Is("doubtful-adjective", r.Lower(t)))
                return Factuality.Hypothetical;
        }
        // "threatened them with further attacks", "warned of a coup": what is threatened is told by the threat.
        if (phrase.Preposition >= 0 && !phrase.IsDefinite && r.Lower(phrase.Preposition) is "with" or "of" or "about" && SpokenBefore(phrase, verbTriggers))
            return null;
        if (mention.Governor is not { } verb)
            return Factuality.Asserted;
        var lemma = r.Tokens[verb.Head].Lemma;
        // "explosions could be heard": heard is happened.
        if (lemma is "hear" or "see" or "feel" && !verb.Negated)
            return Factuality.Asserted;
        var isObject = verb.End <= phrase.First;
        if (isObject && phrase.First - verb.End <= 6)
        {
            // A ceasefire, sanctions or a curfew that somebody declares hold from then on.
            if (!verb.Negated && !verb.Infinitive && verb.Modal.Length == 0
                && (lemma is "declare" or "issue" || (lemma is "announce" or "order" or "unveil" && mention.Type is EventType.Sanction or EventType.Coerce || mention.Modes.Contains("ceasefire"))))
                return Factuality.Asserted;
            if (Words.Is("announcing", lemma) && !phrase.IsDefinite && !verb.Passive)
                return verb.Negated ? Factuality.Negated : Factuality.Future;
            var demands = Words.Is("demanding", lemma) || (verbTriggers.TryGetValue(verb.Index, out var embedding) && embedding.Entry.HasContent && embedding.Type is not EventType.Accuse);
            // "agreed to a ceasefire": it holds from then on, as far as words go.
            if (demands && mention.Modes.Contains("ceasefire") && verbTriggers.TryGetValue(verb.Index, out var agreed) && agreed.Type == EventType.Agree && verb is { Negated: false, Modal: "" })
                return Factuality.Asserted;
            if (demands)
                return (phrase.IsDefinite || phrase.Possessor >= 0) && mention.Type is EventType.Assault or EventType.Coerce or EventType.Protest ? Factuality.Asserted : null;
        }
        var mood = OfVerb(verb, null, verbTriggers, 0);
        if (isObject && !IsCarrier(lemma))
            return mood is null or Factuality.Hypothetical or Factuality.Future && !phrase.IsDefinite && phrase.Possessor < 0 && (phrase.Preposition < 0 || r.Lower(phrase.Preposition) is "for" or "at" or "in") ? mood ?? Factuality.Asserted : Factuality.Asserted;
        return mood ?? (isObject ? Factuality.Future : Factuality.Asserted);
    }

    private bool SpokenBefore(NounPhrase phrase, IReadOnlyDictionary<int, TriggerMention> verbTriggers)
    {
        for (var t = phrase.Preposition - 1; t >= Math.Max(r.SentenceFirst(phrase.Sentence), phrase.Preposition - 5); t--)
        {
            if (r.VerbOf(t) is { } before)
                return verbTriggers.TryGetValue(before.Index, out var spoken) && spoken.Type is EventType.Threaten or EventType.Request;
        }
        return false;
    }

    private static bool IsCarrier(string lemma) => lemma is "carry" or "launch" or "conduct" or "stage" or "mount" or "hold" or "begin" or "start" or "make" or "resume"
        or "commit" or "perpetrate" or "reach" or "sign" or "impose" or "end" or "halt" or "suspend" or "have" or "wage" or "execute" or "open" or "provide" or "send" or "continue";

    private bool FollowsAnnouncement(VerbGroup verb)
    {
        var before = Clauses.PreviousVerb(r, verb, verb.First - 1);
        return before is not null && verb.First - before.End < 12 && (Words.Is("announcing", r.Tokens[before.Head].Lemma) || r.Tokens[before.Head].Lemma is "say" or "tell" or "claim");
    }

    private bool UnderCondition(TriggerMention mention)
    {
        var first = Math.Max(r.SentenceFirst(mention.Sentence), mention.Token - 12);
        for (var t = mention.Token - 1; t >= first; t--)
        {
            if (r.Tokens[t].Text is "," or ";")
                return false;
            if (r.Lower(t) is "if" or "unless")
                return true;
        }
        return false;
    }
}
