namespace Sitrep.Wire.Stories;

/// <summary>
/// Finds the texts that may be copies of a text, among the latest so many. Each text is filed under its lowest hashes, which any two texts choose alike. The memory is
/// of fixed size: a hash that many texts have keeps the latest of them. Not thread-safe.
/// </summary>
/// <remarks>
/// MinHash with banding, the usual form, asks for the resemblance of whole texts, which a text cut to a third does not have. Lowest hashes of a text that is
/// cut short are found again one by one; what they find is then measured exactly (<see cref="CopyRule"/>). Broder, On the resemblance and containment of documents, 1997.
/// </remarks>
public sealed class StoryIndex
{
    /// <summary>Hashes under which a text is filed.</summary>
    public const int KeysPerText = 20;

    private const int Ways = 8;

    /// <summary>Candidates that are measured at most; those that share most hashes first.</summary>
    private const int MaxCandidates = 16;

    /// <summary>Of candidates that share one hash only, which most are by chance.</summary>
    private const int MaxWeakCandidates = 4;

    private readonly uint[] _keys;
    private readonly uint[] _texts;
    private readonly int _mask;
    private readonly long _capacity;
    private readonly List<(int Slot, uint Key, uint Text)> _undo = [];
    private readonly Dictionary<uint, int> _hits = [];
    private long _newest;
    private bool _undoable;

    /// <summary>An index of the latest texts.</summary>
    /// <param name="capacity">Texts at least; each takes about 260 bytes.</param>
    public StoryIndex(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
        var buckets = 1;
        // Two thirds full at most, so that few buckets overflow.
        while ((long)buckets * Ways * 2 < (long)capacity * KeysPerText * 3)
        {
            buckets *= 2;
        }

        _keys = new uint[buckets * Ways];
        _texts = new uint[buckets * Ways];
        _mask = buckets - 1;
    }

    /// <summary>Number of the latest text; 0 where there is none.</summary>
    public long Newest => _newest;

    /// <summary>Files a text under a number higher than any before, from 1.</summary>
    public void Add(long number, TextSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        Add(number, sketch.Hashes.AsSpan());
    }

    /// <summary>As <see cref="Add(long, TextSketch)"/>, for who has read no more of the sketch than its keys.</summary>
    public void Add(long number, ReadOnlySpan<uint> keys)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, _newest);
        _newest = number;
        for (var i = 0; i < keys.Length && i < KeysPerText; i++)
        {
            Put(keys[i], (uint)number);
        }
    }

    /// <summary>Numbers of texts that share hashes with this one, the likeliest first, the newest of equals first.</summary>
    public IReadOnlyList<long> Candidates(TextSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        _hits.Clear();
        for (var i = 0; i < sketch.Hashes.Length && i < KeysPerText; i++)
        {
            var key = sketch.Hashes[i];
            var first = Bucket(key);
            for (var slot = first; slot < first + Ways; slot++)
            {
                if (_keys[slot] == key && _texts[slot] != 0 && Age(_texts[slot]) < _capacity)
                {
                    _hits[_texts[slot]] = _hits.GetValueOrDefault(_texts[slot]) + 1;
                }
            }
        }

        if (_hits.Count == 0)
        {
            return [];
        }

        var weak = 0;
        return [.. _hits.OrderByDescending(hit => hit.Value).ThenBy(hit => Age(hit.Key)).Where(hit => hit.Value > 1 || ++weak <= MaxWeakCandidates).Take(MaxCandidates).Select(hit => _newest - Age(hit.Key))];
    }

    /// <summary>What is added from here on can be taken back.</summary>
    public long Mark()
    {
        _undo.Clear();
        _undoable = true;
        return _newest;
    }

    /// <summary>What was added since <see cref="Mark"/> stays.</summary>
    public void Keep()
    {
        _undo.Clear();
        _undoable = false;
    }

    /// <summary>Takes back what was added since <see cref="Mark"/>, which gave this number.</summary>
    public void Undo(long mark)
    {
        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            (_keys[_undo[i].Slot], _texts[_undo[i].Slot]) = (_undo[i].Key, _undo[i].Text);
        }

        Keep();
        _newest = mark;
    }

    private void Put(uint key, uint text)
    {
        var first = Bucket(key);
        var chosen = first;
        for (var slot = first; slot < first + Ways; slot++)
        {
            if (_texts[slot] == 0)
            {
                chosen = slot;
                break;
            }

            // The oldest gives way.
            if (Age(_texts[slot]) > Age(_texts[chosen]))
            {
                chosen = slot;
            }
        }

        if (_undoable)
        {
            _undo.Add((chosen, _keys[chosen], _texts[chosen]));
        }

        (_keys[chosen], _texts[chosen]) = (key, text);
    }

    /// <summary>The lowest hashes of a text are low numbers: they are spread before they choose a bucket.</summary>
    private int Bucket(uint key) => (int)((key * 0x9E3779B1u) >> 7 & (uint)_mask) * Ways;

    /// <summary>Texts that came after it; numbers are kept modulo 2^32.</summary>
    private long Age(uint text) => (uint)_newest - text;
}
