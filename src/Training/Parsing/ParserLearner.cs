using System.Globalization;
using Sitrep.Language.Models;
using Sitrep.Language.Syntax;
using Sitrep.Training.Learning;

namespace Sitrep.Training.Parsing;

/// <summary>Learns the weights of moves and relations, one round over the sentences at a time.</summary>
/// <param name="sentences">Sentences with their trees; shuffled each round.</param>
/// <param name="seed">Seed of every random choice.</param>
/// <param name="moveLead">A move that leads by so much on its first features is made without the rest.</param>
/// <param name="labelLead">The same of a relation.</param>
internal sealed class ParserLearner(List<ParsedSentence> sentences, ulong seed, int moveLead, int labelLead)
{
    /// <summary>One move in so many is the oracle's even where the parser follows its own.</summary>
    private const int OracleOneIn = 10;

    private readonly SeededRandom _random = new(seed);
    private readonly ParserState _state = new();
    private int _wrongMoves;
    private int _wrongLabels;

    /// <summary>Weights of the moves.</summary>
    public AveragedPerceptron Moves { get; } = new(MoveTable.Classes);

    /// <summary>Weights of the relations.</summary>
    public AveragedPerceptron Labels { get; } = new(Relations.Count);

    /// <summary>Relations that need no weighing.</summary>
    public SureLabels Sure { get; } = SureLabels.Learn(
        from sentence in sentences
        from word in Enumerable.Range(0, sentence.Words.Length)
        let head = sentence.Heads[word]
        where head >= 0
        select ((uint)sentence.Tags[word] + 1, (uint)sentence.Tags[head] + 1, word < head, sentence.Labels[word]));

    /// <summary>What the last round did.</summary>
    public string Progress => string.Create(
        CultureInfo.InvariantCulture,
        $"{_wrongMoves} moves and {_wrongLabels} relations corrected, {Moves.Count} and {Labels.Count} features");

    /// <summary>One round. Where <paramref name="explore"/>, the parser mostly follows its own moves, and learns to go on from its own errors.</summary>
    public void Learn(bool explore)
    {
        _random.Shuffle(sentences);
        (_wrongMoves, _wrongLabels) = (0, 0);
        foreach (var sentence in sentences)
            Learn(sentence, explore);
    }

    private void Learn(ParsedSentence sentence, bool explore)
    {
        _state.Start(sentence.Words, sentence.Tags);
        while (!_state.IsDone)
        {
            var move = _state.Next == _state.Count ? Move.Right : _state.Depth == 0 ? Move.Shift : LearnMove(sentence, explore);
            if (move == Move.Shift)
                _state.Shift();
            else
                _state.Attach(move, LearnLabel(sentence, _state.Stack(0), _state.HeadBy(move)));
        }
    }

    private Move LearnMove(ParsedSentence sentence, bool explore)
    {
        Span<uint> features = stackalloc uint[ParseFeatures.MoveCount];
        Span<int> scores = stackalloc int[Moves.Width];
        var used = features[..ParseFeatures.FirstMoveCount];
        ParseFeatures.FillFirst(_state, used);
        Moves.Score(used, scores);
        Moves.Step();
        var predicted = DependencyParser.Best(scores[0] - scores[2], scores[1] - scores[2], _state.Depth > 1, out var lead);
        if (lead < moveLead)
        {
            var rest = features[used.Length..];
            ParseFeatures.FillRest(_state, rest);
            Moves.Score(rest, scores);
            used = features;
            predicted = DependencyParser.Best(scores[0] - scores[2], scores[1] - scores[2], _state.Depth > 1, out _);
        }

        var best = Best(sentence, scores, predicted, out var lost);
        if (lost > 0)
        {
            Moves.Update(used, (int)best, (int)predicted);
            _wrongMoves++;
        }

        return explore && !_random.OneIn(OracleOneIn) ? predicted : best;
    }

    /// <summary>Of the moves that cost least, the one that the parser likes most; and how many arcs more than it the predicted one costs.</summary>
    private Move Best(ParsedSentence sentence, ReadOnlySpan<int> scores, Move predicted, out int lost)
    {
        var (best, bestCost, predictedCost) = (predicted, int.MaxValue, 0);
        for (var move = Move.Shift; move <= Move.Right; move++)
        {
            if (!_state.Allows(move))
                continue;
            var cost = DynamicOracle.Cost(_state, sentence, move);
            if (move == predicted)
                predictedCost = cost;
            if (cost < bestCost || (cost == bestCost && scores[(int)move] > scores[(int)best]))
                (best, bestCost) = (move, cost);
        }

        lost = predictedCost - bestCost;
        return best;
    }

    private byte LearnLabel(ParsedSentence sentence, int word, int head)
    {
        if (Sure[_state.Nodes[word].Tag, _state.Nodes[head].Tag, word < head] is var sure and > 0)
            return sure;
        Span<uint> features = stackalloc uint[ParseFeatures.LabelCount];
        Span<int> scores = stackalloc int[Labels.Width];
        var used = features[..ParseFeatures.FirstLabelCount];
        ParseFeatures.FillFirstLabel(_state, word, head, used);
        Labels.Score(used, scores);
        var label = Labels.Best(scores, out var lead, from: 1);
        if (lead < labelLead)
        {
            var rest = features[used.Length..];
            ParseFeatures.FillRestLabel(_state, word, head, rest);
            Labels.Score(rest, scores);
            used = features;
            label = Labels.Best(scores, out _, from: 1);
        }

        if (sentence.Heads[word] == head)
        {
            Labels.Step();
            if (label != sentence.Labels[word])
            {
                Labels.Update(used, sentence.Labels[word], label);
                _wrongLabels++;
            }
        }

        return (byte)label;
    }
}
