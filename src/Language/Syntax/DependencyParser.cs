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

    private readonly int _moveLead;
    private readonly int _labelLead;
    private readonly SureLabels _sure;
    private readonly MoveTable _moves;
    private readonly WeightTable _labels;

    private DependencyParser(BinaryReader reader)
    {
        _moveLead = reader.Read7BitEncodedInt();
        _labelLead = reader.Read7BitEncodedInt();
        _sure = SureLabels.Read(reader);
        _moves = MoveTable.Read(reader);
        _labels = WeightTable.Read(reader);
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
            var parser = new DependencyParser(reader);
            if (parser._labels.Classes != Relations.Count)
                throw new ModelFormatException("The parser's model knows other relations.");
            return parser;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new ModelFormatException("The parser's model cannot be read.", e);
        }
    }

    /// <summary>Writes the payload of a model file.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="moveLead">A move that leads the others by so much on its first features is made without looking at the rest.</param>
    /// <param name="labelLead">The same of a relation.</param>
    /// <param name="sure">Relations that need no weighing.</param>
    /// <param name="moves">Weights of the moves.</param>
    /// <param name="labels">Weights of the relations.</param>
    public static void WriteTo(
        BinaryWriter writer, int moveLead, int labelLead, SureLabels sure, IReadOnlyCollection<KeyValuePair<uint, sbyte[]>> moves, IEnumerable<KeyValuePair<uint, sbyte[]>> labels)
    {
        writer.Write7BitEncodedInt(moveLead);
        writer.Write7BitEncodedInt(labelLead);
        sure.WriteTo(writer);
        MoveTable.WriteTo(writer, moves);
        WeightTable.WriteTo(writer, Relations.Count, labels);
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
                state.Shift();
            else
                state.Attach(move, Label(state, state.Stack(0), state.HeadBy(move), labelFeatures, scores));
        }

        state.Finish();
    }

    private Move Choose(ParserState state, Span<uint> features)
    {
        // Where only one move is left there is nothing to weigh.
        if (state.Next == state.Count)
            return Move.Right;
        if (state.Depth == 0)
            return Move.Shift;
        ParseFeatures.FillFirst(state, features);
        var (shift, left) = _moves.Sum(features[..ParseFeatures.FirstMoveCount]);
        var move = Best(shift, left, state.Depth > 1, out var lead);
        if (lead >= _moveLead)
            return move;
        ParseFeatures.FillRest(state, features);
        var (shiftRest, leftRest) = _moves.Sum(features[..(ParseFeatures.MoveCount - ParseFeatures.FirstMoveCount)]);
        return Best(shift + shiftRest, left + leftRest, state.Depth > 1, out _);
    }

    /// <summary>The move with the highest score, of equals the first; a move to the right has 0, where it can be made.</summary>
    internal static Move Best(int shift, int left, bool right, out int lead)
    {
        var (move, best, second) = left > shift ? (Move.Left, left, shift) : (Move.Shift, shift, left);
        if (right && best < 0)
            (move, best, second) = (Move.Right, 0, best);
        else if (right && second < 0)
            second = 0;
        lead = best - second;
        return move;
    }

    private byte Label(ParserState state, int word, int head, Span<uint> features, Span<short> scores)
    {
        var nodes = state.Nodes;
        if (_sure[nodes[word].Tag, nodes[head].Tag, word < head] is var sure and > 0)
            return sure;
        ParseFeatures.FillFirstLabel(state, word, head, features);
        scores.Clear();
        _labels.Sum(features[..ParseFeatures.FirstLabelCount], scores);
        var label = WeightTable.Best(scores, Labels, out var lead);
        if (lead >= _labelLead)
            return (byte)label;
        ParseFeatures.FillRestLabel(state, word, head, features);
        _labels.Sum(features[..(ParseFeatures.LabelCount - ParseFeatures.FirstLabelCount)], scores);
        return (byte)WeightTable.Best(scores, Labels);
    }

    /// <summary>Loads the model when it is first asked for: training starts without one.</summary>
    private static class Loaded
    {
        public static readonly DependencyParser Model = Read(ModelFile.Embedded(ModelName).Payload);
    }
}
