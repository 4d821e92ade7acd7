using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Reading;

/// <summary>Noun groups by parts of speech, cut at titles and names.</summary>
internal static class NounGroupFinder
{
    public static List<NounGroup> Find(Article article, out int[] groupAt)
    {
        var tokens = article.Tokens;
        groupAt = new int[tokens.Count];
        Array.Fill(groupAt, -1);
        var groups = new List<NounGroup>();
        foreach (var sentence in article.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken;)
            {
                var end = Extend(article, i, sentence.EndToken);
                if (end <= i)
                {
                    i++;
                    continue;
                }
                Add(article, groups, groupAt, i, end);
                i = end;
            }
        }
        AttachOf(article, groups, groupAt);
        return groups;
    }

    /// <summary>Where the group that starts at a token ends; the token itself where none does.</summary>
    private static int Extend(Article article, int i, int limit)
    {
        var tokens = article.Tokens;
        var (end, nouns) = (i, 0);
        while (end < limit && !article.InTime[end])
        {
            if (article.NameAt[end] >= 0)
            {
                var name = article.Names[article.NameAt[end]];
                nouns++;
                end = Math.Max(end + 1, Math.Min(name.EndToken, limit));
                continue;
            }
            var tag = tokens[end].Tag;
            if (tag is Pos.Noun or Pos.ProperNoun)
                nouns++;
            else if (tag is Pos.Determiner)
            {
                // A determiner opens a group and never stands within one ("all the men" apart).
                if (end > i && !(tokens[end - 1].Tag is Pos.Determiner))
                    break;
            }
            else if (tag is Pos.Adjective or Pos.Number)
            {
                if (nouns > 0 && tag == Pos.Adjective && !(end + 1 < limit && tokens[end + 1].Tag is Pos.Noun or Pos.ProperNoun))
                    break;
            }
            else if (tag is Pos.Participle or Pos.Gerund)
            {
                if (article.VerbAt[end] >= 0 || !VerbGroupFinder.IsPremodifier(article, end))
                    break;
            }
            else if (tag == Pos.Adverb && end + 1 < limit && tokens[end + 1].Lower == "armed")
            {
                // "heavily armed men"
            }
            else if (tokens[end].Text is "-" && end > i && end + 1 < limit && nouns > 0 && tokens[end + 1].Tag is Pos.Noun or Pos.ProperNoun or Pos.Number
                && tokens[end].Span.Start == tokens[end - 1].Span.End)
            {
                // "car-bomb" where the tokeniser parts it
            }
            else
            {
                break;
            }
            end++;
        }
        while (end > i && tokens[end - 1].Tag is not (Pos.Noun or Pos.ProperNoun) && article.NameAt[end - 1] < 0 && nouns > 0)
            end--;
        if (nouns > 0)
            return end;
        // "the others", "31", "two": numbers and pronouns that stand for people.
        return tokens[i].Tag == Pos.Number && end > i ? end : tokens[i].Lower is "others" or "another" ? i + 1 : i;
    }

    private static void Add(Article article, List<NounGroup> groups, int[] groupAt, int start, int end)
    {
        var tokens = article.Tokens;
        while (start < end - 1 && tokens[start].Lower is "the" or "a" or "an")
            start++;
        var sentence = tokens[start].Sentence;
        // A person's name that closes the group stands on its own; what stands before it is title or description.
        var last = article.NameAt[end - 1] >= 0 ? article.Names[article.NameAt[end - 1]] : null;
        if (last is { Type: "PER" } && last.FirstToken > start && last.EndToken >= end)
        {
            var cut = last.FirstToken;
            NounGroup? title = null;
            if (tokens[cut - 1].Tag is Pos.Noun or Pos.ProperNoun)
            {
                title = Group(GroupKind.Title, start, cut, "", -1);
                Mark(start, cut, title.Index);
                Nested(title);
            }
            var name = Group(GroupKind.NameAfterTitle, cut, end, "PER", -1);
            Mark(cut, end, name.Index);
            if (title is not null)
                (title.Partner, name.Partner) = (name.Index, title.Index);
            return;
        }
        var whole = Group(GroupKind.Whole, start, end, TypeOf(start, end), -1);
        Mark(start, end, whole.Index);
        Nested(whole);

        NounGroup Group(GroupKind kind, int from, int to, string type, int outer)
        {
            var group = new NounGroup { Index = groups.Count, Start = from, End = to, Head = to - 1, Kind = kind, NameType = type, Sentence = sentence, Outer = outer, OfEnd = to, Classes = WordClasses.Of(article, from, to) };
            groups.Add(group);
            return group;
        }

        void Mark(int from, int to, int index)
        {
            for (var t = from; t < to; t++)
                groupAt[t] = index;
        }

        string TypeOf(int from, int to)
        {
            if (article.NameAt[to - 1] >= 0)
                return article.Names[article.NameAt[to - 1]].Type;
            return tokens[to - 1].Tag == Pos.ProperNoun ? "MISC" : "";
        }

        // Names and runs of capitals before the head: "ELN guerrillas", "Honduran Army troops".
        void Nested(NounGroup outer)
        {
            for (var t = outer.Start; t < outer.End;)
            {
                var n = article.NameAt[t];
                var to = t + 1;
                if (n >= 0)
                {
                    to = Math.Min(outer.End, article.Names[n].EndToken);
                }
                else if (tokens[t].Tag == Pos.ProperNoun)
                {
                    while (to < outer.End && tokens[to].Tag == Pos.ProperNoun && article.NameAt[to] < 0)
                        to++;
                }
                else if (!(tokens[t].Tag == Pos.Noun && t < outer.Head && WordClasses.FillsAsModifier(tokens[t].Lemma)))
                {
                    t++;
                    continue;
                }
                if (to < outer.End && !(n >= 0 && article.Names[n].Type is "NORP" && to == t + 1 && article.Tokens[t].Tag == Pos.Adjective))
                    Group(GroupKind.Modifier, t, to, TypeOf(t, to), outer.Index);
                t = to;
            }
        }
    }

    private static void AttachOf(Article article, List<NounGroup> groups, int[] groupAt)
    {
        for (var g = groups.Count - 1; g >= 0; g--)
        {
            var group = groups[g];
            if (group.Kind is GroupKind.Modifier or GroupKind.NameAfterTitle || article.Lower(group.End, group.Sentence) != "of")
                continue;
            var next = group.End + 1;
            while (article.Lower(next, group.Sentence) is "the" or "a" or "an")
                next++;
            if (next < article.Tokens.Count && article.Tokens[next].Sentence == group.Sentence && groupAt[next] > g)
            {
                var inner = groups[groupAt[next]];
                group.OfGroup = inner.Index;
                group.OfEnd = inner.IsName || inner.OfEnd - inner.End > 6 ? inner.End : inner.OfEnd;
            }
        }
    }
}
