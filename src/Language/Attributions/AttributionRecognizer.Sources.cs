using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Attributions;

/// <summary>Who speaks: subjects, inverted subjects, sources of gerunds and passives.</summary>
internal sealed partial class AttributionRecognizer
{
    /// <summary>"quoted": "AFP quoted X as saying Y", "X was quoted by AFP as saying Y". The cue found is "saying".</summary>
    private bool FindQuotedSource(Draft draft, int saying, Sentence sentence)
    {
        if (saying - 1 <= sentence.FirstToken || _tokens[saying - 1].Lower != "as")
            return false;
        var quoted = saying - 2;
        while (quoted > Math.Max(sentence.FirstToken, saying - 16) && _tokens[quoted].Lower is not ("quoted" or "cited" or "quotes" or "reported"))
            quoted--;
        if (_tokens[quoted].Lower is not ("quoted" or "cited" or "quotes" or "reported"))
            return false;
        if (IsPassive(quoted, sentence))
        {
            if (!FindSubject(draft, AuxiliaryStart(quoted, sentence), sentence, _drafts.Count, out _))
                return false;
            if (At(quoted + 1, sentence.EndToken) == "by")
                AddRelay(draft, quoted + 2, NounPhrases.Forward(_tokens, quoted + 2, saying, _isTime));
            return true;
        }

        var end = NounPhrases.Forward(_tokens, quoted + 1, saying, _isTime);
        if (end == quoted + 1)
            return false;
        draft.SourceFirst = quoted + 1;
        draft.SourceEnd = end;
        var outlet = NounPhrases.Backward(_tokens, quoted, sentence.FirstToken, _isTime);
        AddRelay(draft, outlet, quoted);
        return true;
    }

    private bool FindGerundSource(Draft draft, int i, Sentence sentence, int firstOfSentence)
    {
        if (FindQuotedSource(draft, i, sentence))
            return true;
        var direct = NounPhrases.Backward(_tokens, i, sentence.FirstToken, _isTime);
        if (direct < i && direct > sentence.FirstToken && _tokens[direct - 1].Lower == "with" && NounPhrases.CanSpeak(_tokens, direct, i))
        {
            // "..., with officials saying".
            draft.SourceFirst = direct;
            draft.SourceEnd = i;
            return true;
        }

        if (_drafts.Count > firstOfSentence && _drafts[^1].HasSource && _drafts[^1].CueFirst < i)
        {
            draft.SourceFirst = _drafts[^1].SourceFirst;
            draft.SourceEnd = _drafts[^1].SourceEnd;
            return true;
        }

        // "issued a statement saying": who issued it; "a report saying": the report.
        var start = NounPhrases.Backward(_tokens, i, sentence.FirstToken, _isTime);
        if (start < i && _tokens[i - 1].Lower is "statement" or "letter" or "message" or "video" or "speech" or "communique" or "tweet" or "post")
        {
            var verb = start - 1;
            if (verb > sentence.FirstToken && _tokens[verb].Tag is PartOfSpeech.Verb or PartOfSpeech.Participle && FindSubject(draft, verb, sentence, firstOfSentence, out _))
                return true;
        }

        if (start < i && NounPhrases.CanSpeak(_tokens, start, i) && _tokens[i - 1].Tag is PartOfSpeech.Noun)
        {
            draft.SourceFirst = start;
            draft.SourceEnd = i;
            return true;
        }

        // ", warning that ...": the subject of the sentence.
        if (i - 1 > sentence.FirstToken && _tokens[i - 1].Lower is "," or "and" or "while" or "\u2014" or "--")
        {
            for (var k = sentence.FirstToken; k < Math.Min(i, sentence.FirstToken + 24); k++)
            {
                if (_tokens[k].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary && k > sentence.FirstToken && FindSubject(draft, k, sentence, firstOfSentence, out _))
                    return NounPhrases.CanSpeak(_tokens, draft.SourceFirst, draft.SourceEnd);
            }
        }

        return false;
    }

    /// <summary>The noun phrase that ends before the verb at <paramref name="verb"/>, adverbs, helping verbs, times and a description in commas skipped.</summary>
    private bool FindSubject(Draft draft, int verb, Sentence sentence, int firstOfSentence, out int start)
    {
        var from = sentence.FirstToken;
        var at = verb;
        start = verb;
        for (var steps = 0; at > from && steps < 8; steps++)
        {
            var token = _tokens[at - 1];
            if (IsTime(at - 1))
            {
                at--;
                if (at > from && _tokens[at - 1].Lower is "on" or "in" && !IsTime(at - 1))
                    at--;
                continue;
            }

            if (token.Tag is PartOfSpeech.Auxiliary or PartOfSpeech.Adverb || token.Lower is "not" or "n't" or "then" or "later" or "all" or "both" or "further" or "first" or "earlier")
            {
                at--;
                continue;
            }

            break;
        }

        if (at > from + 2 && _tokens[at - 1].Lower == "statement" && _tokens[at - 2].Lower is "a" or "the" && _tokens[at - 3].Lower == "in")
            at -= 3;
        if (at <= from)
            return false;
        if (_tokens[at - 1].Text == ")" && at - 2 >= from)
        {
            var open = at - 2;
            while (open > Math.Max(from, at - 12) && _tokens[open].Text != "(")
                open--;
            if (_tokens[open].Text == "(")
                at = open;
            if (at <= from)
                return false;
        }

        if (_tokens[at - 1].Lower is "and" or "but" && firstOfSentence < _drafts.Count && _drafts[^1].HasSource)
        {
            // "He said he would sit down and tell them": the second verb belongs to what is said.
            if (_tokens[verb].Lower == _tokens[verb].Lemma && _tokens[_drafts[^1].CueFirst].Lower != _tokens[_drafts[^1].CueFirst].Lemma)
                return false;

            // "X confirmed A and said B".
            draft.SourceFirst = _drafts[^1].SourceFirst;
            draft.SourceEnd = _drafts[^1].SourceEnd;
            start = at - 1;
            return true;
        }

        if (_tokens[at - 1].Lower is "and" or "but")
        {
            // "The agency did not mention casualties, but said": the subject of the verb before.
            for (var k = from + 1; k < Math.Min(at - 1, from + 24); k++)
            {
                if (_tokens[k].Tag is PartOfSpeech.Verb or PartOfSpeech.Auxiliary)
                    return FindSubject(draft, k, sentence, firstOfSentence, out _) && NounPhrases.CanSpeak(_tokens, draft.SourceFirst, draft.SourceEnd);
            }

            return false;
        }

        if (_tokens[at - 1].Lower is "," or "\u2014" or "--" or "\u2013")
        {
            // "Mujahid, a spokesman of the Taliban, said": the name before the description.
            var mark = _tokens[at - 1].Lower;
            var comma = at - 2;
            while (comma > Math.Max(from, at - 36) && _tokens[comma].Lower != mark)
                comma--;
            if (comma <= from || _tokens[comma].Lower != mark)
                return false;
            var outer = NounPhrases.Backward(_tokens, comma, from, _isTime);
            if (outer == comma || !NounPhrases.CanSpeak(_tokens, outer, comma))
            {
                // Two descriptions: "X, 34, a farmer from Y, said".
                var earlier = comma - 1;
                while (earlier > Math.Max(from, comma - 24) && _tokens[earlier].Lower != mark)
                    earlier--;
                if (earlier <= from || _tokens[earlier].Lower != mark)
                    return false;
                comma = earlier;
                outer = NounPhrases.Backward(_tokens, comma, from, _isTime);
                if (outer == comma)
                    return false;
            }

            draft.SourceFirst = outer;
            draft.SourceEnd = comma;
            start = outer;

            // "The city's security chief, Abdullah Sarwari, said": the name is what stands in the commas.
            var inner = NounPhrases.Backward(_tokens, at - 1, comma + 1, _isTime);
            if (inner == comma + 1 && _tokens[comma - 1].Tag == PartOfSpeech.Noun && IsAllName(inner, at - 1))
            {
                draft.SourceFirst = inner;
                draft.SourceEnd = at - 1;
            }

            var citing = comma + 1;
            if (_tokens[citing].Lower is "citing" or "quoting")
            {
                // "Reuters, citing two officials, reported": the officials say it, Reuters passes it on.
                var cited = NounPhrases.Forward(_tokens, citing + 1, at - 1, _isTime);
                if (cited > citing + 1)
                {
                    AddRelay(draft, outer, comma);
                    draft.SourceFirst = citing + 1;
                    draft.SourceEnd = cited;
                }
            }

            return true;
        }

        if (_tokens[at - 1].Lower is "who" or "which")
        {
            var before = at - 1;
            if (before > from && _tokens[before - 1].Lower == ",")
                before--;
            var head = NounPhrases.Backward(_tokens, before, from, _isTime);
            if (head == before || _tokens[before - 1].Lower is "those" or "people" or "anyone" or "someone")
                return false;
            draft.SourceFirst = head;
            draft.SourceEnd = before;
            draft.Relative = at - 1;
            start = head;
            return true;
        }

        var phrase = NounPhrases.Backward(_tokens, at, from, _isTime);
        if (phrase == at)
            return false;
        draft.SourceFirst = phrase;
        draft.SourceEnd = at;
        start = phrase;

        // "A security source cited by AFP said": the source says it, AFP passes it on.
        if (phrase - 2 > from && _tokens[phrase - 1].Lower == "by" && _tokens[phrase - 2].Lower is "cited" or "quoted" or "interviewed" or "contacted" or "reached"
            && NounPhrases.Backward(_tokens, phrase - 2, from, _isTime) is var speaker && speaker < phrase - 2 && NounPhrases.CanSpeak(_tokens, speaker, phrase - 2))
        {
            AddRelay(draft, phrase, at);
            draft.SourceFirst = start = speaker;
            draft.SourceEnd = phrase - 2;
            return true;
        }

        // "police and witnesses said" at the head of a clause: both.
        if (phrase - 2 >= from && _tokens[phrase - 1].Lower == "and" && _tokens[phrase - 2].Tag is PartOfSpeech.Noun or PartOfSpeech.ProperNoun)
        {
            var other = NounPhrases.Backward(_tokens, phrase - 1, from, _isTime);
            if (other < phrase - 1 && (other == from || _tokens[other - 1].Tag == PartOfSpeech.Punctuation || _tokens[other - 1].Lower is "that" or "but" or "while")
                && NounPhrases.CanSpeak(_tokens, other, phrase - 1))
                start = other;
        }

        return true;
    }

    private bool IsAllName(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (_tokens[i].Tag is not PartOfSpeech.ProperNoun && _tokens[i].Lower is not ("bin" or "al" or "de" or "van" or "von" or "ibn" or "dela" or "della" or "el"))
                return false;
        }

        return end > first;
    }

    /// <summary>"..., said X": the verb comes behind a comma or a quotation and before a phrase that can speak and is no subject of a clause itself.</summary>
    private bool IsInverted(int i, Sentence sentence, out int sourceEnd)
    {
        sourceEnd = i + 1;
        if (_tokens[i].Tag is PartOfSpeech.Gerund || i == sentence.FirstToken || i + 1 >= sentence.EndToken)
            return false;
        var before = _tokens[i - 1];
        var quoted = _quotations.At(i - 1) >= 0;
        if (!(quoted || before.Lower is "," or "-" or "--" or "\u2014"))
            return false;
        sourceEnd = NounPhrases.Forward(_tokens, i + 1, sentence.EndToken, _isTime);
        if (sourceEnd == i + 1 || !NounPhrases.CanSpeak(_tokens, i + 1, sourceEnd))
            return false;
        if (_tokens[i + 1].Tag == PartOfSpeech.Pronoun && _tokens[i + 1].Lower is "it" or "them" or "him" or "there" or "that")
            return false;
        var next = sourceEnd < sentence.EndToken ? _tokens[sourceEnd] : null;
        return quoted || next is null || next.Tag is PartOfSpeech.Punctuation || IsTime(sourceEnd) || next.Lower is "in" or "on" or "who" or "after" or "as" or "during" or "at" or "from" or "when" or "by" or "to";
    }
}
