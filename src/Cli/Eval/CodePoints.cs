using Sitrep.Language;

namespace Sitrep.Cli.Eval;

/// <summary>Converts between our UTF-16 offsets and the code points in which the scorers count.</summary>
internal sealed class CodePoints
{
    private readonly string _text;

    /// <summary>Offsets of the low surrogates of whole pairs: every one before an offset makes it one code point less.</summary>
    private readonly List<int> _lows = [];

    public CodePoints(string text)
    {
        _text = text;
        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsSurrogatePair(text[i - 1], text[i]))
                continue;
            _lows.Add(i);
            i++;
        }
    }

    /// <summary>Code points before a UTF-16 offset; an offset inside a pair counts the pair.</summary>
    public int Of(int offset)
    {
        var at = _lows.BinarySearch(offset);
        return offset - (at >= 0 ? at : ~at);
    }

    /// <summary>The UTF-16 span of a code point span; null where it is empty or ends outside the text.</summary>
    public TextSpan? ToUtf16(long start, long end)
    {
        var length = _text.Length - _lows.Count;
        return start >= 0 && start < end && end <= length ? new TextSpan(ToUtf16((int)start), ToUtf16((int)end)) : null;
    }

    private int ToUtf16(int point)
    {
        // The n-th pair's low surrogate stands at _lows[n]; its code point index is _lows[n] - 1 - n.
        var (low, high) = (0, _lows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lows[middle] - 1 - middle < point)
                low = middle + 1;
            else
                high = middle;
        }
        return point + low;
    }
}
