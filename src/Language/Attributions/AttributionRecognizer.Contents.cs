using System.Collections.Frozen;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Attributions;

/// <summary>What is said: the clause, the quotation, the statement behind a colon.</summary>
internal sealed partial class AttributionRecognizer
{
    /// <summary>From behind the cue over who is told, when, where and in what form, to where what is said begins.</summary>
    private int SkipAdjuncts(int at, Sentence sentence, Draft draft, string frame)
    {
        var end = sentence.EndToken;
        if (frame == "addressee" && at < end && NounPhrases.CanStart(_tokens[at]) && !IsTime(at))
        {
            var told = NounPhrases.Forward(_tokens, at, end, _isTime);
            AddRelay(draft, at, told);
            at = told;
        }

        for (var steps = 0; at < end && steps < 8; steps++)
        {
            if (IsTime(at))
            {
                at++;
                steps--;
                continue;
            }

            var lower = _tokens[at].Lower;
            if (lower is "on" or "in" or "at" or "late" or "early" or "since" && at + 1 < end && IsTime(at + 1))
            {
                at++;
                continue;
            }

            if (lower is "in" or "on" or "at" or "via" or "through" or "during" or "by" or "to" or "from" or "after" && IsAdjunct(at, end, out var behind))
            {
                if (lower is "to" or "on" or "via")
                    AddRelay(draft, at + 1, behind);
                at = behind;
                continue;
            }

            if (lower is "," or ":" or "--" or "\u2014")
            {
                if (lower == "," && at + 1 < end && _quotations.At(at + 1) < 0 && !(at + 1 < end && _tokens[at + 1].Lower == "that"))
                    return at;
                at++;
                continue;
            }

            if (_tokens[at].Tag == PartOfSpeech.Adverb && at + 1 < end && (_tokens[at + 1].Lower is "that" or ":" or "," || IsTime(at + 1)))
            {
                at++;
                continue;
            }

            break;
        }

        return at;
    }

    /// <summary>"in a statement", "on Twitter", "at a news conference in Kabul", "to reporters": a phrase about the speaking, not about what is said.</summary>
    private bool IsAdjunct(int at, int end, out int behind)
    {
        behind = NounPhrases.Forward(_tokens, at + 1, end, _isTime);
        if (behind == at + 1)
            return false;
        for (var k = at + 1; k < behind; k++)
        {
            if (_tokens[k].Lemma is "statement" or "interview" or "conference" or "briefing" or "speech" or "letter" or "report" or "twitter" or "facebook" or "telegram" or "telephone" or "phone" or "television"
                or "reporter" or "journalist" or "condition" or "message" or "tweet" or "post" or "website" or "broadcast" or "address" or "remark" or "news" or "radio" or "press" or "email" or "video" or "communique"
                || Organizations.Longest(_tokens, k, behind, out var note) > k && note == "outlet")
                return true;
        }

        // "said in Kabul that": a place, then the clause is marked.
        return _tokens[at].Lower is "in" or "at" && behind < end && _tokens[behind].Lower == "that";
    }

    private void AddRelay(Draft draft, int first, int end)
    {
        for (var k = first; k < end; k++)
        {
            var known = Organizations.Longest(_tokens, k, end, out var note);
            if (known > k && note == "outlet" && char.IsUpper(_tokens[k].Text[0]))
            {
                draft.Relays.Add((k, known));
                return;
            }
        }

        if (end > first && _tokens[end - 1].Lower is "agency" or "newspaper" or "television" or "radio")
            draft.Relays.Add((first, end));
    }

    private bool FrameAllows(string frame, int at, Sentence sentence, bool said, bool quoted, Draft draft)
    {
        if (said || quoted)
            return true;
        var end = Math.Min(sentence.EndToken, at + 40);
        switch (frame)
        {
            case "that":
                return draft.HasSource && HoldsText(draft) && (HasFiniteVerb(at, end) || HasGerund(at, Math.Min(end, at + 8)));
            case "quoted":
                return false;
            case "object" or "both":
                if (draft.Stance is SpeechStance.Asserts && _tokens[draft.CueFirst].Lemma == "call")
                    return At(at, end) is "for" or "on" || QuotesSoon(at, end) || (At(at + 1, end) is "a" or "an" && draft.HasSource && NounPhrases.CanSpeak(_tokens, draft.SourceFirst, draft.SourceEnd));
                return (NounPhrases.CanSpeak(_tokens, draft.SourceFirst, draft.SourceEnd) || !draft.HasSource)
                    && (NounPhrases.CanStart(_tokens[at]) || _tokens[at].Tag is PartOfSpeech.Gerund or PartOfSpeech.Participle || _tokens[at].Lower is "to" or "of" or "against" or "how" or "what" or "for" or "at" or "more");
            default:
                return HasFiniteVerb(at, end) || _tokens[at].Lower is "to" or "of" or "how" or "what" or "why" or "whether" or "if";
        }
    }

    /// <summary>"a poll released on Friday", "records compiled by the centre": a noun for a text or for figures stands in the source.</summary>
    private bool HoldsText(Draft draft)
    {
        for (var k = draft.SourceFirst; k < draft.SourceEnd; k++)
        {
            if (Texts.Contains(_tokens[k].Lemma))
                return true;
        }

        return false;
    }

    private bool HasGerund(int from, int end)
    {
        for (var k = from; k < end; k++)
        {
            if (_tokens[k].Tag is PartOfSpeech.Gerund)
                return true;
        }

        return false;
    }

    private static readonly FrozenSet<string> Texts = FrozenSet.Create(
        StringComparer.Ordinal, "poll", "polling", "report", "survey", "study", "data", "figure", "record", "document", "transcript", "video", "footage", "email", "statistic", "letter", "image", "analysis",
        "filing", "finding", "research", "photo", "photograph", "map", "chart", "tape", "recording", "paper", "census", "message", "memo", "number", "result", "average", "estimate", "review", "investigation",
        "inquiry", "audit", "test");

    /// <summary>"called it "a disgrace"".</summary>
    private bool QuotesSoon(int at, int end)
    {
        for (var k = at; k < Math.Min(end, at + 10); k++)
        {
            if (_quotations.At(k) >= 0)
                return true;
        }

        return At(at, end) is "it" or "him" or "her" or "them" or "the" or "his" or "its" or "their";
    }

    private bool HasFiniteVerb(int from, int end)
    {
        for (var k = from; k < end; k++)
        {
            if (_tokens[k].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary || (_tokens[k].Tag == PartOfSpeech.Participle && k > from))
                return true;
        }

        return false;
    }

    /// <summary>What stands before the source: a clause or quotation that a comma or a quotation mark parts from it.</summary>
    private bool ContentBefore(int sourceStart, Sentence sentence, out int first, out int end, out bool quoted)
    {
        first = end = sourceStart;
        quoted = false;
        var at = sourceStart;
        if (at <= sentence.FirstToken)
            return false;
        if (_tokens[at - 1].Lower is "," or "-" or "--" or "\u2014" && at - 1 > sentence.FirstToken)
            at--;
        if (at <= sentence.FirstToken)
            return false;
        var quotation = _quotations.At(at - 1);
        if (quotation >= 0 && (at == sourceStart || _quotations.At(at) != quotation))
        {
            quoted = true;
            var (quoteFirst, quoteEnd) = _quotations.All[quotation];
            end = Math.Min(at, quoteEnd);

            // Words before the quotation in its sentence belong to what is said: 'the raid was "a success," he said'.
            var holder = _document.Sentences[_tokens[quoteFirst].Sentence];
            first = holder.FirstToken < quoteFirst && _tokens[quoteFirst].Sentence == _tokens[sourceStart].Sentence && !HasCue(holder.FirstToken, quoteFirst) ? holder.FirstToken : quoteFirst;
            return true;
        }

        if (at == sourceStart)
            return false;
        first = ClauseStart(at, sentence);
        end = at;
        return HasFiniteVerb(first, end) || end - first >= 4;
    }

    private bool HasCue(int first, int end)
    {
        for (var k = _drafts.Count - 1; k >= 0 && _drafts[k].CueFirst >= first; k--)
        {
            if (_drafts[k].CueFirst < end)
                return true;
        }

        return false;
    }

    /// <summary>Where the clause before <paramref name="at"/> begins: behind the last cue of the sentence, else at its start.</summary>
    private int ClauseStart(int at, Sentence sentence)
    {
        var start = sentence.FirstToken;
        for (var k = _drafts.Count - 1; k >= 0 && _drafts[k].Sentence == _tokens[sentence.FirstToken].Sentence; k--)
        {
            if (_drafts[k].CueEnd <= at)
                start = Math.Max(start, Math.Max(_drafts[k].CueEnd, _drafts[k].SourceEnd));
        }

        for (var k = Math.Max(start, at - 200); k < at; k++)
        {
            if (_tokens[k].Lower == ";")
                start = k + 1;
        }

        while (start < at && _tokens[start].Tag == PartOfSpeech.Punctuation && _quotations.At(start) < 0)
            start++;
        return start;
    }

    /// <summary>Where what is said from <paramref name="at"/> on ends: the sentence's end, its full stop left out; ";" ends it too.</summary>
    private int ClauseEnd(int at, Sentence sentence)
    {
        var end = sentence.EndToken;
        for (var k = at; k < Math.Min(end, at + 200); k++)
        {
            if (_tokens[k].Lower == ";" && _quotations.At(k) < 0)
                return k;
        }

        while (end > at && _tokens[end - 1].Lower is "." or "!" or "?" && _quotations.At(end - 1) < 0)
            end--;
        return end;
    }

    private void AddAfter(Draft draft, int at, Sentence sentence, bool phrase = false)
    {
        var end = ClauseEnd(at, sentence);
        for (var k = at + 1; phrase && k < end - 1; k++)
        {
            // A noun phrase that is said ends before a comment on it: "denied the report, which ...".
            if (_tokens[k].Lower == "," && _tokens[k + 1].Lower is "which" or "who" or "but" or "as" or "while" or "although" or "though" or "where" or "saying" or "after" or "when")
                end = k;
            else if (_tokens[k].Lower is "and" or "but" or "after" or "when" or "while" && NounPhrases.CanStart(_tokens[k + 1]) && NounPhrases.Forward(_tokens, k + 1, end, _isTime) is var subject
                && subject > k + 1 && subject < end && _tokens[subject].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary)
                end = k;
        }

        if (at < _tokens.Length && _quotations.At(at) is >= 0 and var opening && _quotations.All[opening].First == at)
        {
            var quoteEnd = _quotations.All[opening].End;
            _quotationUsed[opening] = true;
            if (quoteEnd >= end)
            {
                draft.Contents.Add((at, quoteEnd));
                return;
            }
        }

        // A quotation that begins within the sentence and runs on belongs to what is said.
        if (end > at && _quotations.At(end - 1) is >= 0 and var last && _quotations.All[last].End > end)
            end = _quotations.All[last].End;
        AddContent(draft, at, end);
    }

    private void AddContent(Draft draft, int first, int end)
    {
        while (first < end && _tokens[first].Lower is "," or ":" or "--" or "\u2014" or ";" or "and" or "but")
            first++;
        while (end > first && _tokens[end - 1].Lower is "," or ":" or "--" or "\u2014" or ";" or "." && _quotations.At(end - 1) < 0)
            end--;
        if (end <= first)
            return;
        for (var q = _quotations.At(first); q >= 0 && q < _quotations.All.Count && _quotations.All[q].First < end; q++)
            _quotationUsed[q] = true;
        draft.Contents.Add((first, end));
    }

    /// <summary>A statement without quotation marks behind "X said:": to the end of its paragraph.</summary>
    private void AddStatement(Draft draft, int at, Sentence sentence)
    {
        var last = _tokens[at].Sentence;
        while (last + 1 < _document.Sentences.Length && _document.Sentences[last + 1].Paragraph == sentence.Paragraph && last - _tokens[at].Sentence < LongestStatement)
            last++;
        AddContent(draft, at, _document.Sentences[last].EndToken);
    }

    /// <summary>"X said." alone: the quotation that follows in the next sentence, else the one before.</summary>
    private void AttachNeighbour(Draft draft, int s)
    {
        if (s + 1 >= _document.Sentences.Length)
            return;
        var next = _document.Sentences[s + 1];
        var quotation = _quotations.At(next.FirstToken);
        if (quotation >= 0 && _quotations.All[quotation].First == next.FirstToken && !_quotationUsed[quotation])
        {
            _quotationUsed[quotation] = true;
            draft.Contents.Add(_quotations.All[quotation]);
        }
    }

    /// <summary>"Twenty killed in blast: police", "Police: twenty killed".</summary>
    private void ReadColon(int s, Sentence sentence)
    {
        var end = sentence.EndToken;
        if (TranscriptColon(s, sentence) is > 0 and var colon && IsTranscript())
        {
            // "SMITH: Well, ...": a transcript, up to the end of the paragraph.
            var turn = new Draft { CueFirst = colon, CueEnd = colon + 1, SourceFirst = sentence.FirstToken, SourceEnd = colon, Sentence = s };
            AddStatement(turn, colon + 1, sentence);
            Keep(turn);
            return;
        }

        for (var i = sentence.FirstToken + 1; i < end - 1; i++)
        {
            if (_tokens[i].Text != ":" || _quotations.At(i) >= 0)
                continue;
            var head = NounPhrases.Forward(_tokens, sentence.FirstToken, i, _isTime);
            if (head == i && i - sentence.FirstToken <= 6 && NounPhrases.CanSpeak(_tokens, sentence.FirstToken, i) && (HasFiniteVerb(i + 1, end) || _quotations.At(i + 1) >= 0))
            {
                var draft = new Draft { CueFirst = i, CueEnd = i + 1, SourceFirst = sentence.FirstToken, SourceEnd = i, Sentence = s };
                AddAfter(draft, i + 1, sentence);
                Keep(draft);
                return;
            }

            var tail = NounPhrases.Forward(_tokens, i + 1, end, _isTime);
            if (tail >= end - 1 && tail - i <= 6 && tail > i + 1 && NounPhrases.CanSpeak(_tokens, i + 1, tail) && (HasFiniteVerb(sentence.FirstToken, i) || i - sentence.FirstToken > 3))
            {
                var draft = new Draft { CueFirst = i, CueEnd = i + 1, SourceFirst = i + 1, SourceEnd = tail, Sentence = s };
                AddContent(draft, sentence.FirstToken, i);
                Keep(draft);
            }

            return;
        }
    }

    /// <summary>One line in capitals with a colon may be a dateline or a label; two make a transcript.</summary>
    private bool IsTranscript()
    {
        if (_transcript is null)
        {
            var turns = 0;
            for (var s = 0; s < _document.Sentences.Length && turns < 2; s++)
                turns += TranscriptColon(s, _document.Sentences[s]) > 0 ? 1 : 0;
            _transcript = turns >= 2;
        }

        return _transcript.Value;
    }

    /// <summary>Where a paragraph begins with a speaker in capitals and a colon: the colon; else 0.</summary>
    private int TranscriptColon(int s, Sentence sentence)
    {
        if (s > 0 && _document.Sentences[s - 1].Paragraph == sentence.Paragraph)
            return 0;
        for (var i = sentence.FirstToken; i < Math.Min(sentence.EndToken - 1, sentence.FirstToken + 5); i++)
        {
            if (_tokens[i].Text == ":")
                return i > sentence.FirstToken ? i : 0;
            if (_tokens[i].Text.Length < 2 || _tokens[i].Text.AsSpan().IndexOfAnyInRange('a', 'z') >= 0 || !char.IsUpper(_tokens[i].Text[0]))
                return 0;
        }

        return 0;
    }
}
