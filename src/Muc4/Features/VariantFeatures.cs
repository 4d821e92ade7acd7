using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;
using Pos = Sitrep.Language.Segmentation.PartOfSpeech;

namespace Sitrep.Muc4.Features;

/// <summary>The ways to quote a noun group ("four officers of the army", "four officers", "officers") and what a model sees of each.</summary>
internal static class VariantFeatures
{
    /// <summary>A way to quote a group: the tokens [Start, End).</summary>
    public readonly record struct Variant(int Start, int End);

    public static List<Variant> Of(Article a, NounGroup group)
    {
        var variants = new List<Variant>();
        if (group.NameType == "PER")
        {
            variants.Add(new Variant(group.Start, group.End));
            return variants;
        }
        var last = Math.Min(group.Head, group.Start + 6);
        for (var start = group.Start; start <= last; start++)
        {
            if (start > group.Start && a.Tokens[start].Tag is Pos.Adverb or Pos.Punctuation or Pos.Particle)
                continue;
            variants.Add(new Variant(start, group.End));
            if (group.OfEnd > group.End)
                variants.Add(new Variant(start, group.OfEnd));
            if (group.OfGroup >= 0 && a.Groups[group.OfGroup].End < group.OfEnd)
                variants.Add(new Variant(start, a.Groups[group.OfGroup].End));
        }
        return variants;
    }

    public static uint[] Features(Article a, NounGroup group, Variant variant)
    {
        var bag = new FeatureBag();
        var dropped = variant.Start - group.Start;
        var of = variant.End > group.End;
        var head = a.Tokens[group.Head].Lemma;
        bag.Add("kind", $"{group.Kind}{group.NameType}");
        bag.Add("dropped", Math.Min(dropped, 3));
        bag.Add("kept", Math.Min(group.End - variant.Start, 4));
        bag.Add("shape", $"{dropped > 0} {of} {group.OfEnd > group.End} {group.IsName}");
        bag.Add("of", $"{of} {group.OfEnd > group.End} {head}");
        if (group.OfGroup >= 0)
            bag.Add("oftype", $"{of} {a.Groups[group.OfGroup].NameType}");
        bag.Add("first", $"{a.Tokens[variant.Start].Tag} {variant.Start == group.Head}");
        bag.Add("firstw", a.Tokens[variant.Start].Lower);
        if (variant.Start < group.Head)
            bag.Add("keepw", a.Tokens[variant.Start].Lower + " " + head);
        for (var t = group.Start; t < variant.Start; t++)
        {
            bag.Add("droptag", a.Tokens[t].Tag.ToString());
            bag.Add("dropw", a.Tokens[t].Lower);
            if (a.NameAt[t] >= 0)
                bag.Add("dropname", a.Names[a.NameAt[t]].Type);
        }
        if (dropped > 0 && a.NameAt[variant.Start] >= 0 && a.NameAt[variant.Start] == a.NameAt[variant.Start - 1])
            bag.Add("cutname");
        if (variant.Start == group.Head)
            bag.Add("bare", head);
        // How often the report quotes the same thing so, and which mention this is.
        var mates = a.Groups.Where(g => g.Entity == group.Entity).ToList();
        var words = a.Words(variant.Start, variant.End);
        var others = mates.Count(g => g != group && Of(a, g).Any(v => v.End - v.Start == variant.End - variant.Start && a.Words(v.Start, v.End).Equals(words, StringComparison.OrdinalIgnoreCase)));
        bag.Add("others", mates.Count == 1 ? "alone" : $"{Math.Min(others, 3)} {of} {dropped > 0}");
        bag.Add("mention", mates.Count == 1 ? "alone" : $"{mates.IndexOf(group) == 0} {group.End - variant.Start > 1}");
        bag.Add("sentence", Math.Min(group.Sentence, 3));
        return bag.ToArray();
    }
}
