using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>A half-built tree over one sentence: stack, next word, and the arcs so far. Reused from sentence to sentence; for one thread.</summary>
internal sealed class ParserState
{
    /// <summary>Stands for "no label".</summary>
    public const byte NoLabel = 63;

    /// <summary>Dependents on one side are counted up to here.</summary>
    private const int MostCounted = 7;

    private int[] _stack = new int[64];
    private ParserNode[] _nodes = [];

    /// <summary>Words of the sentence; the node <see cref="Count"/> stands for "no word".</summary>
    public int Count { get; private set; }

    /// <summary>The next word; <see cref="Count"/> where none is left.</summary>
    public int Next { get; private set; }

    /// <summary>Words on the stack.</summary>
    public int Depth { get; private set; }

    /// <summary>The words, and one more that stands for "no word".</summary>
    public Span<ParserNode> Nodes => _nodes.AsSpan(0, Count + 1);

    /// <summary>Whether the tree is whole.</summary>
    public bool IsDone => Next == Count && Depth <= 1;

    /// <summary>Begins a sentence.</summary>
    public void Start(ReadOnlySpan<WordForm> words, ReadOnlySpan<TagClass> tags)
    {
        Count = words.Length;
        Next = 0;
        Depth = 0;
        if (_nodes.Length <= Count)
            _nodes = new ParserNode[(Count * 2) + 1];
        Nodes.Fill(new ParserNode { Word = 1, WordTag = 1, Label = NoLabel, Head = -1, Left = Count, Left2 = Count, Right = Count, Right2 = Count });
        for (var i = 0; i < words.Length; i++)
        {
            ref var node = ref _nodes[i];
            node.Word = words[i].Hash;
            node.Tag = (uint)tags[i] + 1;
            node.WordTag = (node.Word * 0x9E3779B1u) ^ (node.Tag * 0x85EBCA77u);
        }
    }

    /// <summary>The word <paramref name="below"/> places below the top of the stack, or <see cref="Count"/>.</summary>
    public int Stack(int below) => below < Depth ? _stack[Depth - 1 - below] : Count;

    /// <summary>The word <paramref name="ahead"/> places behind the next one, or <see cref="Count"/>.</summary>
    public int Ahead(int ahead) => Math.Min(Next + ahead, Count);

    /// <summary>Whether the move can be made.</summary>
    public bool Allows(Move move) => move switch
    {
        Move.Shift => Next < Count,
        Move.Left => Depth > 0 && Next < Count,
        _ => Depth > 1,
    };

    /// <summary>The head that the top of the stack gets by a move that is no shift.</summary>
    public int HeadBy(Move move) => move == Move.Left ? Next : Stack(1);

    /// <summary>Puts the next word on the stack.</summary>
    public void Shift()
    {
        if (Depth == _stack.Length)
            Array.Resize(ref _stack, _stack.Length * 2);
        _stack[Depth++] = Next++;
    }

    /// <summary>Gives the top of the stack a head, and takes it off.</summary>
    public void Attach(Move move, byte label)
    {
        var (head, child) = (HeadBy(move), _stack[--Depth]);
        _nodes[child].Head = head;
        _nodes[child].Label = label;
        ref var node = ref _nodes[head];
        if (move == Move.Left)
        {
            node.Left2 = node.Left;
            node.Left = child;
            node.LeftCount = (byte)Math.Min(node.LeftCount + 1, MostCounted);
            node.LeftLabels |= 1ul << label;
        }
        else
        {
            node.Right2 = node.Right;
            node.Right = child;
            node.RightCount = (byte)Math.Min(node.RightCount + 1, MostCounted);
            node.RightLabels |= 1ul << label;
        }
    }

    /// <summary>The one word that is left is the sentence's root.</summary>
    public void Finish()
    {
        if (Depth == 1)
            _nodes[_stack[0]].Label = (byte)Relation.Root;
    }
}
