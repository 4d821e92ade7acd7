namespace Sitrep.Sources.Stories;

/// <summary>Stories that turned out to be one: disjoint sets of their ids.</summary>
internal sealed class StoryUnion
{
    private readonly Dictionary<string, string> _parents = [];

    /// <summary>Every id that was joined with another.</summary>
    public IEnumerable<string> Members => _parents.Keys;

    /// <summary>Says that these are one; answers one of them.</summary>
    public string Join(IReadOnlyList<string> ids)
    {
        var root = Root(ids[0]);
        for (var i = 1; i < ids.Count; i++)
        {
            _parents[Root(ids[i])] = root;
            _parents.TryAdd(root, root);
        }

        return root;
    }

    /// <summary>The sets of more than one.</summary>
    public IEnumerable<IReadOnlyList<string>> Groups() => _parents.Keys.ToList().GroupBy(Root).Select(group => group.ToList());

    private string Root(string id)
    {
        while (_parents.TryGetValue(id, out var parent) && parent != id)
        {
            id = parent;
        }

        return id;
    }
}
