using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Attributions;

/// <summary>Verbs of speech: what they say and how.</summary>
internal sealed partial class AttributionRecognizer
{
    // ---- verbs ----

    private void ReadVerb(int s, Sentence sentence, int i, string frame, string stanceName, int firstOfSentence)
    {
        var end = sentence.EndToken;
        var lemma = _tokens[i].Lemma;
        var stance = StanceOf(lemma, stanceName, i, sentence);
        if (lemma is "claim" or "deny" or "reject" && MentionsNear(i + 1, Math.Min(end, i + 4), "responsibility"))
            return;         // read as a whole at "responsibility"
        if (stance is SpeechStance.Asserts && IsUnsaid(i, sentence, out var unsaid))
        {
            if (unsaid && MentionsNear(i + 1, end, "many", "number", "figure", "figures", "toll"))
                AddSet(s, sentence, i, i + 1, SpeechStance.GivesNoFigure);
            return;
        }

        if (IsPassive(i, sentence))
        {
            ReadPassive(s, sentence, i, frame, stance);
            return;
        }

        if (lemma == "claim" && At(i + 1, end) == "by" && NounPhrases.Forward(_tokens, i + 2, end, _isTime) is var claimant && claimant > i + 2)
        {
            // "multiple attacks, also claimed by X,".
            var claimed = new Draft { CueFirst = i, CueEnd = i + 1, SourceFirst = i + 2, SourceEnd = claimant, Stance = SpeechStance.ClaimsResponsibility, Sentence = s };
            AddContent(claimed, ClauseStart(i, sentence), i);
            Keep(claimed);
            return;
        }

        if (frame == "cited")
        {
            ReadCited(s, sentence, i);
            return;
        }

        if (_tokens[i].Tag == PartOfSpeech.Participle && (i == sentence.FirstToken || _tokens[i - 1].Tag is PartOfSpeech.Determiner or PartOfSpeech.Adposition or PartOfSpeech.Adjective))
            return;
        if (HasBefore(i, sentence, "to") && i > sentence.FirstToken && _tokens[i - 1].Lower == "to")
            return;
        var draft = new Draft { CueFirst = i, CueEnd = i + 1, Stance = stance, Sentence = s };
        var inverted = IsInverted(i, sentence, out var invertedEnd);
        int sourceStart;
        int afterCue;
        if (inverted)
        {
            draft.SourceFirst = i + 1;
            draft.SourceEnd = invertedEnd;
            sourceStart = i;
            afterCue = SkipApposition(invertedEnd, sentence);
            if (At(invertedEnd, end) != "," && At(invertedEnd, end) != "(")
                afterCue = invertedEnd;
        }
        else
        {
            if (_tokens[i].Tag == PartOfSpeech.Gerund && !IsProgressive(i, sentence))
            {
                if (!FindGerundSource(draft, i, sentence, firstOfSentence))
                    return;
                sourceStart = i;
            }
            else if (!FindSubject(draft, i, sentence, firstOfSentence, out sourceStart))
            {
                return;
            }

            afterCue = i + 1;
        }

        if (IsNobody(draft))
            return;
        var at = SkipAdjuncts(afterCue, sentence, draft, frame);
        var quotedNext = at < end && _quotations.At(at) >= 0;
        var said = at + 1 < end && _tokens[at].Lower == "that" && _tokens[at + 1].Tag is not (PartOfSpeech.Auxiliary or PartOfSpeech.Verb);
        if (said)
            at++;
        var bodyBefore = ContentBefore(sourceStart, sentence, out var beforeFirst, out var beforeEnd, out var beforeQuoted);
        var clauseAfter = at < end && (_tokens[at].Tag is not PartOfSpeech.Punctuation || quotedNext);
        if (!inverted && clauseAfter && (!beforeQuoted || quotedNext || said) && FrameAllows(frame, at, sentence, said, quotedNext, draft))
        {
            if (At(at - 1, end) == ":" && !quotedNext)
            {
                AddStatement(draft, at, sentence);
                KeepEach(draft, sentence);
                return;
            }

            AddAfter(draft, at, sentence, frame is "object" or "both" && !said && !HasFiniteVerb(at, Math.Min(end, at + 6)));
            if (beforeQuoted && quotedNext)
                draft.Contents.Insert(0, (beforeFirst, beforeEnd));
        }
        else if (bodyBefore && frame is not "object" && (beforeQuoted || frame is not ("that" or "quoted")))
        {
            AddContent(draft, beforeFirst, beforeEnd);
            if (quotedNext || (At(afterCue, end) is "," or ":" && at < end && _quotations.At(at) >= 0))
                AddAfter(draft, at, sentence);
            else if (inverted && At(invertedEnd, end) == "," && at < end && _quotations.At(at) >= 0)
                AddAfter(draft, at, sentence);
        }
        else if (inverted && quotedNext)
        {
            AddAfter(draft, at, sentence);
        }

        if (_tokens[end - 1].Text == ":" && at >= end - 1 && s + 1 < _document.Sentences.Length && _quotations.At(end) < 0)
        {
            // "X said:" and a new paragraph.
            draft.Contents.Clear();
            AddStatement(draft, end, _document.Sentences[s + 1]);
        }

        if (draft.Contents.Count == 0)
        {
            // "X said." before or behind a quotation of its own sentence.
            if (frame is "clause" or "addressee" or "quoted" && at >= end - 1)
                AttachNeighbour(draft, s);
            if (draft.Contents.Count == 0)
                return;
        }

        KeepEach(draft, sentence);
    }

    /// <summary>Whether nothing was said: "did not say", "would say", "will tell".</summary>
    private bool IsUnsaid(int i, Sentence sentence, out bool negated)
    {
        negated = false;
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 4); k--)
        {
            var token = _tokens[k];
            if (token.Lower is "not" or "n't" or "never")
            {
                negated = true;
                return true;
            }

            if (token.Tag == PartOfSpeech.Auxiliary)
            {
                if (token.Lower is "would" or "will" or "could" or "should" or "must" or "may" or "might" or "can" or "'ll" or "'d" && _tokens[i].Lower == _tokens[i].Lemma)
                    return true;
            }
            else if (token.Tag is not PartOfSpeech.Adverb)
            {
                return false;
            }
        }

        return false;
    }

    private static SpeechStance StanceOf(string name) => name switch
    {
        "confirms" => SpeechStance.Confirms,
        "denies" => SpeechStance.Denies,
        "retracts" => SpeechStance.Retracts,
        _ => SpeechStance.Asserts,
    };

    private SpeechStance StanceOf(string lemma, string name, int i, Sentence sentence)
    {
        var stance = StanceOf(name);
        var end = sentence.EndToken;
        if (lemma == "deny" && MentionsNear(i + 1, end, "responsibility", "involvement", "role", "carrying"))
            return SpeechStance.DeniesResponsibility;
        if (lemma == "claim" && i + 1 < end && _tokens[i + 1].Tag is PartOfSpeech.Determiner or PartOfSpeech.Adjective or PartOfSpeech.Number && MentionsNear(i + 1, end, "attack", "attacks", "bombing", "bombings", "assault", "blast", "explosion", "killing", "raid")
            && !HasFiniteVerb(i + 1, Math.Min(end, i + 10)))
            return SpeechStance.ClaimsResponsibility;
        if (stance is SpeechStance.Asserts && lemma is "say" or "claim" or "announce" or "declare" or "state" && OwnsUp(i + 1, end))
            return SpeechStance.ClaimsResponsibility;
        if (stance is SpeechStance.Confirms or SpeechStance.Denies && IsNegated(i, sentence))
            return stance == SpeechStance.Confirms ? SpeechStance.CannotVerify : SpeechStance.Asserts;
        return stance;
    }

    /// <summary>"it had carried out the attack", "its fighters were behind the bombing": the speaker's own deed.</summary>
    private bool OwnsUp(int at, int end)
    {
        if (At(at, end) == "that")
            at++;
        if (At(at, end) is not ("it" or "they" or "its" or "their"))
            return false;
        for (var k = at + 1; k < Math.Min(end, at + 7); k++)
        {
            if (_tokens[k].Lower is "not" or "n't" or "no")
                return false;
            if (_tokens[k].Lower is "carried" or "behind" or "perpetrated" or "conducted" or "staged" or "mounted" && MentionsNear(k, end, "attack", "attacks", "bombing", "bombings", "assault", "raid", "strike", "killing", "ambush"))
                return true;
        }

        return false;
    }

    private bool MentionsNear(int from, int end, params ReadOnlySpan<string> words)
    {
        for (var k = from; k < Math.Min(end, from + 7); k++)
        {
            foreach (var word in words)
            {
                if (_tokens[k].Lower == word)
                    return true;
            }
        }

        return false;
    }

    private bool IsPassive(int i, Sentence sentence)
    {
        if (_tokens[i].Tag is not (PartOfSpeech.Participle or PartOfSpeech.Verb))
            return false;
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 4); k--)
        {
            if (_tokens[k].Tag is PartOfSpeech.Adverb || IsTime(k) || _tokens[k].Lower is "not" or "n't" or "also")
                continue;
            return _tokens[k].Tag == PartOfSpeech.Auxiliary && _tokens[k].Lower is "is" or "are" or "was" or "were" or "be" or "been" or "being";
        }

        return false;
    }

    private bool IsProgressive(int i, Sentence sentence)
    {
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 3); k--)
        {
            if (_tokens[k].Tag is PartOfSpeech.Adverb || _tokens[k].Lower is "not" or "n't")
                continue;
            return _tokens[k].Tag == PartOfSpeech.Auxiliary;
        }

        return false;
    }

    /// <summary>"was quoted by AFP as saying", "was reported by", "is believed to have", "it was announced that".</summary>
    private void ReadPassive(int s, Sentence sentence, int i, string frame, SpeechStance stance)
    {
        var end = sentence.EndToken;
        var draft = new Draft { CueFirst = i, CueEnd = i + 1, Stance = stance, Sentence = s };
        if (At(i + 1, end) == "by" && frame is not ("addressee" or "quoted" or "object"))
        {
            var by = NounPhrases.Forward(_tokens, i + 2, end, _isTime);
            if (by == i + 2)
                return;
            draft.SourceFirst = i + 2;
            draft.SourceEnd = by;
            if (_tokens[i].Lemma == "claim")
                draft.Stance = SpeechStance.ClaimsResponsibility;
            AddContent(draft, ClauseStart(i, sentence), AuxiliaryStart(i, sentence));
            Keep(draft);
            return;
        }

        if (_tokens[i].Lemma is not ("report" or "say" or "believe" or "allege" or "think" or "estimate" or "suspect" or "fear" or "claim" or "rumor" or "confirm" or "announce"))
            return;
        var at = i + 1;
        if (At(at, end) == "that" || (At(at, end) == "to" && at + 1 < end))
        {
            // Nobody is named: "A bomb was reported to have killed ...".
            var subject = At(sentence.FirstToken, end) == "it" ? at : sentence.FirstToken;
            if (subject == at)
                AddContent(draft, at + 1, ClauseEnd(at, sentence));
            else
                AddContent(draft, ClauseStart(i, sentence), ClauseEnd(at, sentence));
            Keep(draft);
        }
    }

    /// <summary>"..., Reuters reported, citing officials": the officials become the source of what was just read, who cites them the relay.</summary>
    private void ReadCited(int s, Sentence sentence, int i)
    {
        var end = NounPhrases.Forward(_tokens, i + 1, sentence.EndToken, _isTime);
        if (end == i + 1 || _tokens[i].Tag != PartOfSpeech.Gerund || !NounPhrases.CanSpeak(_tokens, i + 1, end) || _drafts.Count == 0 || _drafts[^1].Sentence != s || !_drafts[^1].HasSource
            || _drafts[^1].CueFirst > i)
            return;
        var draft = _drafts[^1];
        AddRelay(draft, draft.SourceFirst, draft.SourceEnd);
        if (draft.Relays.Count == 0)
            return;
        draft.SourceFirst = i + 1;
        draft.SourceEnd = end;
    }

    private int AuxiliaryStart(int i, Sentence sentence)
    {
        while (i - 1 > sentence.FirstToken && (_tokens[i - 1].Tag is PartOfSpeech.Auxiliary or PartOfSpeech.Adverb || _tokens[i - 1].Lower is "not"))
            i--;
        return i;
    }
}
