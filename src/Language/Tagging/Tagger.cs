using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Tagging;

/// <summary>
/// Coarse parts of speech by word lists, suffixes and the words around. Left to right over a sentence, then one pass that makes sure of a finite
/// verb where a word could be one.
/// </summary>
internal static class Tagger
{
    private static readonly FrozenDictionary<string, PartOfSpeech> Closed = Lexicon.Lines("closed")
        .ToFrozenDictionary(line => line[0], line => Enum.Parse<PartOfSpeech>(line[1]), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Demonyms = Lexicon.Map("demonyms");

    /// <summary>Names of one word that the lists of places and bodies have, lower case.</summary>
    private static readonly FrozenSet<string> KnownNames = Lexicon.Lines("organizations").Concat(Lexicon.Lines("places")).Where(line => !line[^1].EndsWith("weak", StringComparison.Ordinal))
        .Select(line => line[0].ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> CalendarNames = FrozenSet.Create(
        StringComparer.Ordinal, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.");

    /// <summary>Share of capitalised words from which a sentence is taken for a headline in which capitals tell nothing.</summary>
    private const double HeadlineShare = 0.85;

    /// <summary>How far a finite verb is looked for behind a word that may be a participle.</summary>
    private const int ClauseReach = 14;

    /// <summary>One tag for each word.</summary>
    public static PartOfSpeech[] Tag(string[] words, string[] lower, IReadOnlyList<Sentence> sentences)
    {
        var tags = new PartOfSpeech[words.Length];
        var usage = CapitalUsage(words, lower, sentences);
        foreach (var sentence in sentences)
            TagSentence(words, lower, sentence, usage, tags);
        return tags;
    }

    /// <summary>Which words the text writes with a capital, and which without, away from sentence starts.</summary>
    private static (HashSet<string> Capital, HashSet<string> Small) CapitalUsage(string[] words, string[] lower, IReadOnlyList<Sentence> sentences)
    {
        var capital = new HashSet<string>(StringComparer.Ordinal);
        var small = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sentence in sentences)
        {
            if (IsHeadlineCase(words, sentence))
                continue;
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                if (char.IsLower(words[i][0]))
                    small.Add(lower[i]);
                else if (i > sentence.FirstToken && char.IsUpper(words[i][0]) && char.IsLetterOrDigit(words[i - 1][0]))
                    capital.Add(lower[i]);
            }
        }

        return (capital, small);
    }

    /// <summary>Whether capitals tell nothing in the sentence: nearly all of its words have one.</summary>
    public static bool IsHeadlineCase(string[] words, Sentence sentence)
    {
        var upper = 0;
        var total = 0;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (!char.IsLetter(words[i][0]))
                continue;

            // A headline in capitals writes its verb with one too.
            if (char.IsLower(words[i][0]) && words[i].Length > 2 && (Morphology.Classify(words[i]).Verb & VerbForms.Past) != 0)
                return false;
            if (words[i].Length < 4)
                continue;
            total++;
            if (char.IsUpper(words[i][0]))
                upper++;
        }

        return total > 3 && upper >= total * HeadlineShare;
    }

    private static void TagSentence(string[] words, string[] lower, Sentence sentence, (HashSet<string> Capital, HashSet<string> Small) usage, PartOfSpeech[] tags)
    {
        var headline = IsHeadlineCase(words, sentence);
        var hasFinite = false;
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            tags[i] = TagWord(words, lower, sentence, i, headline, usage, tags);
            hasFinite |= tags[i] is PartOfSpeech.Verb || (tags[i] == PartOfSpeech.Auxiliary && lower[i] is not ("to" or "be" or "been" or "being"));
        }

        if (!hasFinite)
            PromoteVerb(lower, sentence, tags);
    }

    /// <summary>A sentence without a finite verb gets one where a word between two nouns can be one: "Taliban attacks army base".</summary>
    private static void PromoteVerb(string[] lower, Sentence sentence, PartOfSpeech[] tags)
    {
        for (var i = sentence.FirstToken + 1; i < sentence.EndToken - 1; i++)
        {
            if (tags[i] is not (PartOfSpeech.Noun or PartOfSpeech.Participle) || tags[i - 1] is not (PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Pronoun))
                continue;
            if (tags[i + 1] is PartOfSpeech.Punctuation or PartOfSpeech.Conjunction or PartOfSpeech.Particle or PartOfSpeech.Auxiliary)
                continue;
            var word = Morphology.Classify(lower[i]);
            if (!word.VerbKnown)
                continue;
            var plural = lower[i - 1][^1] == 's';
            if ((word.Verb & (VerbForms.Past | VerbForms.Third)) != 0 || ((word.Verb & VerbForms.Base) != 0 && plural))
            {
                tags[i] = PartOfSpeech.Verb;
                return;
            }
        }
    }

    private static PartOfSpeech TagWord(
        string[] words, string[] lower, Sentence sentence, int i, bool headline, (HashSet<string> Capital, HashSet<string> Small) usage, PartOfSpeech[] tags)
    {
        var word = words[i];
        var low = lower[i];
        var first = word[0];
        var start = i == sentence.FirstToken;
        var previous = start ? PartOfSpeech.Punctuation : tags[i - 1];
        var next = i + 1 < sentence.EndToken ? lower[i + 1] : "";
        if (char.IsAsciiDigit(first))
            return TagDigits(low);
        if (!char.IsLetter(first) && !(char.IsSurrogate(first) && word.Length > 1))
            return TagMark(words, lower, sentence, i, previous, next);

        if (IsArticleName(word))
            return PartOfSpeech.ProperNoun;
        var capital = char.IsUpper(first);
        if (Closed.TryGetValue(low, out var closed))
        {
            // "US" is no pronoun, "May 5" no auxiliary, "Will Smith" no modal.
            var shout = word.Length > 1 && IsAllUpper(word) && !headline;
            if (capital && !start && !headline && (shout || low is "may" or "will" or "mine"))
                return PartOfSpeech.ProperNoun;
            if (low == "may" && next.Length > 0 && char.IsAsciiDigit(next[0]))
                return PartOfSpeech.ProperNoun;
            if (!(capital && low is "us" && word == "US"))
                return TagClosed(lower, sentence, i, closed, previous, next, tags);
            return PartOfSpeech.ProperNoun;
        }

        if (CalendarNames.Contains(low) && (capital || low is not ("march" or "may" or "august")))
        {
            if (low != "march" || !start || (next.Length > 0 && char.IsAsciiDigit(next[0])))
                return PartOfSpeech.ProperNoun;
        }

        if (capital && Demonyms.TryGetValue(low, out _) && low[^1] != 's' && i + 1 < sentence.EndToken && char.IsLetter(words[i + 1][0])
            && !(Closed.ContainsKey(next) && !char.IsUpper(words[i + 1][0])))
            return PartOfSpeech.Adjective;
        var kind = Morphology.Classify(low);
        if (capital && !headline)
        {
            if (!start && !AfterOpening(words, sentence, i))
                return PartOfSpeech.ProperNoun;
            if (IsNameAtStart(words, lower, sentence, i, kind, usage))
                return PartOfSpeech.ProperNoun;
        }
        else if (capital && kind.Unknown)
        {
            return PartOfSpeech.ProperNoun;
        }

        return TagOpen(words, lower, sentence, i, kind, previous, next, tags);
    }

    /// <summary>"al-Assad", "el-Sisi": the capital comes behind the article.</summary>
    public static bool IsArticleName(string word) => word.Length > 3 && word[2] == '-' && char.IsUpper(word[3]) && word[0] is 'a' or 'e' && char.IsLower(word[1]);

    /// <summary>A capital after a quotation mark or bracket may be that of a sentence within.</summary>
    private static bool AfterOpening(string[] words, Sentence sentence, int i) => i > sentence.FirstToken && words[i - 1] is "\"" or "``" or "\u201C" or "(" or "[" or ":" or "\u2018" or "'";

    private static bool IsNameAtStart(string[] words, string[] lower, Sentence sentence, int i, WordClass kind, (HashSet<string> Capital, HashSet<string> Small) usage)
    {
        var low = lower[i];
        if (words[i].Length > 1 && IsAllUpper(words[i]) && kind.Unknown)
            return true;
        if (KnownNames.Contains(low) && !kind.VerbKnown && !usage.Small.Contains(low))
            return true;
        if (kind.Unknown || (!kind.VerbKnown && !kind.Noun && !kind.Adjective && !kind.Adverb))
            return !usage.Small.Contains(low) || usage.Capital.Contains(low);
        if (usage.Capital.Contains(low) && !usage.Small.Contains(low))
            return true;

        // "Mission Command said": a known word before another capital is a name where a name of several words is likely.
        return i + 1 < sentence.EndToken && char.IsUpper(words[i + 1][0]) && !Closed.ContainsKey(lower[i + 1]) && kind is { Noun: true, Adjective: false }
            && (kind.Verb & (VerbForms.Past | VerbForms.Gerund)) == 0 && low[^1] != 's' && !usage.Small.Contains(low);
    }

    private static PartOfSpeech TagDigits(string low) =>
        low.EndsWith("th", StringComparison.Ordinal) || low.EndsWith("st", StringComparison.Ordinal) || low.EndsWith("nd", StringComparison.Ordinal)
            || low.EndsWith("rd", StringComparison.Ordinal) || (low.Contains('-', StringComparison.Ordinal) && char.IsLetter(low[^1]))
            ? PartOfSpeech.Adjective
            : PartOfSpeech.Number;

    private static PartOfSpeech TagMark(string[] words, string[] lower, Sentence sentence, int i, PartOfSpeech previous, string next)
    {
        switch (lower[i])
        {
            case "'s":
                if (i == sentence.FirstToken)
                    return PartOfSpeech.Punctuation;
                if (lower[i - 1] is "it" or "he" or "she" or "that" or "there" or "what" or "who" or "here" or "where" or "how")
                    return PartOfSpeech.Auxiliary;
                return next is "a" or "an" or "the" or "not" or "been" or "n't" ? PartOfSpeech.Auxiliary : PartOfSpeech.Particle;
            case "'":
                return i > sentence.FirstToken && previous is PartOfSpeech.Noun or PartOfSpeech.ProperNoun && lower[i - 1][^1] == 's' && words[i].Length == 1 && next.Length > 0
                    && char.IsLetter(next[0]) ? PartOfSpeech.Particle : PartOfSpeech.Punctuation;
            case "n't":
                return PartOfSpeech.Particle;
            case "'re" or "'ve" or "'ll" or "'m" or "'d":
                return PartOfSpeech.Auxiliary;
            case "&":
                return PartOfSpeech.Conjunction;
            case "%" or "$" or "\u20AC" or "\u00A3" or "\u00A5" or "+" or "=" or "<" or ">" or "\u00B0":
                return PartOfSpeech.Other;
            default:
                return char.IsPunctuation(lower[i][0]) || lower[i][0] == '`' ? PartOfSpeech.Punctuation : PartOfSpeech.Other;
        }
    }

    private static PartOfSpeech TagClosed(
        string[] lower, Sentence sentence, int i, PartOfSpeech closed, PartOfSpeech previous, string next, PartOfSpeech[] tags)
    {
        var low = lower[i];
        switch (low)
        {
            case "to":
                return StartsVerb(lower, sentence, i + 1) ? PartOfSpeech.Particle : PartOfSpeech.Adposition;
            case "which" or "what" or "whose":
                return low == "whose" ? PartOfSpeech.Determiner : PartOfSpeech.Pronoun;
            case "her" or "his":
                return next.Length > 0 && char.IsLetter(next[0]) && !(Closed.TryGetValue(next, out var after) && after is not (PartOfSpeech.Number or PartOfSpeech.Determiner))
                    ? PartOfSpeech.Determiner : PartOfSpeech.Pronoun;
            case "that":
                if (previous is PartOfSpeech.Noun or PartOfSpeech.ProperNoun && NextIsVerb(lower, i + 1, sentence))
                    return PartOfSpeech.Pronoun;
                if (i == sentence.FirstToken || previous is PartOfSpeech.Adposition)
                    return NextIsVerb(lower, i + 1, sentence) ? PartOfSpeech.Pronoun : PartOfSpeech.Determiner;
                return PartOfSpeech.Adposition;
            case "this" or "these" or "those" or "some" or "all" or "many" or "most" or "both" or "each" or "few" or "several" or "half" or "more" or "another" or "any" or "either":
                if (next.Length == 0 || !char.IsLetterOrDigit(next[0]) || NextIsVerb(lower, i + 1, sentence) || next is "of" or "in" or "that" or "who" or "than")
                    return low is "more" or "most" ? PartOfSpeech.Adverb : PartOfSpeech.Pronoun;
                return low is "more" or "most" or "many" or "few" or "several" ? PartOfSpeech.Adjective : PartOfSpeech.Determiner;
            case "no":
                return PartOfSpeech.Determiner;
            case "has" or "have" or "had" or "having" or "do" or "does" or "did":
                return HelpsVerb(lower, sentence, i) ? PartOfSpeech.Auxiliary : low == "having" ? PartOfSpeech.Gerund : PartOfSpeech.Verb;
            case "like" when previous is PartOfSpeech.Pronoun or PartOfSpeech.Particle || (i > sentence.FirstToken && lower[i - 1] is "would"):
                return PartOfSpeech.Verb;
            case "following" or "including" or "according" or "regarding" or "pending" or "concerning" or "excluding":
                return low == "following" && previous is PartOfSpeech.Determiner ? PartOfSpeech.Adjective : PartOfSpeech.Adposition;
            case "can" or "will" or "might" or "must" when previous is PartOfSpeech.Determiner:
                return PartOfSpeech.Noun;
            case "out" or "up" or "down" or "off" or "over" or "away" or "back":
                return previous is PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund && !(next is "the" or "a" or "an") ? PartOfSpeech.Adverb : closed;
            case "before" or "after" or "around" or "inside" or "outside" or "nearby" or "above" or "below":
                return next.Length == 0 || !char.IsLetterOrDigit(next[0]) ? PartOfSpeech.Adverb : closed;
            case "about" or "over" or "some" when next.Length > 0 && (char.IsAsciiDigit(next[0]) || (Closed.TryGetValue(next, out var number) && number == PartOfSpeech.Number)):
                return PartOfSpeech.Adverb;
            default:
                return closed;
        }
    }

    private static bool IsAllUpper(string word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c))
                return false;
        }

        return true;
    }

    /// <summary>Whether a base form that "to" can introduce stands at <paramref name="i"/>, an adverb allowed before it.</summary>
    private static bool StartsVerb(string[] lower, Sentence sentence, int i)
    {
        if (i >= sentence.EndToken)
            return false;
        if (lower[i] is "be" or "have" or "do")
            return true;
        if (lower[i] is "not")
            return StartsVerb(lower, sentence, i + 1);
        if (Closed.ContainsKey(lower[i]))
            return false;
        var kind = Morphology.Classify(lower[i]);
        if ((kind.Verb & VerbForms.Base) != 0)
        {
            // "to attack the base" but "to school", "to court": a noun has no object behind it.
            if (!kind.Noun || kind.VerbKnown && NextStartsObject(lower, sentence, i + 1))
                return true;
            return lower[i] is not ("court" or "school" or "power" or "water" or "land" or "port" or "state" or "war" or "date" or "hospital" or "work" or "police" or "top");
        }

        return kind.Adverb && i + 1 < sentence.EndToken && !Closed.ContainsKey(lower[i + 1]) && (Morphology.Classify(lower[i + 1]).Verb & VerbForms.Base) != 0;
    }

    private static bool NextStartsObject(string[] lower, Sentence sentence, int i) =>
        i < sentence.EndToken && (lower[i] is "the" or "a" or "an" or "their" or "its" or "his" or "her" or "them" or "him" or "it" or "that" or "any" or "all" or "up" or "out" or "back" or "over");

    private static bool NextIsVerb(string[] lower, int i, Sentence sentence)
    {
        if (i >= sentence.EndToken)
            return false;
        if (Closed.TryGetValue(lower[i], out var closed))
            return closed == PartOfSpeech.Auxiliary;
        var kind = Morphology.Classify(lower[i]);
        if (kind.Adverb && !kind.Noun && i + 1 < sentence.EndToken)
            return NextIsVerb(lower, i + 1, new Sentence(sentence.Span, sentence.FirstToken, Math.Min(sentence.EndToken, i + 3), 0));
        return kind.VerbKnown && !kind.Noun && !kind.Adjective && (kind.Verb & (VerbForms.Past | VerbForms.Third | VerbForms.Base)) != 0;
    }

    /// <summary>Whether "have" or "do" at <paramref name="i"/> helps a verb: one follows, adverbs, "not" and a subject of one word aside.</summary>
    private static bool HelpsVerb(string[] lower, Sentence sentence, int i)
    {
        for (var k = i + 1; k < Math.Min(sentence.EndToken, i + 5); k++)
        {
            var low = lower[k];
            if (low is "not" or "n't" or "been" or "also" or "never" or "he" or "they" or "we" or "she" or "it" or "you")
            {
                if (low == "been")
                    return true;
                continue;
            }

            if (Closed.ContainsKey(low))
                return low is "had" or "have" or "done";
            var kind = Morphology.Classify(low);
            if (lower[i] is "has" or "have" or "had" or "having" ? (kind.Verb & VerbForms.Participle) != 0 : (kind.Verb & VerbForms.Base) != 0)
                return true;
            if (!kind.Adverb)
                return false;
        }

        return false;
    }

    private static PartOfSpeech TagOpen(
        string[] words, string[] lower, Sentence sentence, int i, WordClass kind, PartOfSpeech previous, string next, PartOfSpeech[] tags)
    {
        var governor = Governor(lower, sentence, i, tags);
        if ((kind.Verb & VerbForms.Gerund) != 0)
            return TagGerund(lower[i], kind, governor, previous, next);
        if ((kind.Verb & (VerbForms.Past | VerbForms.Participle)) != 0 && !((kind.Verb & VerbForms.Base) != 0 && governor == Governing.Base))
            return TagPast(words, lower, sentence, i, kind, governor, previous, tags);
        if ((kind.Verb & VerbForms.Base) != 0)
            return TagBase(lower, sentence, i, kind, governor, previous, next);
        if ((kind.Verb & VerbForms.Third) != 0)
            return TagThird(words, lower, sentence, i, kind, previous, next);
        if (kind.Adjective && !(kind.Noun && !NextIsNominal(lower, sentence, i + 1)))
            return PartOfSpeech.Adjective;
        if (kind.Noun)
            return kind.Adverb && previous is PartOfSpeech.Verb or PartOfSpeech.Participle ? PartOfSpeech.Adverb : PartOfSpeech.Noun;
        return kind.Adverb ? PartOfSpeech.Adverb : kind.Adjective ? PartOfSpeech.Adjective : PartOfSpeech.Noun;
    }

    /// <summary>What a helping verb before asks for.</summary>
    private enum Governing
    {
        Nothing,
        Base,
        Participle,
    }

    private static Governing Governor(string[] lower, Sentence sentence, int i, PartOfSpeech[] tags)
    {
        for (var k = i - 1; k >= Math.Max(sentence.FirstToken, i - 4); k--)
        {
            switch (tags[k])
            {
                case PartOfSpeech.Adverb:
                case PartOfSpeech.Particle when lower[k] is "not" or "n't":
                    continue;
                case PartOfSpeech.Particle when lower[k] == "to":
                    return Governing.Base;
                case PartOfSpeech.Auxiliary:
                    return lower[k] is "am" or "is" or "are" or "was" or "were" or "be" or "been" or "being" or "'s" or "'re" or "'m" or "has" or "have" or "had" or "'ve" or "having"
                        ? Governing.Participle
                        : Governing.Base;
                case PartOfSpeech.Verb when lower[k] is "get" or "got" or "gets":
                case PartOfSpeech.Gerund when lower[k] is "getting":
                    return Governing.Participle;
                default:
                    return Governing.Nothing;
            }
        }

        return Governing.Nothing;
    }

    private static PartOfSpeech TagGerund(string low, WordClass kind, Governing governor, PartOfSpeech previous, string next)
    {
        if (governor == Governing.Participle)
            return PartOfSpeech.Gerund;
        var objectFollows = next is "the" or "a" or "an" or "his" or "her" or "its" or "their" or "them" or "him" or "it" or "that" or "at" or "least";
        if (Morphology.IsVerbalNoun(low))
        {
            if (previous is PartOfSpeech.Determiner or PartOfSpeech.Adjective or PartOfSpeech.Number or PartOfSpeech.Particle)
                return PartOfSpeech.Noun;
            return objectFollows || previous is PartOfSpeech.Pronoun ? PartOfSpeech.Gerund
                : previous is PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Punctuation or PartOfSpeech.Verb or PartOfSpeech.Adposition or PartOfSpeech.Conjunction
                    ? PartOfSpeech.Noun : PartOfSpeech.Gerund;
        }

        if (kind.Adjective && previous is PartOfSpeech.Determiner)
            return PartOfSpeech.Adjective;
        return kind is { VerbKnown: false, Noun: true } ? PartOfSpeech.Noun : PartOfSpeech.Gerund;
    }

    private static PartOfSpeech TagPast(
        string[] words, string[] lower, Sentence sentence, int i, WordClass kind, Governing governor, PartOfSpeech previous, PartOfSpeech[] tags)
    {
        if (governor == Governing.Participle)
            return (kind.Verb & VerbForms.Participle) != 0 ? PartOfSpeech.Participle : kind.Adjective ? PartOfSpeech.Adjective : PartOfSpeech.Participle;
        if ((kind.Verb & VerbForms.Participle) == 0)
            return previous is PartOfSpeech.Determiner && kind.Noun ? PartOfSpeech.Noun : PartOfSpeech.Verb;
        if ((kind.Verb & VerbForms.Past) == 0)
            return (kind.Verb & VerbForms.Base) != 0 && previous is not PartOfSpeech.Determiner && !kind.Noun ? PartOfSpeech.Verb : PartOfSpeech.Participle;
        if (previous is PartOfSpeech.Determiner or PartOfSpeech.Adposition or PartOfSpeech.Number or PartOfSpeech.Adjective)
        {
            if (kind.Noun && !NextIsNominal(lower, sentence, i + 1))
                return PartOfSpeech.Noun;
            if (!(previous is PartOfSpeech.Adposition && lower[i - 1] is "that" or "as" or "before" or "after" or "since" or "when" or "until"))
                return kind.Adjective && NextIsNominal(lower, sentence, i + 1) ? PartOfSpeech.Adjective : PartOfSpeech.Participle;
        }

        if (i == sentence.FirstToken)
            return PartOfSpeech.Participle;
        if (previous is PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Punctuation && IsReducedRelative(words, lower, sentence, i))
            return PartOfSpeech.Participle;
        return previous is PartOfSpeech.Punctuation && lower[i - 1] == "," && i + 1 < sentence.EndToken && lower[i + 1] is "by" or "in" or "at" ? PartOfSpeech.Participle : PartOfSpeech.Verb;
    }

    /// <summary>"A man killed in the attack was ...": a preposition follows, and a finite verb without a subject of its own comes later in the clause.</summary>
    private static bool IsReducedRelative(string[] words, string[] lower, Sentence sentence, int i)
    {
        var next = i + 1 < sentence.EndToken ? lower[i + 1] : "";
        if (next == "by")
            return true;
        if (!(Closed.TryGetValue(next, out var closed) && closed == PartOfSpeech.Adposition && next is not "that"))
            return false;
        for (var k = i + 2; k < Math.Min(sentence.EndToken, i + ClauseReach); k++)
        {
            var low = lower[k];
            if (low is "," or ";" or "and" or "but" or "that" or "who" or "which" or "when" or "after" or "as" or "while" or "where" or "because" or "before" or "since"
                or "he" or "they" or "she" or "it" or "we" or "said" or "\"" or "\u201C")
                return false;
            if (low is "was" or "were" or "has" or "have" or "had" or "is" or "are" or "will" or "did" or "would" or "could")
                return true;
            if (char.IsLower(words[k][0]) && !Closed.ContainsKey(low))
            {
                var kind = Morphology.Classify(low);
                if (kind.VerbKnown && (kind.Verb & VerbForms.Past) != 0 && (kind.Verb & VerbForms.Participle) == 0 && !kind.Noun)
                    return true;
            }
        }

        return false;
    }

    private static PartOfSpeech TagBase(string[] lower, Sentence sentence, int i, WordClass kind, Governing governor, PartOfSpeech previous, string next)
    {
        if (governor == Governing.Base)
            return PartOfSpeech.Verb;
        if (kind.Adjective && (NextIsNominal(lower, sentence, i + 1) || previous is PartOfSpeech.Auxiliary or PartOfSpeech.Adverb || governor == Governing.Participle))
            return PartOfSpeech.Adjective;
        if (previous is PartOfSpeech.Determiner or PartOfSpeech.Adjective or PartOfSpeech.Number or PartOfSpeech.Particle or PartOfSpeech.Adposition && kind.Noun)
            return PartOfSpeech.Noun;
        if (previous is PartOfSpeech.Pronoun && lower[i - 1] is "i" or "you" or "we" or "they" or "who" or "which" or "that")
            return PartOfSpeech.Verb;
        if (!kind.Noun)
            return previous is PartOfSpeech.Determiner or PartOfSpeech.Adjective ? (kind.Adjective ? PartOfSpeech.Adjective : PartOfSpeech.Noun) : PartOfSpeech.Verb;
        var pluralSubject = i > sentence.FirstToken && previous is PartOfSpeech.Noun or PartOfSpeech.ProperNoun && (lower[i - 1][^1] == 's' || lower[i - 1] is "police" or "people" or "men");
        if (pluralSubject && next is "the" or "a" or "an" or "its" or "their" or "his" or "her" or "that" or "it" or "them" or "against" or "to" or "over" or "at" or "for" or "in")
            return PartOfSpeech.Verb;
        return i == sentence.FirstToken && next is "the" or "them" or "it" or "your" ? PartOfSpeech.Verb : PartOfSpeech.Noun;
    }

    private static PartOfSpeech TagThird(string[] words, string[] lower, Sentence sentence, int i, WordClass kind, PartOfSpeech previous, string next)
    {
        if (i == sentence.FirstToken)
            return PartOfSpeech.Noun;
        if (previous is PartOfSpeech.Pronoun && lower[i - 1] is "he" or "she" or "it" or "who" or "which" or "that" or "this")
            return PartOfSpeech.Verb;
        if (previous is PartOfSpeech.Determiner or PartOfSpeech.Adjective or PartOfSpeech.Number or PartOfSpeech.Particle or PartOfSpeech.Participle)
            return PartOfSpeech.Noun;
        if (!kind.Noun)
            return previous is PartOfSpeech.Adposition && lower[i - 1] != "that" ? PartOfSpeech.Noun : PartOfSpeech.Verb;
        if (previous is PartOfSpeech.Noun or PartOfSpeech.ProperNoun or PartOfSpeech.Adverb && lower[i - 1][^1] != 's')
        {
            if (next is "the" or "a" or "an" or "that" or "its" or "his" or "her" or "their" or "it" or "them" or "him" or "no" or "at" or "to" or "over")
                return PartOfSpeech.Verb;
            if (i + 1 < words.Length && i + 1 < sentence.EndToken && char.IsAsciiDigit(words[i + 1][0]))
                return PartOfSpeech.Verb;
        }

        return PartOfSpeech.Noun;
    }

    /// <summary>Whether a noun group goes on at <paramref name="i"/>.</summary>
    private static bool NextIsNominal(string[] lower, Sentence sentence, int i)
    {
        if (i >= sentence.EndToken || !char.IsLetter(lower[i][0]) || Closed.ContainsKey(lower[i]))
            return false;
        var kind = Morphology.Classify(lower[i]);
        return kind.Noun || kind.Adjective || kind.Unknown;
    }
}
