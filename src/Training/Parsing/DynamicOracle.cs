using Sitrep.Language.Syntax;

namespace Sitrep.Training.Parsing;

/// <summary>How many gold arcs each move of the arc-hybrid system makes unreachable, from any state (Goldberg and Nivre 2013, section 4).</summary>
internal static class DynamicOracle
{
    /// <summary>Gold arcs lost by <paramref name="move"/>.</summary>
    public static int Cost(ParserState state, ParsedSentence gold, Move move)
    {
        var next = state.Next;
        if (move == Move.Shift)
        {
            var lost = 0;
            foreach (var dependent in gold.Dependents[next])
            {
                if (dependent < next && state.Nodes[dependent].Head < 0)
                    lost++;
            }

            var nextHead = gold.Heads[next];
            return nextHead >= 0 && nextHead < next && state.Nodes[nextHead].Head < 0 && nextHead != state.Stack(0) ? lost + 1 : lost;
        }

        var top = state.Stack(0);
        var cost = gold.Heads[top] < 0 ? 1 : 0;
        foreach (var dependent in gold.Dependents[top])
        {
            if (dependent >= next)
                cost++;
        }

        var head = gold.Heads[top];
        if (move == Move.Left)
            return head > next || (head >= 0 && state.Depth > 1 && head == state.Stack(1)) ? cost + 1 : cost;
        return head >= next ? cost + 1 : cost;
    }
}
