using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Attributions;

/// <summary>"According to", and set phrases: no comment, no figure, not verified, responsibility.</summary>
internal sealed partial class AttributionRecognizer
{
    // ---- "according to" ----

    private void ReadAccording(int s, Sentence sentence, int i)
    {
        var end = NounPhrases.Forward(_tokens, i + 2, sentence.EndToken, _isTime);
        if (end == i + 2)
            return;
        var draft = new Draft { CueFirst = i, CueEnd = i + 2, SourceFirst = i + 2, SourceEnd = end, Sentence = s };
        var start = sentence.FirstToken;
        if (i - start <= 1)
        {
            // "According to X, Y.": what follows the comma behind the source and what explains it.
            var at = SkipApposition(end, sentence);
            AddContent(draft, at, sentence.EndToken);
        }
        else
        {
            AddContent(draft, start, i);
            var at = end;
            if (At(at, sentence.EndToken) == "," && at + 2 < sentence.EndToken && !IsAppositive(at + 1, sentence))
                AddContent(draft, at + 1, sentence.EndToken);
        }

        Keep(draft);
    }

    /// <summary>From the end of a noun phrase over ", the head of X," to where the clause goes on.</summary>
    private int SkipApposition(int at, Sentence sentence)
    {
        if (At(at, sentence.EndToken) == "(")
        {
            while (at < sentence.EndToken && _tokens[at].Text != ")")
                at++;
            at++;
        }

        if (At(at, sentence.EndToken) != ",")
            return at;
        if (IsAppositive(at + 1, sentence))
        {
            for (var k = at + 1; k < Math.Min(sentence.EndToken, at + 24); k++)
            {
                if (_tokens[k].Lower == ",")
                    return k + 1;
            }
        }

        return at + 1;
    }

    /// <summary>Whether a description of a name begins at <paramref name="i"/>: up to the next comma there is no finite verb of the main clause.</summary>
    private bool IsAppositive(int i, Sentence sentence)
    {
        if (i >= sentence.EndToken)
            return false;
        if (_tokens[i].Lower is "who" or "which" or "whose" or "where")
            return true;
        if (!(_tokens[i].Lower is "a" or "an" or "the" or "its" or "his" or "her" or "their" || NounPhrases.Speakers.Contains(_tokens[i].Lower) || _tokens[i].Tag == PartOfSpeech.Number))
            return false;
        for (var k = i; k < Math.Min(sentence.EndToken, i + 20); k++)
        {
            if (_tokens[k].Lower == ",")
                return true;
            if (_tokens[k].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary or PartOfSpeech.Punctuation && _tokens[k].Lower is not ("'s" or "-"))
                return false;
        }

        return false;
    }

    // ---- set phrases: no comment, no figure, not verified, responsibility ----

    private void ReadSet(int s, Sentence sentence, int i)
    {
        var end = sentence.EndToken;
        var lower = _tokens[i].Lower;
        var lemma = _tokens[i].Lemma;
        if (lemma is "decline" or "refuse" && At(i + 1, end) == "to" && i + 2 < end)
        {
            var verb = _tokens[i + 2].Lemma;
            if (verb is "comment" or "discuss" or "elaborate" or "speak" or "answer" or "respond" or "say" or "confirm")
                AddSet(s, sentence, i, i + 3, SpeechStance.DeclinesComment);
            else if (verb is "give" or "provide" or "disclose" or "reveal" or "release" && MentionsFigure(i + 3, end))
                AddSet(s, sentence, i, i + 3, SpeechStance.GivesNoFigure);
            return;
        }

        if (lower == "comment" && i - 3 > sentence.FirstToken && _tokens[i - 1].Lower == "for" && _tokens[i - 2].Lemma is "request" or "call")
        {
            // "did not respond to requests for comment".
            var respond = i - 3;
            while (respond > Math.Max(sentence.FirstToken, i - 8) && _tokens[respond].Lemma is not ("respond" or "reply" or "answer" or "return"))
                respond--;
            if (_tokens[respond].Lemma is "respond" or "reply" or "answer" or "return" && IsNegated(respond, sentence))
                AddSet(s, sentence, respond, i + 1, SpeechStance.DeclinesComment);
            return;
        }

        if (lower == "comment" && i - 1 > sentence.FirstToken && _tokens[i - 1].Lower is "no" or "not" or "n't" or "immediate")
        {
            var verb = i - 1;
            while (verb > Math.Max(sentence.FirstToken, i - 5) && _tokens[verb].Tag is not (PartOfSpeech.Verb or PartOfSpeech.Auxiliary))
                verb--;
            if (_tokens[verb].Lemma is "have" or "would" or "make" or "offer" or "do" or "give" && verb > sentence.FirstToken)
                AddSet(s, sentence, verb, i + 1, SpeechStance.DeclinesComment);
            return;
        }

        if (lemma is "give" or "provide" && MentionsFigure(i + 1, end) && (At(i + 1, end) == "no" || IsNegated(i, sentence)))
        {
            var first = i;
            while (first > sentence.FirstToken && (_tokens[first - 1].Tag is PartOfSpeech.Auxiliary or PartOfSpeech.Particle || _tokens[first - 1].Lower is "not" or "immediately"))
                first--;
            AddSet(s, sentence, first, i + 1, SpeechStance.GivesNoFigure);
            return;
        }

        if (lemma is "verify" or "confirm" && IsNegated(i, sentence) && HasBefore(i, sentence, "could", "can", "ca", "unable", "able"))
        {
            var first = i;
            while (first > Math.Max(sentence.FirstToken, i - 5) && _tokens[first].Lower is not ("could" or "can" or "ca" or "unable" or "was" or "were"))
                first--;
            if (HasBefore(i, sentence, "be"))
            {
                // "The claim could not be verified": nobody speaks unless "by X" follows.
                var by = At(i + 1, end) is "by" ? i + 2 : -1;
                var byEnd = by > 0 ? NounPhrases.Forward(_tokens, by, end, _isTime) : by;
                var passive = new Draft { CueFirst = first, CueEnd = i + 1, Stance = SpeechStance.CannotVerify, Sentence = s };
                if (by > 0 && byEnd > by)
                {
                    passive.SourceFirst = by;
                    passive.SourceEnd = byEnd;
                }

                AddContent(passive, sentence.FirstToken, first);
                Keep(passive);
                return;
            }

            AddSet(s, sentence, first, i + 1, SpeechStance.CannotVerify);
            return;
        }

        if (lower == "responsibility" && i > sentence.FirstToken)
            ReadResponsibility(s, sentence, i);
    }

    private bool MentionsFigure(int from, int end)
    {
        for (var k = from; k < Math.Min(end, from + 8); k++)
        {
            if (_tokens[k].Lemma is "figure" or "number" or "toll" or "detail" or "count" or "casualty" or "breakdown" or "information" or "estimate")
                return true;
        }

        return false;
    }

    private bool IsNegated(int i, Sentence sentence) => HasBefore(i, sentence, "not", "n't", "unable", "never", "neither");

    private bool HasBefore(int i, Sentence sentence, params ReadOnlySpan<string> words)
    {
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 5); k--)
        {
            foreach (var word in words)
            {
                if (_tokens[k].Lower == word)
                    return true;
            }
        }

        return false;
    }

    /// <summary>"claimed responsibility for the attack", "denied responsibility", "took responsibility".</summary>
    private void ReadResponsibility(int s, Sentence sentence, int i)
    {
        var verb = i - 1;
        while (verb > Math.Max(sentence.FirstToken, i - 4) && _tokens[verb].Tag is not (PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund))
            verb--;
        if (_tokens[verb].Lemma is not ("claim" or "take" or "accept" or "assume" or "deny" or "disclaim" or "reject"))
            return;
        var stance = _tokens[verb].Lemma is "deny" or "disclaim" or "reject" ? SpeechStance.DeniesResponsibility : SpeechStance.ClaimsResponsibility;
        if (At(verb - 1, verb) is "been" or "was" or "were")
        {
            var by = At(i + 1, sentence.EndToken) == "by" ? NounPhrases.Forward(_tokens, i + 2, sentence.EndToken, _isTime) : -1;
            if (by <= i + 2)
                return;
            var passive = new Draft { CueFirst = verb, CueEnd = i + 1, SourceFirst = i + 2, SourceEnd = by, Stance = stance, Sentence = s };
            AddContent(passive, sentence.FirstToken, verb);
            Keep(passive);
            return;
        }

        AddSet(s, sentence, verb, i + 1, stance);
    }

    private void AddSet(int s, Sentence sentence, int first, int end, SpeechStance stance)
    {
        var draft = new Draft { CueFirst = first, CueEnd = end, Stance = stance, Sentence = s };
        if (!FindSubject(draft, first, sentence, _drafts.Count, out _) || IsNobody(draft))
            return;
        AddContent(draft, end, ClauseEnd(end, sentence));
        Keep(draft);
    }

    /// <summary>"No group claimed ..." has no source; "I", "we" and "you" outside quotations are writer and reader.</summary>
    private bool IsNobody(Draft draft) => draft.HasSource && _tokens[draft.SourceFirst].Lower is "no" or "nobody" or "none" or "no-one" or "neither" or "nothing" or "i" or "you" or "we" or "us" or "me" or "those";
}
