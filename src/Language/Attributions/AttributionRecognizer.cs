using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;

namespace Sitrep.Language.Attributions;

/// <summary>
/// Finds who says what with which words: cue verbs and "according to", the noun phrase that speaks, and the clause or quotation that is said. Within
/// quotations nothing is looked for: what a speaker quotes is theirs.
/// </summary>
internal sealed class AttributionRecognizer
{
    private static readonly FrozenDictionary<string, (string Frame, string Stance)> Cues = Lexicon.Lines("cue_verbs").ToFrozenDictionary(
        line => line[0], line => (line[1], line.Length > 2 ? line[2] : ""), StringComparer.Ordinal);

    private static readonly PhraseTable Organizations = PhraseTable.Read("organizations");

    /// <summary>A quotation of fewer words is a scare quote: cues inside still count.</summary>
    private const int ShortQuotation = 4;

    /// <summary>Sentences of a statement that "X said:" introduces, at most.</summary>
    private const int LongestStatement = 20;

    private readonly Document _document;
    private readonly Token[] _tokens;
    private readonly IReadOnlyList<NameMention> _names;
    private readonly Quotations _quotations;
    private readonly bool[] _time;
    private readonly Func<int, bool> _isTime;
    private readonly bool[] _quotationUsed;
    private readonly List<Draft> _drafts = [];

    private AttributionRecognizer(Document document, IReadOnlyList<NameMention> names, IReadOnlyList<TimeExpression> times)
    {
        _document = document;
        _tokens = document.Tokens;
        _names = names;
        _quotations = Quotations.Find(document);
        _quotationUsed = new bool[_quotations.All.Count];
        _time = new bool[_tokens.Length];
        _isTime = IsTime;
        var next = 0;
        for (var i = 0; i < _tokens.Length; i++)
        {
            while (next < times.Count && times[next].Span.End <= _tokens[i].Span.Start)
                next++;
            _time[i] = next < times.Count && times[next].Span.Overlaps(_tokens[i].Span);
        }
    }

    /// <summary>An attribution in tokens, before it becomes spans.</summary>
    private sealed class Draft
    {
        public required int CueFirst { get; init; }

        public required int CueEnd { get; init; }

        public int SourceFirst { get; set; } = -1;

        public int SourceEnd { get; set; } = -1;

        public List<(int First, int End)> Contents { get; } = [];

        public List<(int First, int End)> Relays { get; } = [];

        public SpeechStance Stance { get; set; }

        public int Sentence { get; init; }

        /// <summary>The relative pronoun beside the cue, where the source is what it refers to; -1 elsewhere.</summary>
        public int Relative { get; set; } = -1;

        public bool HasSource => SourceFirst >= 0;
    }

    /// <summary>Every attribution, in the order of the cues.</summary>
    public static List<SpeechAttribution> Recognize(Document document, IReadOnlyList<NameMention> names, IReadOnlyList<TimeExpression> times)
    {
        var recognizer = new AttributionRecognizer(document, names, times);
        for (var s = 0; s < document.Sentences.Length; s++)
            recognizer.ReadSentence(s);
        recognizer.AttachFollowingQuotations();
        return recognizer.Finish();
    }

    private void ReadSentence(int s)
    {
        var sentence = _document.Sentences[s];
        var before = _drafts.Count;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            var quotation = _quotations.At(i);
            if (quotation >= 0 && _quotations.All[quotation].End - _quotations.All[quotation].First - 2 >= ShortQuotation)
                continue;
            var token = _tokens[i];
            if (token.Lower == "according" && At(i + 1, sentence.EndToken) == "to")
                ReadAccording(s, sentence, i);
            else if (token.Lower is "declined" or "declines" or "refused" or "refuses" or "declining" or "refusing" or "comment" or "verify" or "verified" or "confirm" or "responsibility" or "gave" or "give" or "provide")
                ReadSet(s, sentence, i);
            if (token.Tag is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund && Cues.TryGetValue(token.Lemma, out var cue) && !IsCovered(i, before))
                ReadVerb(s, sentence, i, cue.Frame, cue.Stance, before);
        }

        if (_drafts.Count == before)
            ReadColon(s, sentence);
        CutOverlaps(before);
    }

    private string At(int i, int end) => i >= 0 && i < end ? _tokens[i].Lower : "";

    private bool IsTime(int i) => _time[i];

    private bool IsCovered(int i, int from)
    {
        for (var k = from; k < _drafts.Count; k++)
        {
            if (_drafts[k].CueFirst <= i && i < _drafts[k].CueEnd)
                return true;
        }

        return false;
    }

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
        if (_tokens[at - 1].Text == ")")
        {
            var open = at - 2;
            while (open > Math.Max(from, at - 12) && _tokens[open].Text != "(")
                open--;
            if (_tokens[open].Text == "(")
                at = open;
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
                return draft.HasSource && IsText(_tokens[draft.SourceEnd - 1].Lemma) && HasFiniteVerb(at, end);
            case "quoted":
                return false;
            case "object" or "both":
                if (draft.Stance is SpeechStance.Asserts && _tokens[draft.CueFirst].Lemma == "call")
                    return At(at, end) is "for" or "on" || QuotesSoon(at, end);
                return (NounPhrases.CanSpeak(_tokens, draft.SourceFirst, draft.SourceEnd) || !draft.HasSource)
                    && (NounPhrases.CanStart(_tokens[at]) || _tokens[at].Tag is PartOfSpeech.Gerund or PartOfSpeech.Participle || _tokens[at].Lower is "to" or "of" or "against" or "how" or "what" or "for" or "at" or "more");
            default:
                return HasFiniteVerb(at, end) || _tokens[at].Lower is "to" or "of" or "how" or "what" or "why" or "whether" or "if";
        }
    }

    private static bool IsText(string lemma) => lemma is "poll" or "report" or "survey" or "study" or "data" or "figure" or "record" or "document" or "transcript" or "video" or "email" or "statistic" or "letter" or "image";

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

    // ---- putting together ----

    private void Keep(Draft draft)
    {
        if (draft.Contents.Count > 0 || draft.Stance is not SpeechStance.Asserts)
            _drafts.Add(draft);
    }

    /// <summary>One attribution for each of coordinated sources.</summary>
    private void KeepEach(Draft draft, Sentence sentence)
    {
        Keep(draft);
        if (!draft.HasSource || draft.SourceFirst - 2 < sentence.FirstToken || _tokens[draft.SourceFirst - 1].Lower != "and")
            return;
        var end = draft.SourceFirst - 1;
        var first = NounPhrases.Backward(_tokens, end, sentence.FirstToken, _isTime);
        if (first == end || !NounPhrases.CanSpeak(_tokens, first, end)
            || !(first == sentence.FirstToken || _tokens[first - 1].Tag == PartOfSpeech.Punctuation || _tokens[first - 1].Lower is "that" or "but" or "while"))
            return;
        var other = new Draft { CueFirst = draft.CueFirst, CueEnd = draft.CueEnd, SourceFirst = first, SourceEnd = end, Stance = draft.Stance, Sentence = draft.Sentence };
        other.Contents.AddRange(draft.Contents);
        other.Relays.AddRange(draft.Relays);
        _drafts.Insert(_drafts.Count - 1, other);
    }

    /// <summary>Within a sentence what one speaker says ends where the next speaker begins.</summary>
    private void CutOverlaps(int from)
    {
        for (var k = from; k < _drafts.Count - 1; k++)
        {
            var draft = _drafts[k];
            var next = k + 1;
            while (next < _drafts.Count && _drafts[next].CueFirst == draft.CueFirst)
                next++;
            if (next >= _drafts.Count || draft.Contents.Count == 0)
                continue;
            var follower = _drafts[next];
            var start = follower.HasSource && follower.SourceFirst > draft.CueEnd && follower.SourceFirst < follower.CueFirst ? follower.SourceFirst : follower.CueFirst;
            for (var c = 0; c < draft.Contents.Count; c++)
            {
                var (first, end) = draft.Contents[c];
                if (first >= draft.CueEnd && first < start && end > start && _tokens[start - 1].Lower is "," or "and" or "but" or "while" or "as" or "--" or "\u2014")
                {
                    while (start > first + 1 && _tokens[start - 1].Lower is "," or "and" or "but" or "while" or "as" or "--" or "\u2014")
                        start--;
                    draft.Contents[c] = (first, start);
                }
            }
        }
    }

    /// <summary>A sentence that is all quotation and that nobody claims goes on with what the speaker before it said.</summary>
    private void AttachFollowingQuotations()
    {
        var draft = 0;
        for (var q = 0; q < _quotations.All.Count; q++)
        {
            if (_quotationUsed[q])
                continue;
            var (first, end) = _quotations.All[q];
            if (end - first - 2 < ShortQuotation || _document.Sentences[_tokens[first].Sentence].FirstToken != first || _document.Sentences[_tokens[end - 1].Sentence].EndToken > end + 1)
                continue;
            while (draft < _drafts.Count && _drafts[draft].CueFirst < first)
                draft++;
            if (draft == 0)
                continue;
            var speaker = _drafts[draft - 1];
            var gap = _document.Sentences[_tokens[first].Sentence].Paragraph - _document.Sentences[speaker.Sentence].Paragraph;
            if (gap == 0 && speaker.Contents.Count > 0 && first >= speaker.Contents[^1].End)
                speaker.Contents.Add((first, end));
        }
    }

    private List<SpeechAttribution> Finish()
    {
        var finished = new List<SpeechAttribution>(_drafts.Count);
        TextSpan? lastPerson = null;
        TextSpan? lastBody = null;
        TextSpan? lastGroup = null;
        foreach (var draft in _drafts)
        {
            TextSpan? source = draft.HasSource ? _document.Span(draft.SourceFirst, draft.SourceEnd) : null;
            TextSpan? mention = null;
            if (source is { } words && draft.SourceEnd - draft.SourceFirst == 1 && _tokens[draft.SourceFirst].Tag == PartOfSpeech.Pronoun)
            {
                var antecedent = _tokens[draft.SourceFirst].Lower switch
                {
                    "he" or "she" or "him" or "her" => lastPerson,
                    "it" => lastBody,
                    "they" or "them" => lastGroup ?? lastBody,
                    _ => null,
                };
                if (antecedent is { } known)
                {
                    source = known;
                    mention = words;
                }
            }
            else if (source is { } named)
            {
                if (draft.Relative >= 0)
                    mention = _tokens[draft.Relative].Span;
                if (IsPerson(draft))
                    lastPerson = named;
                else if (_tokens[draft.SourceEnd - 1].Lower[^1] == 's' && _tokens[draft.SourceEnd - 1].Tag == PartOfSpeech.Noun || _tokens[draft.SourceEnd - 1].Lower is "police" or "people")
                    lastGroup = named;
                else
                    lastBody = named;
            }

            finished.Add(new SpeechAttribution(
                source,
                _document.Span(draft.CueFirst, draft.CueEnd),
                [.. draft.Contents.OrderBy(content => content.First).Select(content => _document.Span(content.First, content.End))],
                draft.Stance,
                FormOf(draft),
                [.. draft.Relays.Select(relay => _document.Span(relay.First, relay.End))],
                draft.Sentence)
            {
                SourceMention = mention,
            });
        }

        finished.Sort((a, b) => a.Cue.Start.CompareTo(b.Cue.Start));
        return finished;
    }

    private bool IsPerson(Draft draft)
    {
        // Names are in text order: the first that ends behind the source's start decides.
        var low = 0;
        var high = _names.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_names[middle].EndToken <= draft.SourceFirst)
                low = middle + 1;
            else
                high = middle;
        }

        for (var k = low; k < _names.Count && _names[k].FirstToken < draft.SourceEnd; k++)
        {
            if (_names[k].Type == "PER")
                return true;
        }

        return _tokens[draft.SourceEnd - 1].Lower is "spokesman" or "spokeswoman" or "spokesperson" or "official" or "witness" or "minister" or "president" or "commander" or "officer" or "resident" or "leader" or "governor";
    }

    private SpeechForm FormOf(Draft draft)
    {
        var quoted = 0;
        var total = 0;
        foreach (var (first, end) in draft.Contents)
        {
            for (var i = first; i < end; i++)
            {
                if (_tokens[i].Tag == PartOfSpeech.Punctuation)
                    continue;
                total++;
                if (_quotations.At(i) >= 0)
                    quoted++;
            }
        }

        return quoted == 0 ? SpeechForm.Indirect : quoted == total ? SpeechForm.Direct : SpeechForm.Mixed;
    }
}
