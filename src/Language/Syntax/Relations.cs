using System.Collections.Frozen;

namespace Sitrep.Language.Syntax;

/// <summary>Relations as treebanks write them.</summary>
public static class Relations
{
    private static readonly string[] Names =
    [
        "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos",
        "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt",
        "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl",
        "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:poss",
        "nmod:unmarked", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked",
        "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp", "nmod:desc", "det:predet",
    ];

    private static readonly FrozenDictionary<string, Relation> ByName = Names.Select((name, i) => (name, (Relation)i))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public static int Count => Names.Length;

    /// <summary>As Universal Dependencies write it: "nsubj:pass".</summary>
    public static string Name(this Relation relation) => Names[(int)relation];

    /// <summary>The relation of that name; without its subtype where the subtype is not told apart; <see cref="Relation.Dep"/> where it is unknown.</summary>
    public static Relation Parse(string name)
    {
        if (ByName.TryGetValue(name, out var relation))
            return relation;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && ByName.TryGetValue(name[..colon], out relation) ? relation : Relation.Dep;
    }
}
