namespace Sitrep.Training.Learning;

/// <summary>Random numbers that are the same on every machine and framework for one seed (xorshift64*).</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = (seed * 0x9E3779B97F4A7C15ul) | 1;

    /// <summary>A number in [0, <paramref name="end"/>).</summary>
    public int Next(int end)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)((_state * 0x2545F4914F6CDD1Dul >> 33) % (ulong)end);
    }

    /// <summary>Whether a chance of one in <paramref name="of"/> came up.</summary>
    public bool OneIn(int of) => Next(of) == 0;

    /// <summary>Brings the items into a random order.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var k = Next(i + 1);
            (items[i], items[k]) = (items[k], items[i]);
        }
    }
}
