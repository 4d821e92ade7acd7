using Sitrep.Coder.Grammar;
using Sitrep.Coder.Triggers;
using Sitrep.Language;

namespace Sitrep.Coder.Building;

/// <summary>Mentions by sentence.</summary>
internal sealed class MentionIndex
{
    /// <summary>Mentions of one sentence that are looked at; keeps the time linear on text without sentences.</summary>
    private const int Window = 40;

    private readonly List<TriggerMention>?[] _bySentence;

    public MentionIndex(IEnumerable<TriggerMention> mentions, int sentences)
    {
        _bySentence = new List<TriggerMention>?[sentences];
        foreach (var mention in mentions)
            (_bySentence[mention.Sentence] ??= []).Add(mention);
    }

    public IReadOnlyList<TriggerMention> In(int sentence) => _bySentence[sentence] is { } list && list.Count <= Window ? list : [];

    /// <summary>The mention whose word a token is.</summary>
    public TriggerMention? At(int sentence, int token) => _bySentence[sentence] is { } list && Position(list, token) is var i && i < list.Count && list[i].Token == token ? list[i] : null;

    /// <summary>The mention nearest to a token that fits, in one sentence; of two equally near the earlier.</summary>
    public TriggerMention? Nearest(int sentence, int token, Func<TriggerMention, bool> fits)
    {
        if (_bySentence[sentence] is not { } list)
            return null;
        TriggerMention? best = null;
        var middle = Position(list, token);
        for (var i = Math.Max(0, middle - Window); i < Math.Min(list.Count, middle + Window); i++)
        {
            if (fits(list[i]) && (best is null || Math.Abs((long)list[i].Token - token) < Math.Abs((long)best.Token - token)))
                best = list[i];
        }
        return best;
    }

    /// <summary>The first mention inside a span that fits.</summary>
    public TriggerMention? Within(ReportReading reading, TextSpan span, Func<TriggerMention, bool> fits)
    {
        var first = reading.TokenAt(span.Start);
        for (var s = first < reading.Tokens.Count ? reading.Tokens[first].Sentence : _bySentence.Length; s < _bySentence.Length; s++)
        {
            if (reading.Sentences[s].Span.Start >= span.End)
                break;
            if (_bySentence[s] is not { } list)
                continue;
            for (var i = Position(list, first); i < Math.Min(list.Count, Position(list, first) + Window); i++)
            {
                if (span.Contains(reading.Tokens[list[i].Token].Span) && fits(list[i]))
                    return list[i];
            }
        }
        return null;
    }

    private static int Position(List<TriggerMention> list, int token)
    {
        int low = 0, high = list.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Token < token)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
