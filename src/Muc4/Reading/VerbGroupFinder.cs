using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Reading;

/// <summary>Verbs with their auxiliaries, adverbs between them left out.</summary>
internal static class VerbGroupFinder
{
    public static List<VerbGroup> Find(Article article, out int[] verbAt)
    {
        var tokens = article.Tokens;
        verbAt = new int[tokens.Count];
        Array.Fill(verbAt, -1);
        var found = new List<VerbGroup>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsVerbal(tokens[i].Tag) || IsPremodifier(article, i))
                continue;
            var (start, main) = (i, i);
            var end = i + 1;
            while (end < tokens.Count && tokens[end].Sentence == tokens[i].Sentence && end - start < 8)
            {
                var more = IsVerbal(tokens[end].Tag) && tokens[main].Tag == Pos.Auxiliary;
                var between = tokens[end].Tag == Pos.Adverb || tokens[end].Lower is "not" or "n't" || (tokens[end].Lower == "to" && IsVerbalAt(article, end + 1) && tokens[main].Tag == Pos.Auxiliary);
                if (more)
                    main = end;
                else if (!between)
                    break;
                end++;
            }
            var sentence = tokens[i].Sentence;
            var (passive, modal, negated, infinitive) = (false, false, false, article.Lower(start - 1, sentence) == "to");
            for (var t = start; t < main; t++)
            {
                passive |= tokens[t].Lemma is "be" or "get" || tokens[t].Lower is "was" or "were" or "been" or "being" or "is" or "are" or "be";
                modal |= tokens[t].Lower is "will" or "would" or "could" or "can" or "may" or "might" or "should" or "must";
                negated |= tokens[t].Lower is "not" or "n't" or "never";
            }
            var participle = tokens[main].Tag == Pos.Participle;
            var voice = passive && participle ? "pas"
                : infinitive ? "inf"
                : tokens[main].Tag == Pos.Gerund && start == main ? "ger"
                : participle && start == main ? "bare"
                : "act";
            for (var t = start; t <= main; t++)
                verbAt[t] = found.Count;
            found.Add(new VerbGroup(start, main, tokens[main].Lemma, voice, modal || negated));
            i = main;
        }
        return found;
    }

    /// <summary>A participle inside a noun group: "heavily armed men", "the kidnapped mayor", "leading figures".</summary>
    public static bool IsPremodifier(Article article, int i)
    {
        if (article.Tokens[i].Tag is not (Pos.Participle or Pos.Gerund) || !NounAhead(article, i + 1))
            return false;
        return article.Is(i - 1, Pos.Determiner) || article.Is(i - 1, Pos.Adjective) || article.Is(i - 1, Pos.Number)
            || (article.Is(i - 1, Pos.Adverb) && article.Tokens[i].Lower is "armed") || article.Tokens[i].Lower is "armed" or "unidentified" or "unknown" or "hooded" or "masked"
            || (article.Is(i - 1, Pos.Particle) && article.Tokens[i - 1].Lower is "'s" or "'") || (article.Is(i - 1, Pos.Adposition) && article.Tokens[i].Tag == Pos.Participle);
    }

    private static bool NounAhead(Article article, int i)
    {
        while (article.Is(i, Pos.Adjective) || article.Is(i, Pos.Number))
            i++;
        return article.Is(i, Pos.Noun) || article.Is(i, Pos.ProperNoun);
    }

    private static bool IsVerbalAt(Article article, int i) => i < article.Tokens.Count && IsVerbal(article.Tokens[i].Tag);

    private static bool IsVerbal(Pos tag) => tag is Pos.Verb or Pos.Participle or Pos.Gerund or Pos.Auxiliary;
}
