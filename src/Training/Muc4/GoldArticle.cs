using System.Collections.Concurrent;
using Sitrep.Muc4.Features;
using Sitrep.Muc4.Reading;
using Sitrep.Muc4.Rendering;

namespace Sitrep.Training.Muc4;

/// <summary>A report of the corpus with its key.</summary>
internal sealed class GoldArticle
{
    // The folds are trained side by side and ask for the same reports.
    private readonly ConcurrentDictionary<int, HashSet<string>> _variants = new();

    public required string Id { get; init; }

    public required ArticleExample Example { get; init; }

    public required IReadOnlyList<GoldTemplate> Templates { get; init; }

    /// <summary>Every normalised way to quote a group.</summary>
    public HashSet<string> VariantsOf(NounGroup group)
    {
        if (!_variants.TryGetValue(group.Index, out var variants))
        {
            var a = Example.Article;
            variants = VariantFeatures.Of(a, group).Select(v => GoldTemplate.Normalize(a.Words(v.Start, v.End))).ToHashSet(StringComparer.Ordinal);
            if (group.NameType == "PER" && a.NameAt[group.Head] >= 0)
                variants.Add(GoldTemplate.Normalize(a.Names[a.NameAt[group.Head]].DisplayName));
            _variants[group.Index] = variants;
        }
        return variants;
    }

    /// <summary>Groups that the key quotes for an entity; for names every group of the same name.</summary>
    public List<NounGroup> GroupsOf(HashSet<string> entity)
    {
        var groups = Example.Article.Groups.Where(g => VariantsOf(g).Overlaps(entity)).ToList();
        var names = groups.Where(g => g.IsName).Select(g => g.Entity).ToHashSet();
        return [.. groups.Concat(Example.Article.Groups.Where(g => g.IsName && names.Contains(g.Entity))).Distinct().OrderBy(g => g.Index)];
    }
}
