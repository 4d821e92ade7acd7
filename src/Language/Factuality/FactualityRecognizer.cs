using System.Collections.Frozen;
using Sitrep.Language.Attributions;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;

namespace Sitrep.Language.Factuality;

/// <summary>
/// Reads negation, modality, future, condition, report and denial around each predicate: its own auxiliaries, the verb or adjective that governs its infinitive,
/// the determiner and adjectives of a noun, the clause it stands in, and the attributions that hold it.
/// </summary>
internal sealed class FactualityRecognizer
{
    private static readonly FrozenDictionary<string, string> Classes = Lexicon.Map("factuality");
    private static readonly FrozenSet<string> Deeds = Lexicon.Set("verbal_nouns");

    /// <summary>How far before a verb its auxiliaries stand.</summary>
    private const int GroupReach = 8;

    /// <summary>How far before an infinitive or a clause what governs it stands.</summary>
    private const int ClauseReach = 14;

    private readonly Document _document;
    private readonly Token[] _tokens;
    private readonly bool[] _reported;
    private readonly bool[] _denied;

    private FactualityRecognizer(Document document, IReadOnlyList<SpeechAttribution> attributions)
    {
        _document = document;
        _tokens = document.Tokens;
        _reported = new bool[_tokens.Length];
        _denied = new bool[_tokens.Length];
        foreach (var attribution in attributions)
        {
            foreach (var content in attribution.Contents)
            {
                for (var i = document.TokenAt(content.Start); i < _tokens.Length && _tokens[i].Span.Start < content.End; i++)
                {
                    _reported[i] = true;
                    _denied[i] |= attribution.Stance is SpeechStance.Denies or SpeechStance.DeniesResponsibility;
                }
            }
        }
    }

    /// <summary>Every predicate in text order.</summary>
    public static List<PredicateFactuality> Recognize(Document document, IReadOnlyList<SpeechAttribution> attributions)
    {
        var recognizer = new FactualityRecognizer(document, attributions);
        var found = new List<PredicateFactuality>();
        foreach (var sentence in document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                var token = document.Tokens[i];
                // "including", "according to": verbs by their form, prepositions by their place.
                if (token.Relation is Relation.Case or Relation.Mark or Relation.Fixed)
                    continue;
                if (token.Tag is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund)
                    found.Add(recognizer.OfVerb(sentence, i));
                else if (token.Tag == PartOfSpeech.Noun && Deeds.Contains(token.Lemma))
                    found.Add(recognizer.OfNoun(sentence, i));
            }
        }

        return found;
    }

    private sealed class Draft
    {
        public FactualityCue Cues { get; private set; }

        public SortedSet<int> Words { get; } = [];

        public void Add(FactualityCue cue, int word)
        {
            Cues |= cue;
            if (word >= 0)
                Words.Add(word);
        }

        public void Turn(FactualityCue cue, int word)
        {
            // "did not fail to": two denials.
            Cues ^= cue;
            Words.Add(word);
        }
    }

    private PredicateFactuality Finish(Draft draft, Sentence sentence, int i)
    {
        if (_reported[i])
            draft.Add(FactualityCue.Reported, -1);
        if (_denied[i])
            draft.Add(FactualityCue.Denied, -1);
        if (_tokens[sentence.EndToken - 1].Lower == "?")
            draft.Add(FactualityCue.Questioned, sentence.EndToken - 1);
        return new PredicateFactuality(i, _tokens[i].Span, draft.Cues, [.. draft.Words.Select(word => _tokens[word].Span)]);
    }

    private PredicateFactuality OfVerb(Sentence sentence, int i)
    {
        var draft = new Draft();
        var first = Group(draft, sentence, i);
        if (first > sentence.FirstToken && _tokens[first].Lower == "to")
            Governed(draft, sentence, first);
        else if (_tokens[i].Tag == PartOfSpeech.Gerund && first == i && i > sentence.FirstToken)
            OfGerund(draft, sentence, i);
        Clause(draft, sentence, first);
        return Finish(draft, sentence, i);
    }

    /// <summary>The verb's auxiliaries, "not" and adverbs.</summary>
    /// <returns>Where its group begins; at "to" where it is an infinitive.</returns>
    private int Group(Draft draft, Sentence sentence, int i)
    {
        var first = i;
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - GroupReach); k--)
        {
            var lower = _tokens[k].Lower;
            if (lower is "not" or "n't" or "never")
                draft.Turn(FactualityCue.Negated, k);
            else if (lower == "to" && _tokens[k].Tag == PartOfSpeech.Particle)
                return k;
            else if (_tokens[k].Tag == PartOfSpeech.Auxiliary)
                Modal(draft, lower, k);
            else if (_tokens[k].Tag == PartOfSpeech.Adverb)
                Weigh(draft, lower, k);
            else if (lower is "be" or "been" or "being" or "have" or "get")
                continue;
            else
                break;
            first = k;
        }

        // "No one was killed", "neither attacked".
        for (var k = first - 1; k >= Math.Max(sentence.FirstToken, first - 6) && _tokens[k].Tag is not (PartOfSpeech.Verb or PartOfSpeech.Punctuation); k--)
        {
            if (_tokens[k].Lower is "no" or "nobody" or "none" or "neither" or "nor")
            {
                draft.Turn(FactualityCue.Negated, k);
                break;
            }
        }

        return first;
    }

    private static void Modal(Draft draft, string lower, int k)
    {
        switch (lower)
        {
            case "will" or "shall" or "'ll" or "wo" or "would" or "'d":
                draft.Add(FactualityCue.Future, k);
                break;
            case "may" or "might" or "could" or "can" or "ca":
                draft.Add(FactualityCue.Possible, k);
                break;
            case "must" or "should" or "ought":
                draft.Add(FactualityCue.Necessary, k);
                break;
            default:
                break;
        }
    }

    private static void Weigh(Draft draft, string word, int k)
    {
        switch (Classes.GetValueOrDefault(word, ""))
        {
            case "doubt":
                draft.Add(FactualityCue.Possible, k);
                break;
            case "said":
                draft.Add(FactualityCue.Reported, k);
                break;
            default:
                break;
        }
    }

    /// <summary>"plans to attack", "failed to attack", "is likely to attack": what governs an infinitive, and in turn what holds of that.</summary>
    private void Governed(Draft draft, Sentence sentence, int to)
    {
        for (var k = to - 1; k >= Math.Max(sentence.FirstToken, to - ClauseReach); k--)
        {
            var token = _tokens[k];
            if (token.Lower is "," or ";" or ":" && k < to - 1)
                return;
            var kind = Classes.GetValueOrDefault(token.Lower, Classes.GetValueOrDefault(token.Lemma, ""));
            if (kind.Length > 0 && token.Tag is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund or PartOfSpeech.Adjective or PartOfSpeech.Noun && Take(draft, kind, k))
            {
                if (token.Tag != PartOfSpeech.Noun)
                    Group(draft, sentence, k);
                return;
            }

            if (token.Tag is PartOfSpeech.Verb or PartOfSpeech.Participle)
                return;
            if (token.Tag == PartOfSpeech.Auxiliary && k == to - 1)
            {
                draft.Add(FactualityCue.Future, k);      // "is to attack"
                return;
            }
        }
    }

    private static bool Take(Draft draft, string kind, int k)
    {
        switch (kind)
        {
            case "ahead":
                draft.Add(FactualityCue.Future, k);
                return true;
            case "wanted":
                draft.Add(FactualityCue.Wanted, k);
                return true;
            case "failed":
                draft.Turn(FactualityCue.Negated, k);
                return true;
            case "tried":
                draft.Add(FactualityCue.Attempted, k);
                return true;
            case "doubt":
                draft.Add(FactualityCue.Possible, k);
                return true;
            case "said":
                draft.Add(FactualityCue.Reported, k);
                return true;
            case "fact":
                return true;
            default:
                return false;
        }
    }

    /// <summary>"prevented them from attacking", "without attacking", "stopped shelling".</summary>
    private void OfGerund(Draft draft, Sentence sentence, int i)
    {
        var before = _tokens[i - 1].Lower;
        if (before == "without")
        {
            draft.Turn(FactualityCue.Negated, i - 1);
            return;
        }

        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - (before == "from" ? GroupReach : 1)); k--)
        {
            if (_tokens[k].Tag is not (PartOfSpeech.Verb or PartOfSpeech.Participle))
                continue;
            if (Classes.GetValueOrDefault(_tokens[k].Lemma, "") == "failed")
                draft.Turn(FactualityCue.Negated, k);
            return;
        }
    }

    /// <summary>"if", "unless", "whether" and "feared that" before, with no comma between.</summary>
    private void Clause(Draft draft, Sentence sentence, int first)
    {
        for (var k = first - 1; k >= Math.Max(sentence.FirstToken, first - ClauseReach); k--)
        {
            var lower = _tokens[k].Lower;
            if (lower is "," or ";" or ":")
                return;
            var kind = Classes.GetValueOrDefault(lower, Classes.GetValueOrDefault(_tokens[k].Lemma, ""));
            if (kind == "condition")
                draft.Add(FactualityCue.Conditional, k);
            else if (lower == "that" && k > sentence.FirstToken && Classes.GetValueOrDefault(_tokens[k - 1].Lemma, "") is "doubt")
                draft.Add(FactualityCue.Possible, k - 1);
        }
    }

    private PredicateFactuality OfNoun(Sentence sentence, int i)
    {
        var draft = new Draft();
        var k = i - 1;
        for (; k >= Math.Max(sentence.FirstToken, i - GroupReach); k--)
        {
            var token = _tokens[k];
            if (token.Lower is "no")
                draft.Turn(FactualityCue.Negated, k);
            else if (token.Lower == "any" && k > sentence.FirstToken && _tokens[k - 1].Lower is "without")
                draft.Turn(FactualityCue.Negated, --k);
            else if (token.Tag is PartOfSpeech.Adjective or PartOfSpeech.Participle or PartOfSpeech.Noun or PartOfSpeech.Gerund && Classes.TryGetValue(token.Lower, out var kind))
                Take(draft, kind, k);
            else if (token.Tag is not (PartOfSpeech.Adjective or PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Number or PartOfSpeech.Determiner or PartOfSpeech.Participle or PartOfSpeech.Adverb)
                && token.Lower is not "'s")
                break;
        }

        // Its verb just before: "prevented an attack", "called for a ceasefire", "denied the attack".
        for (var v = k; v >= Math.Max(sentence.FirstToken, k - 2); v--)
        {
            var token = _tokens[v];
            if (token.Tag is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund)
            {
                if (token.Lemma is "deny" or "refute" or "reject")
                    draft.Add(FactualityCue.Denied, v);
                else if (Classes.GetValueOrDefault(token.Lemma, "") is ("failed" or "wanted" or "ahead" or "doubt") and var governing)
                    Take(draft, governing, v);
                if (draft.Cues == FactualityCue.None)
                    Group(draft, sentence, v);
                break;
            }

            if (token.Lower is not ("for" or "of" or "to" or "on"))
                break;
        }

        Clause(draft, sentence, Math.Max(sentence.FirstToken, k + 1));
        return Finish(draft, sentence, i);
    }
}
