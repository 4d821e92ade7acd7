using Sitrep.Coder.Grammar;

namespace Sitrep.Coder.Explaining;

/// <summary>Takes down decisions while a text is coded; only there where somebody asked why.</summary>
internal sealed class Notebook
{
    private readonly List<(int Token, Decision Decision)> _decisions = [];
    private readonly List<(int Token, string Reading, string Because)> _rejected = [];

    /// <summary>Notes what was decided about the trigger at a token.</summary>
    public void Decide(ReportReading r, int token, string field, string chosen, string because, string rejected = "") =>
        _decisions.Add((token, new Decision(field, chosen, because, rejected, r.Tokens[token].Span)));

    /// <summary>Notes that a reading of the word at a token does not hold.</summary>
    public void Reject(int token, string reading, string because) => _rejected.Add((token, reading, because));

    /// <summary>The notes by event; words that made an event by another reading are not told as rejected, their other readings are decisions of the event.</summary>
    public CodingExplanation Explain(ReportReading r, IReadOnlyDictionary<int, int> eventOfToken, int events)
    {
        var byEvent = new List<Decision>[events];
        for (var i = 0; i < events; i++)
            byEvent[i] = [];
        foreach (var (token, decision) in _decisions)
        {
            if (eventOfToken.TryGetValue(token, out var index))
                byEvent[index].Add(decision);
        }
        var rejected = new List<RejectedTrigger>();
        foreach (var (token, reading, because) in _rejected.OrderBy(x => x.Token))
        {
            if (eventOfToken.TryGetValue(token, out var index))
                byEvent[index].Add(new Decision("type", "", "another reading holds", $"{reading}: {because}", r.Tokens[token].Span));
            else
                rejected.Add(new RejectedTrigger(r.Tokens[token].Span, reading, because));
        }
        return new CodingExplanation([.. byEvent.Select((d, i) => new EventExplanation(i, d))], rejected);
    }
}
