namespace Sitrep.Gazetteer.Building;

/// <summary>Numbers words in the order in which they first come.</summary>
internal sealed class Words
{
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _most;

    /// <param name="emptyFirst">Whether row 0 is the empty word.</param>
    /// <param name="most">How many there may be.</param>
    public Words(bool emptyFirst = true, int most = ushort.MaxValue)
    {
        _lookup = _rows.GetAlternateLookup<ReadOnlySpan<char>>();
        _most = most;
        if (emptyFirst)
            Row("");
    }

    public List<string> All { get; } = [];

    public int Row(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var row))
            return row;
        if (All.Count > _most)
            throw new GazetteerFormatException($"More than {_most} different codes or zones.");
        All.Add(word.ToString());
        _rows.Add(All[^1], All.Count - 1);
        return All.Count - 1;
    }

    public int Find(string word) => _rows.GetValueOrDefault(word, -1);
}
