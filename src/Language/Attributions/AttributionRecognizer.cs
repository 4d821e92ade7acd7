using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Time;

namespace Sitrep.Language.Attributions;

/// <summary>
/// Finds who says what with which words: cue verbs and "according to", the noun phrase that speaks, and the clause or quotation that is said. Within
/// quotations nothing is looked for: what a speaker quotes is theirs.
/// </summary>
internal sealed partial class AttributionRecognizer
{
    private static readonly FrozenDictionary<string, (string Frame, string Stance)> Cues = Lexicon.Lines("cue_verbs").ToFrozenDictionary(
        line => line[0], line => (line[1], line.Length > 2 ? line[2] : ""), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> AttitudeVerbs = Lexicon.Map("attitude_verbs");

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
    private readonly List<Draft> _attitudes = [];
    private bool? _transcript;

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

    /// <summary>Every attribution of speech, and of attitudes outside speech, each in the order of the cues.</summary>
    public static (List<SpeechAttribution> Speech, List<SpeechAttribution> Attitudes) Recognize(
        Document document, IReadOnlyList<NameMention> names, IReadOnlyList<TimeExpression> times)
    {
        var recognizer = new AttributionRecognizer(document, names, times);
        for (var s = 0; s < document.Sentences.Length; s++)
            recognizer.ReadSentence(s);
        recognizer.AttachFollowingQuotations();
        recognizer.ReadAttitudes();
        return (recognizer.Finish(recognizer._drafts), recognizer.Finish(recognizer._attitudes));
    }

    /// <summary>"X supports Y", "X wants to ...": outside what anybody says.</summary>
    private void ReadAttitudes()
    {
        var taken = new bool[_tokens.Length];
        foreach (var draft in _drafts)
        {
            taken.AsSpan(draft.CueFirst, draft.CueEnd - draft.CueFirst).Fill(true);
            foreach (var (first, end) in draft.Contents)
                taken.AsSpan(first, end - first).Fill(true);
        }

        for (var s = 0; s < _document.Sentences.Length; s++)
        {
            var sentence = _document.Sentences[s];
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                if (!taken[i] && _quotations.At(i) < 0 && _tokens[i].Tag is PartOfSpeech.Verb or PartOfSpeech.Participle && AttitudeVerbs.TryGetValue(_tokens[i].Lemma, out var frame))
                    i = Math.Max(i, ReadAttitude(s, sentence, i, frame, taken));
            }
        }
    }

    /// <returns>The last token that the attitude takes, or -1.</returns>
    private int ReadAttitude(int s, Sentence sentence, int i, string frame, bool[] taken)
    {
        var at = i + 1;
        if (at >= sentence.EndToken || IsPassive(i, sentence) || _tokens[i - (i > sentence.FirstToken ? 1 : 0)].Lower == "to" || IsUnsaid(i, sentence, out var negated) && !negated)
            return -1;
        if (_tokens[i].Tag == PartOfSpeech.Participle && (i == sentence.FirstToken || _tokens[i - 1].Tag is PartOfSpeech.Determiner or PartOfSpeech.Adposition or PartOfSpeech.Adjective))
            return -1;
        var infinitive = _tokens[at].Lower == "to";
        var phrase = NounPhrases.CanStart(_tokens[at]) || _tokens[at].Lower is "''" or "\"" or "\u201C" or "``" or "for" or "of" or "with" or "on" || _tokens[at].Tag == PartOfSpeech.Gerund;
        if (!(frame switch { "to" => infinitive, "object" => phrase, "both" => infinitive || phrase, _ => phrase || _tokens[at].Lower == "that" }))
            return -1;
        var draft = new Draft { CueFirst = i, CueEnd = at, Sentence = s };
        if (!FindSubject(draft, i, sentence, _drafts.Count, out _) || IsNobody(draft) || !draft.HasSource)
            return -1;
        if (_tokens[at].Lower == "that" && frame == "clause")
            at++;
        var end = at;
        while (end < ClauseEnd(at, sentence) && !taken[end])
            end++;
        AddContent(draft, at, end);
        if (draft.Contents.Count == 0)
            return -1;
        _attitudes.Add(draft);
        return draft.Contents[^1].End - 1;
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

    private List<SpeechAttribution> Finish(List<Draft> drafts)
    {
        var finished = new List<SpeechAttribution>(drafts.Count);
        TextSpan? lastPerson = null;
        TextSpan? lastBody = null;
        TextSpan? lastGroup = null;
        foreach (var draft in drafts)
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
