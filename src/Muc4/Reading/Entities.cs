namespace Sitrep.Muc4.Reading;

/// <summary>Which groups name the same thing: names by their fullest form and their acronyms, descriptions by their head.</summary>
internal static class Entities
{
    public static void Assign(Article article)
    {
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        var parent = new List<int>();
        var keys = new string[article.Groups.Count];
        foreach (var group in article.Groups)
        {
            var key = Key(article, group);
            keys[group.Index] = key;
            if (!byKey.TryGetValue(key, out var id))
            {
                byKey[key] = id = parent.Count;
                parent.Add(id);
            }
            group.Entity = id;
        }
        Aliases(article, parent);
        PartsOfNames(article, parent);
        SameActors(article, parent);
        foreach (var group in article.Groups)
            group.Entity = Find(parent, group.Entity);
    }

    /// <summary>"FMLN [Farabundo Marti National Liberation Front]", "army of national liberation (ELN)".</summary>
    private static void Aliases(Article article, List<int> parent)
    {
        for (var g = 1; g < article.Groups.Count; g++)
        {
            var second = article.Groups[g];
            if (second.NameType == "PER" || !second.IsName || second.Start < 2 || article.Tokens[second.Start - 1].Text is not ("[" or "("))
                continue;
            for (var f = g - 1; f >= Math.Max(0, g - 4); f--)
            {
                var first = article.Groups[f];
                if ((first.End == second.Start - 1 || first.OfEnd == second.Start - 1) && first.NameType != "PER" && (first.IsName || first.Classes.Contains("body"))
                    && (IsAcronym(article, first) || IsAcronym(article, second)))
                    parent[Find(parent, second.Entity)] = Find(parent, first.Entity);
            }
        }
    }

    /// <summary>"Febe Velazquez" or "Velazquez" beside "Febe Elizabeth Velazquez".</summary>
    private static void PartsOfNames(Article article, List<int> parent)
    {
        var people = article.Groups.Where(g => g.NameType == "PER").GroupBy(g => Find(parent, g.Entity))
            .Select(g => (Entity: g.Key, Words: g.SelectMany(n => Enumerable.Range(n.Start, n.End - n.Start)).Select(t => article.Tokens[t].Lower).ToHashSet(StringComparer.Ordinal))).ToArray();
        foreach (var one in people)
        {
            var fuller = people.Where(other => other.Words.Count > one.Words.Count && one.Words.IsSubsetOf(other.Words)).ToList();
            // A surname alone may be that of several.
            if (one.Words.Count < 2 && fuller.Count > 1)
                continue;
            foreach (var other in fuller)
                parent[Find(parent, one.Entity)] = Find(parent, other.Entity);
        }
    }

    /// <summary>What the coder's actor dictionary knows as one actor.</summary>
    private static void SameActors(Article article, List<int> parent)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var participant in article.Coded.Events.SelectMany(e => e.Participants))
        {
            if (participant.ActorId.Length == 0 || participant.Mention is not { } mention)
                continue;
            for (var t = article.TokenAt(mention.Start); t < article.Tokens.Count && article.Tokens[t].Span.Start < mention.End; t++)
            {
                if (article.GroupAt[t] < 0 || article.Groups[article.GroupAt[t]] is not { NameType: "ORG" or "MISC" or "NORP" } group || group.Head != t)
                    continue;
                if (!known.TryAdd(participant.ActorId, group.Entity))
                    parent[Find(parent, group.Entity)] = Find(parent, known[participant.ActorId]);
            }
        }
    }

    private static bool IsAcronym(Article article, NounGroup group) => group.End - group.Start == 1 && article.Tokens[group.Start].Text is { Length: >= 2 } word && word.All(c => !char.IsLower(c));

    private static string Key(Article article, NounGroup group)
    {
        if (!group.IsName)
            return "c:" + article.Tokens[group.Head].Lemma;
        if (article.NameAt[group.Head] >= 0 && article.Names[article.NameAt[group.Head]] is { } name && name.FirstToken >= group.Start)
            return "n:" + name.DisplayName.ToLowerInvariant();
        return "p:" + article.Words(group.Start, group.End).ToLowerInvariant();
    }

    private static int Find(List<int> parent, int id)
    {
        while (parent[id] != id)
            id = parent[id];
        return id;
    }
}
