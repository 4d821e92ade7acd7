using System.Collections.Frozen;
using Sitrep.Language.Lexicons;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Tagging;

/// <summary>Which forms of a verb a word can be.</summary>
[Flags]
internal enum VerbForms
{
    /// <summary>No verb.</summary>
    None = 0,
    /// <summary>"attack".</summary>
    Base = 1,
    /// <summary>"attacks".</summary>
    Third = 2,
    /// <summary>"attacked", "fled".</summary>
    Past = 4,
    /// <summary>"attacked", "taken".</summary>
    Participle = 8,
    /// <summary>"attacking".</summary>
    Gerund = 16,
}

/// <summary>What the word lists and suffixes say about one word out of context.</summary>
/// <param name="Verb">Its verb forms.</param>
/// <param name="VerbLemma">Base form of the verb; empty where it is none.</param>
/// <param name="VerbKnown">Whether the verb is listed rather than guessed from its suffix.</param>
/// <param name="Noun">Whether it can be a common noun.</param>
/// <param name="Adjective">Whether it can be an adjective.</param>
/// <param name="Adverb">Whether it can be an adverb.</param>
internal readonly record struct WordClass(VerbForms Verb, string VerbLemma, bool VerbKnown, bool Noun, bool Adjective, bool Adverb)
{
    /// <summary>Whether no list or suffix knows the word.</summary>
    public bool Unknown => Verb == VerbForms.None && !Noun && !Adjective && !Adverb;
}

/// <summary>Word lists and suffix rules of English inflection.</summary>
internal static class Morphology
{
    private static readonly FrozenDictionary<string, string> Verbs = Lexicon.Map("verbs");
    private static readonly FrozenSet<string> Nouns = Lexicon.Set("nouns");
    private static readonly FrozenSet<string> Adjectives = Lexicon.Set("adjectives");
    private static readonly FrozenSet<string> Adverbs = Lexicon.Set("adverbs");
    private static readonly FrozenDictionary<string, string> IrregularNouns = Lexicon.Map("irregular_nouns");
    private static readonly FrozenDictionary<string, (VerbForms Forms, string Base)> IrregularVerbs = ReadIrregularVerbs();

    /// <summary>-ing forms that are nouns of their own ("a bombing"), singular.</summary>
    private static readonly FrozenSet<string> VerbalNouns = Lexicon.Set("verbal_nouns");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> VerbLookup = Verbs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Longer words are in no list and are not looked at.</summary>
    private const int LongestWord = 40;

    /// <summary>Whether the word is a listed verbal noun: "bombing", "bombings".</summary>
    public static bool IsVerbalNoun(string lower) =>
        VerbalNouns.Contains(lower) || (lower.EndsWith("ings", StringComparison.Ordinal) && VerbalNouns.Contains(lower[..^1]));

    /// <summary>What <paramref name="lower"/> can be out of context.</summary>
    public static WordClass Classify(string lower)
    {
        if (lower.Length > LongestWord)
            return new WordClass(VerbForms.None, "", false, true, false, false);
        var adjective = Adjectives.Contains(lower) || HasAdjectiveSuffix(lower);
        var adverb = Adverbs.Contains(lower) || (lower.Length > 4 && lower.EndsWith("ly", StringComparison.Ordinal) && !adjective && !Nouns.Contains(lower));
        var (forms, lemma, known, nounForm) = VerbOf(lower);
        var noun = nounForm || Nouns.Contains(lower) || IrregularNouns.ContainsKey(lower) || Nouns.Contains(Singular(lower)) || IsVerbalNoun(lower);
        if (!noun && !adjective && !adverb && !known)
            noun = HasNounSuffix(lower);
        return new WordClass(forms, lemma, known, noun, adjective, adverb);
    }

    /// <summary>The dictionary form of <paramref name="lower"/> used as <paramref name="tag"/>.</summary>
    public static string Lemma(string lower, PartOfSpeech tag)
    {
        if (lower.Length > LongestWord)
            return lower;
        switch (tag)
        {
            case PartOfSpeech.Noun:
                return Singular(lower);
            case PartOfSpeech.Verb or PartOfSpeech.Participle or PartOfSpeech.Gerund:
                var verb = VerbOf(lower).Lemma;
                return verb.Length > 0 ? verb : lower;
            case PartOfSpeech.Auxiliary:
                return lower switch
                {
                    "am" or "is" or "are" or "was" or "were" or "been" or "being" or "'re" or "'m" or "'s" or "ai" => "be",
                    "has" or "had" or "having" or "'ve" => "have",
                    "does" or "did" or "doing" or "done" => "do",
                    "'ll" or "wo" => "will",
                    "ca" => "can",
                    "'d" => "would",
                    "sha" => "shall",
                    _ => lower,
                };
            case PartOfSpeech.Particle when lower == "n't":
                return "not";
            case PartOfSpeech.Determiner when lower is "an":
                return "a";
            case PartOfSpeech.Determiner when lower is "these":
                return "this";
            case PartOfSpeech.Determiner when lower is "those":
                return "that";
            case PartOfSpeech.Pronoun:
                return lower switch
                {
                    "him" => "he",
                    "me" => "i",
                    "them" => "they",
                    "us" => "we",
                    "whom" => "who",
                    _ => lower,
                };
            case PartOfSpeech.Adjective when lower is "worse" or "worst":
                return "bad";
            case PartOfSpeech.Adjective when lower is "better" or "best":
                return "good";
            default:
                return lower;
        }
    }

    /// <summary>The singular of a noun; a word that is no plural stays as it is.</summary>
    public static string Singular(string lower)
    {
        if (IrregularNouns.TryGetValue(lower, out var irregular))
            return irregular;
        if (lower.Length < 4 || lower[^1] != 's' || lower.EndsWith("ss", StringComparison.Ordinal) || lower.EndsWith("us", StringComparison.Ordinal)
            || lower.EndsWith("is", StringComparison.Ordinal))
            return lower;
        if (lower.EndsWith("ies", StringComparison.Ordinal))
            return lower.Length > 4 ? lower[..^3] + "y" : lower[..^1];
        if (lower.EndsWith("ches", StringComparison.Ordinal) || lower.EndsWith("shes", StringComparison.Ordinal) || lower.EndsWith("sses", StringComparison.Ordinal)
            || lower.EndsWith("xes", StringComparison.Ordinal) || lower.EndsWith("zzes", StringComparison.Ordinal))
            return lower is "axes" or "caches" or "headaches" ? lower[..^1] : lower[..^2];
        return lower[..^1];
    }

    private static (VerbForms Forms, string Lemma, bool Known, bool AlsoNoun) VerbOf(string lower)
    {
        var forms = VerbForms.None;
        var lemma = "";
        var known = false;
        var noun = false;
        if (IrregularVerbs.TryGetValue(lower, out var irregular))
        {
            forms = irregular.Forms;
            lemma = irregular.Base;
            known = true;
        }

        if (Verbs.TryGetValue(lower, out var kind))
        {
            forms |= VerbForms.Base;
            lemma = lemma.Length == 0 ? lower : lemma;
            known = true;
            noun = kind == "noun";
        }

        if (known && forms != VerbForms.None && !lower.EndsWith("ed", StringComparison.Ordinal))
            return (forms, lemma, true, noun);
        if (lower.Length < 4)
            return (forms, lemma, known, noun);
        var found = "";
        if (lower.EndsWith("ing", StringComparison.Ordinal) && lower.Length > 4)
        {
            found = StemOf(lower, 3);
            if (found.Length > 0)
                return (forms | VerbForms.Gerund, found, true, noun);
            if (!known && lower.Length > 5 && !Nouns.Contains(lower) && HasVowel(lower, 3))
                return (VerbForms.Gerund, GuessStem(lower, 3), false, false);
        }
        else if (lower.EndsWith("ed", StringComparison.Ordinal))
        {
            found = StemOf(lower, 2);
            if (found.Length > 0 && !(known && found != lemma))
                return (forms | VerbForms.Past | (IsIrregularBase(found) ? VerbForms.None : VerbForms.Participle), found, true, noun);
            if (!known && lower.Length > 4 && !Nouns.Contains(lower) && HasVowel(lower, 2))
                return (VerbForms.Past | VerbForms.Participle, GuessStem(lower, 2), false, false);
        }
        else if (lower[^1] == 's')
        {
            found = ThirdBase(lower, out var alsoNoun);
            if (found.Length > 0)
                return (forms | VerbForms.Third, found, true, alsoNoun);
        }

        return (forms, lemma, known, noun);
    }

    private static bool IsIrregularBase(string verb) => IrregularBases.Contains(verb);

    private static readonly FrozenSet<string> IrregularBases = Lexicon.Lines("irregular_verbs").Where(line => !line[1].Contains(line[0] + "ed", StringComparison.Ordinal))
        .Select(line => line[0]).ToFrozenSet(StringComparer.Ordinal);

    private static string ThirdBase(string lower, out bool alsoNoun)
    {
        alsoNoun = false;
        var span = lower.AsSpan();
        if (lower.EndsWith("ies", StringComparison.Ordinal) && Verbs.TryGetValue(lower[..^3] + "y", out var kind))
        {
            alsoNoun = kind == "noun";
            return lower[..^3] + "y";
        }

        if (VerbLookup.TryGetValue(span[..^1], out kind))
        {
            alsoNoun = kind == "noun";
            return lower[..^1];
        }

        if (lower.EndsWith("es", StringComparison.Ordinal) && VerbLookup.TryGetValue(span[..^2], out kind))
        {
            alsoNoun = kind == "noun";
            return lower[..^2];
        }

        return "";
    }

    /// <summary>The listed verb behind a form with a suffix of <paramref name="suffix"/> letters; empty where none.</summary>
    private static string StemOf(string lower, int suffix)
    {
        var stem = lower.AsSpan(0, lower.Length - suffix);
        if (suffix == 2 && stem.EndsWith("i"))
        {
            var y = string.Concat(stem[..^1], "y");
            if (Verbs.ContainsKey(y))
                return y;
        }

        if (suffix == 3 && stem.EndsWith("y") && stem.Length <= 3 && Verbs.ContainsKey(string.Concat(stem[..^1], "ie")))
            return string.Concat(stem[..^1], "ie");
        var doubled = stem.Length > 2 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l' or 'f' or 'z' or 'e');
        var e = string.Concat(stem, "e");
        if (doubled && VerbLookup.ContainsKey(stem[..^1]))
            return new string(stem[..^1]);
        var plain = VerbLookup.ContainsKey(stem);
        var silent = Verbs.ContainsKey(e);
        if (plain && silent)
            return PrefersSilentE(stem) ? e : new string(stem);
        if (plain)
            return new string(stem);
        if (silent)
            return e;
        return stem.Length > 2 && stem[^1] == stem[^2] && VerbLookup.ContainsKey(stem[..^1]) ? new string(stem[..^1]) : "";
    }

    /// <summary>One vowel and one consonant at the end would have been doubled without the e: "staring" is of "stare", "bathed" of "bathe".</summary>
    private static bool PrefersSilentE(ReadOnlySpan<char> stem) =>
        stem.Length >= 3 && IsVowel(stem[^2]) && !IsVowel(stem[^3]) && !IsVowel(stem[^1]) && stem[^1] is not ('w' or 'x' or 'y');

    private static string GuessStem(string lower, int suffix)
    {
        var stem = lower[..^suffix];
        if (suffix == 2 && stem.EndsWith('i'))
            return stem[..^1] + "y";
        if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l' or 'f' or 'z'))
            return stem[..^1];
        return PrefersSilentE(stem) || stem[^1] is 'v' or 'c' or 'z' or 'u' || (stem[^1] == 's' && stem.Length > 2 && stem[^2] != 's') ? stem + "e" : stem;
    }

    private static bool HasVowel(string lower, int suffix)
    {
        for (var i = 0; i < lower.Length - suffix; i++)
        {
            if (IsVowel(lower[i]))
                return true;
        }

        return false;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool HasNounSuffix(string lower)
    {
        var singular = lower.Length > 3 && lower[^1] == 's' ? lower.AsSpan(0, lower.Length - 1) : lower;
        return singular.Length > 5 && (singular.EndsWith("tion") || singular.EndsWith("sion") || singular.EndsWith("ment") || singular.EndsWith("ness")
            || singular.EndsWith("ity") || singular.EndsWith("itie") || singular.EndsWith("ship") || singular.EndsWith("ism") || singular.EndsWith("ist")
            || singular.EndsWith("ance") || singular.EndsWith("ence") || singular.EndsWith("hood") || singular.EndsWith("er") || singular.EndsWith("or"));
    }

    private static bool HasAdjectiveSuffix(string lower)
    {
        if (lower.Length < 6 || Nouns.Contains(lower))
            return false;
        return lower.EndsWith("ous", StringComparison.Ordinal) || lower.EndsWith("ful", StringComparison.Ordinal) || lower.EndsWith("less", StringComparison.Ordinal)
            || lower.EndsWith("able", StringComparison.Ordinal) || lower.EndsWith("ible", StringComparison.Ordinal) || lower.EndsWith("ive", StringComparison.Ordinal)
            || lower.EndsWith("ical", StringComparison.Ordinal) || lower.EndsWith("ional", StringComparison.Ordinal) || lower.EndsWith("ish", StringComparison.Ordinal)
            || IsHyphenatedAdjective(lower);
    }

    /// <summary>"US-led", "Russian-backed", "three-day", "14-year-old".</summary>
    public static bool IsHyphenatedAdjective(string lower)
    {
        var hyphen = lower.LastIndexOf('-');
        if (hyphen <= 0 || hyphen == lower.Length - 1)
            return false;
        var tail = lower.AsSpan(hyphen + 1);
        return tail.EndsWith("ed") || tail is "led" or "run" or "held" or "old" or "day" or "week" or "month" or "year" or "hour" or "mile" or "member" or "based"
            or "linked" or "wide" or "style" or "speaking" or "ruling" or "long" or "born" or "made" or "funded" or "free";
    }

    private static FrozenDictionary<string, (VerbForms Forms, string Base)> ReadIrregularVerbs()
    {
        var forms = new Dictionary<string, (VerbForms Forms, string Base)>(StringComparer.Ordinal);
        foreach (var line in Lexicon.Lines("irregular_verbs"))
        {
            foreach (var past in line[1].Split('/'))
                Add(past, VerbForms.Past, line[0]);
            foreach (var participle in line[2].Split('/'))
                Add(participle, VerbForms.Participle, line[0]);
            Add(line[0], VerbForms.Base, line[0]);
        }

        return forms.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string word, VerbForms form, string lemma)
        {
            // "found" is of "find" and "lay" is the past of "lie" far more often than verbs of their own are.
            forms[word] = forms.TryGetValue(word, out var known) ? (known.Forms | form, known.Base) : (form, lemma);
        }
    }
}
