using Sitrep.Language.Segmentation;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>Reads noun and verb groups off the tree. Every step looks at a bounded number of tokens.</summary>
internal static class GroupReader
{
    /// <summary>Longest chain of modifiers that is followed: "the very badly wounded soldier".</summary>
    private const int LongestChain = 6;

    /// <summary>How far a subject is looked for through joined and governed verbs.</summary>
    private const int LongestDescent = 5;

    /// <summary>The noun groups in text order; they do not overlap.</summary>
    public static List<NounGroup> NounGroups(Document document)
    {
        var tokens = document.Tokens;
        var (prepositions, possessors) = (Filled(tokens.Length), Filled(tokens.Length));
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Head >= 0 && tokens[i].Relation == Relation.Case && tokens[i].Head > i && prepositions[tokens[i].Head] < 0)
                prepositions[tokens[i].Head] = i;
            else if (tokens[i].Head >= 0 && tokens[i].Relation == Relation.NmodPoss && tokens[i].Head > i)
                possessors[tokens[i].Head] = i;
        }

        var groups = new List<NounGroup>();
        var free = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!HeadsGroup(tokens, i))
                continue;
            var sentence = document.Sentences[tokens[i].Sentence];
            var (first, end) = (i, i + 1);
            while (first > Math.Max(free, sentence.FirstToken) && Belongs(tokens, first - 1, i))
                first--;
            while (end < sentence.EndToken && Belongs(tokens, end, i))
                end++;
            groups.Add(new NounGroup(document.Span(first, end), first, end, i, prepositions[i], possessors[i]));
            free = end;
            i = end - 1;
        }

        return groups;
    }

    /// <summary>The verb groups in the order of their verbs.</summary>
    public static List<VerbGroup> VerbGroups(Document document)
    {
        var tokens = document.Tokens;
        var (subjects, objects, agents) = (Filled(tokens.Length), Filled(tokens.Length), Filled(tokens.Length));
        for (var i = 0; i < tokens.Length; i++)
        {
            var target = tokens[i].Relation switch
            {
                Relation.Nsubj or Relation.NsubjPass => subjects,
                Relation.Obj => objects,
                Relation.OblAgent => agents,
                _ => null,
            };
            if (target is not null && tokens[i].Head >= 0 && target[tokens[i].Head] < 0)
                target[tokens[i].Head] = i;
        }

        var groups = new List<VerbGroup>();
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Universal == UniversalTag.Verb && tokens[i].Relation is not (Relation.Amod or Relation.Compound))
                groups.Add(Read(document, i, subjects, objects[i], agents[i]));
        }

        return groups;
    }

    private static VerbGroup Read(Document document, int verb, int[] subjects, int direct, int agent)
    {
        var tokens = document.Tokens;
        var first = verb;
        var (passive, negated, modal, have, be, to) = (false, false, -1, false, false, false);
        var finite = tokens[verb];
        for (var i = verb - 1; i >= Math.Max(document.Sentences[tokens[verb].Sentence].FirstToken, verb - LongestChain); i--)
        {
            var token = tokens[i];
            if (token.Head != verb)
                continue;
            if (token.Relation is Relation.Aux or Relation.AuxPass)
            {
                (first, finite) = (i, token);
                passive |= token.Relation == Relation.AuxPass;
                modal = (token.Features & WordFeatures.Modal) != 0 ? i : modal;
                have |= token.Lemma == "have";
                be |= token.Lemma == "be" && token.Relation == Relation.Aux;
            }
            else if ((token.Features & WordFeatures.Negative) != 0)
            {
                negated = true;
                first = Math.Min(first, i);
            }
            else if (token.Relation == Relation.Mark && token.Lower == "to")
            {
                to = true;
                first = i;
            }
        }

        var head = tokens[verb];
        var tense = modal >= 0 ? tokens[modal].Lemma is "will" or "shall" ? VerbTense.Future : VerbTense.Modal
            : to ? VerbTense.None
            : have || (finite.Features & WordFeatures.Past) != 0 && (finite.Features & WordFeatures.Finite) != 0 ? VerbTense.Past
            : (finite.Features & WordFeatures.Present) != 0 && (finite.Features & WordFeatures.Finite) != 0 ? VerbTense.Present
            : VerbTense.None;
        return new VerbGroup(
            document.Span(first, verb + 1), first, verb + 1, verb, tense, passive, negated, have, be && head.Penn == "VBG", modal, Subject(tokens, verb, subjects), direct, agent);
    }

    private static int Subject(Token[] tokens, int verb, int[] subjects)
    {
        for (var (at, steps) = (verb, 0); at >= 0 && steps < LongestDescent; at = tokens[at].Head, steps++)
        {
            if (subjects[at] >= 0)
                return subjects[at];
            if (tokens[at].Relation is not (Relation.Conj or Relation.Xcomp))
                return -1;
        }

        return -1;
    }

    private static bool HeadsGroup(Token[] tokens, int i)
    {
        if (IsModifier(tokens[i]) && tokens[i].Head >= 0)
            return false;
        return tokens[i].Universal switch
        {
            UniversalTag.Noun or UniversalTag.Propn or UniversalTag.Pron => tokens[i].Relation is not (Relation.Expl or Relation.Case or Relation.Mark or Relation.Advmod or Relation.Det),
            UniversalTag.Num => tokens[i].Relation is Relation.Nsubj or Relation.NsubjPass or Relation.Obj or Relation.Obl or Relation.Nmod or Relation.Conj,
            UniversalTag.Adj or UniversalTag.Det => tokens[i].Relation is Relation.Nsubj or Relation.NsubjPass or Relation.Obj or Relation.Iobj,
            _ => false,
        };
    }

    /// <summary>Whether a token is tied to the head by relations of modifiers only.</summary>
    private static bool Belongs(Token[] tokens, int token, int head)
    {
        for (var (at, steps) = (token, 0); steps < LongestChain; at = tokens[at].Head, steps++)
        {
            if (at == head)
                return true;
            if (tokens[at].Head < 0 || !(IsModifier(tokens[at]) || (tokens[at].Relation == Relation.Advmod && at < head && tokens[at].Head > at)))
                return false;
        }

        return false;
    }

    private static bool IsModifier(Token token) => token.Relation is Relation.Det or Relation.DetPredet or Relation.Amod or Relation.Nummod or Relation.Compound or Relation.Flat
        or Relation.Goeswith or Relation.NmodDesc or Relation.Fixed || (token.Relation == Relation.NmodPoss && token.Penn == "PRP$");

    private static int[] Filled(int length)
    {
        var values = new int[length];
        values.AsSpan().Fill(-1);
        return values;
    }
}
