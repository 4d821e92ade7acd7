using Sitrep.Language.Tagging;

namespace Sitrep.Language.Syntax;

/// <summary>A half-built tree over one sentence: stack, next word, and the arcs so far. Reused from sentence to sentence; for one thread.</summary>
internal sealed class ParserState
{
    /// <summary>Stands for "no label".</summary>
    public const byte NoLabel = 63;

    private int[] _stack = new int[64];

    /// <summary>Words of the sentence; index <see cref="Count"/> of every array stands for "no word".</summary>
    public int Count { get; private set; }

    /// <summary>The next word; <see cref="Count"/> where none is left.</summary>
    public int Next { get; private set; }

    /// <summary>Words on the stack.</summary>
    public int Depth { get; private set; }

    /// <summary>Hash of each word.</summary>
    public uint[] Words { get; private set; } = [];

    /// <summary>Class of each word.</summary>
    public uint[] Tags { get; private set; } = [];

    /// <summary>Hash of word and class.</summary>
    public uint[] WordTags { get; private set; } = [];

    /// <summary>Head of each word, -1 where none yet.</summary>
    public int[] Heads { get; private set; } = [];

    /// <summary>Relation of each word to its head.</summary>
    public byte[] Labels { get; private set; } = [];

    /// <summary>Outermost dependent on the left.</summary>
    public int[] Left { get; private set; } = [];

    /// <summary>The left dependent before the outermost.</summary>
    public int[] Left2 { get; private set; } = [];

    /// <summary>Outermost dependent on the right.</summary>
    public int[] Right { get; private set; } = [];

    /// <summary>The right dependent before the outermost.</summary>
    public int[] Right2 { get; private set; } = [];

    /// <summary>How many dependents on the left.</summary>
    public byte[] LeftCount { get; private set; } = [];

    /// <summary>How many dependents on the right.</summary>
    public byte[] RightCount { get; private set; } = [];

    /// <summary>Bits of the relations of the dependents on the left.</summary>
    public ulong[] LeftLabels { get; private set; } = [];

    /// <summary>Bits of the relations of the dependents on the right.</summary>
    public ulong[] RightLabels { get; private set; } = [];

    /// <summary>Whether the tree is whole.</summary>
    public bool IsDone => Next == Count && Depth <= 1;

    /// <summary>Begins a sentence.</summary>
    public void Start(ReadOnlySpan<WordForm> words, ReadOnlySpan<TagClass> tags)
    {
        Count = words.Length;
        Next = 0;
        Depth = 0;
        if (Words.Length <= Count)
            Resize(Count * 2 + 1);
        for (var i = 0; i < Count; i++)
        {
            Words[i] = words[i].Hash;
            Tags[i] = (uint)tags[i] + 1;
            WordTags[i] = (words[i].Hash * 0x9E3779B1u) ^ (Tags[i] * 0x85EBCA77u);
        }

        (Words[Count], Tags[Count], WordTags[Count]) = (1, 0, 1);
        var all = Count + 1;
        Heads.AsSpan(0, all).Fill(-1);
        Labels.AsSpan(0, all).Fill(NoLabel);
        Left.AsSpan(0, all).Fill(Count);
        Left2.AsSpan(0, all).Fill(Count);
        Right.AsSpan(0, all).Fill(Count);
        Right2.AsSpan(0, all).Fill(Count);
        LeftCount.AsSpan(0, all).Clear();
        RightCount.AsSpan(0, all).Clear();
        LeftLabels.AsSpan(0, all).Clear();
        RightLabels.AsSpan(0, all).Clear();
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
        Heads[child] = head;
        Labels[child] = label;
        if (move == Move.Left)
        {
            Left2[head] = Left[head];
            Left[head] = child;
            LeftCount[head] = (byte)Math.Min(LeftCount[head] + 1, 7);
            LeftLabels[head] |= 1ul << label;
        }
        else
        {
            Right2[head] = Right[head];
            Right[head] = child;
            RightCount[head] = (byte)Math.Min(RightCount[head] + 1, 7);
            RightLabels[head] |= 1ul << label;
        }
    }

    private void Resize(int size)
    {
        Words = new uint[size];
        Tags = new uint[size];
        WordTags = new uint[size];
        Heads = new int[size];
        Labels = new byte[size];
        Left = new int[size];
        Left2 = new int[size];
        Right = new int[size];
        Right2 = new int[size];
        LeftCount = new byte[size];
        RightCount = new byte[size];
        LeftLabels = new ulong[size];
        RightLabels = new ulong[size];
    }
}
