using System.Text;
using Sitrep.Language.Models;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>
/// A greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011) with linear models over hashed features, one for moves and one for relations, trained with a dynamic
/// oracle (Goldberg and Nivre 2013). Two moves a word, so linear in the length. Every sentence gets one root.
/// </summary>
internal sealed class DependencyParser
{
    /// <summary>Name of the model.</summary>
    public const string ModelName = "parser";

    private readonly MoveTable _moves;
    private readonly WeightTable _labels;

    private DependencyParser(MoveTable moves, WeightTable labels)
    {
        _moves = moves;
        _labels = labels;
    }

    /// <summary>The model that ships.</summary>
    public static DependencyParser Shipped => Loaded.Model;

    /// <summary>Bits of the relations that a word with a head can have.</summary>
    public static ulong Labels { get; } = ((1ul << Relations.Count) - 1) & ~1ul;

    /// <summary>Reads the payload of a model file.</summary>
    /// <exception cref="ModelFormatException">It is no parser.</exception>
    public static DependencyParser Read(byte[] payload)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
            var moves = MoveTable.Read(reader);
            var labels = WeightTable.Read(reader);
            if (labels.Classes != Relations.Count)
                throw new ModelFormatException("The parser's model knows other relations.");
            return new DependencyParser(moves, labels);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new ModelFormatException("The parser's model cannot be read.", e);
        }
    }

    /// <summary>Parses one sentence into <paramref name="state"/>: heads and relations; the root's head is -1.</summary>
    public void Parse(ReadOnlySpan<WordForm> words, ReadOnlySpan<TagClass> tags, ParserState state)
    {
        Span<uint> features = stackalloc uint[ParseFeatures.MoveCount];
        Span<uint> labelFeatures = stackalloc uint[ParseFeatures.LabelCount];
        Span<short> scores = stackalloc short[_labels.Width];
        state.Start(words, tags);
        while (!state.IsDone)
        {
            var move = Choose(state, features);
            if (move == Move.Shift)
            {
                state.Shift();
                continue;
            }

            ParseFeatures.FillLabel(state, state.Stack(0), state.HeadBy(move), labelFeatures);
            scores.Clear();
            _labels.Sum(labelFeatures, scores);
            state.Attach(move, (byte)WeightTable.Best(scores, Labels));
        }

        if (state.Depth == 1)
            state.Labels[state.Stack(0)] = (byte)Relation.Root;
    }

    private Move Choose(ParserState state, Span<uint> features)
    {
        // Where only one move is left there is nothing to weigh.
        if (state.Next == state.Count)
            return Move.Right;
        if (state.Depth == 0)
            return Move.Shift;
        ParseFeatures.FillMove(state, features);
        var (shift, left, right) = _moves.Sum(features);
        if (state.Depth > 1 && right > shift && right > left)
            return Move.Right;
        return left > shift ? Move.Left : Move.Shift;
    }

    /// <summary>Loads the model when it is first asked for: training starts without one.</summary>
    private static class Loaded
    {
        public static readonly DependencyParser Model = Read(ModelFile.Embedded(ModelName).Payload);
    }
}
