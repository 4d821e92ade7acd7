using System.Numerics;
using Sitrep.Language.Models;

namespace Sitrep.Language.Syntax;

/// <summary>
/// The features from which the parser chooses moves and relations: words, tag classes, both, labels, dependents at most two deep, counts and distances, much as Zhang and Nivre
/// (2011) have them. Those that tell most come first; where they settle a choice the rest are not looked at (Strubell et al. 2015). s0 is the top of the stack, b0 the next word,
/// "l" and "r" their outermost dependents. Models depend on every line.
/// </summary>
internal static class ParseFeatures
{
    /// <summary>Features of one move that are looked at first.</summary>
    public const int FirstMoveCount = 49;

    /// <summary>Features of one move.</summary>
    public const int MoveCount = 117;

    /// <summary>Features of one relation that are looked at first.</summary>
    public const int FirstLabelCount = 17;

    /// <summary>Features of one relation.</summary>
    public const int LabelCount = 42;

    /// <summary>Writes the <see cref="FirstMoveCount"/> feature keys for the next move that are looked at first.</summary>
    public static void FillFirst(ParserState state, Span<uint> f)
    {
        var nodes = state.Nodes;
        var (top, below, next) = (state.Stack(0), state.Stack(1), state.Next);
        ref readonly var s0 = ref nodes[top];
        ref readonly var s1 = ref nodes[below];
        ref readonly var s2 = ref nodes[state.Stack(2)];
        ref readonly var b0 = ref nodes[next];
        ref readonly var b1 = ref nodes[state.Ahead(1)];
        ref readonly var b2 = ref nodes[state.Ahead(2)];
        ref readonly var s0l = ref nodes[s0.Left];
        ref readonly var s0r = ref nodes[s0.Right];
        ref readonly var b0l = ref nodes[b0.Left];
        var d0 = Distance(top, next);
        var d1 = Distance(below, top);
        f[0] = Hash.Key(1, s0.Word);
        f[1] = Hash.Key(3, s0.WordTag);
        f[2] = Hash.Key(6, s1.WordTag);
        f[3] = Hash.Key(7, b0.Word);
        f[4] = Hash.Key(9, b0.WordTag);
        f[5] = Hash.Key(12, b1.WordTag);
        f[6] = Hash.Key(13, s2.Tag);
        f[7] = Hash.Key(15, b2.Tag);
        f[8] = Hash.Key(18, s0.WordTag, b0.WordTag);
        f[9] = Hash.Key(19, s0.WordTag, b0.Word);
        f[10] = Hash.Key(20, s0.Word, b0.WordTag);
        f[11] = Hash.Key(21, s0.WordTag, b0.Tag);
        f[12] = Hash.Key(22, s0.Tag, b0.WordTag);
        f[13] = Hash.Key(23, s0.Word, b0.Word);
        f[14] = Hash.Key(24, s0.Tag, b0.Tag);
        f[15] = Hash.Key(25, b0.Tag, b1.Tag);
        f[16] = Hash.Key(29, s1.Tag, s0.Tag);
        f[17] = Hash.Key(30, s1.Word, s0.Word);
        f[18] = Hash.Key(31, s1.Word, s0.Tag);
        f[19] = Hash.Key(32, s1.Tag, s0.Word);
        f[20] = Hash.Key(33, s1.WordTag, s0.WordTag);
        f[21] = Hash.Key(35, s1.Word, b0.Word);
        f[22] = Hash.Key(36, s1.Word, b0.Tag);
        f[23] = Hash.Key(37, s1.Tag, b0.Word);
        f[24] = Hash.Key(41, b0.Tag, b1.Tag, b2.Tag);
        f[25] = Hash.Key(42, s0.Tag, b0.Tag, b1.Tag);
        f[26] = Hash.Key(43, s1.Tag, s0.Tag, b0.Tag);
        f[27] = Hash.Key(44, s2.Tag, s1.Tag, s0.Tag);
        f[28] = Hash.Key(45, s0.Tag, s0l.Tag, b0.Tag);
        f[29] = Hash.Key(46, s0.Tag, s0r.Tag, b0.Tag);
        f[30] = Hash.Key(47, s0.Tag, b0.Tag, b0l.Tag);
        f[31] = Hash.Key(54, s0.Word, b0.Tag, b1.Tag);
        f[32] = Hash.Key(55, s0.Tag, b0.Word, b1.Tag);
        f[33] = Hash.Key(57, s1.Word, s0.Tag, b0.Tag);
        f[34] = Hash.Key(58, s1.Tag, s0.Word, b0.Tag);
        f[35] = Hash.Key(59, s1.Tag, s0.Tag, b0.Word);
        f[36] = Hash.Key(60, s1.Tag, s0.Tag, Hash.Pair(b0.Tag, b1.Tag));
        f[37] = Hash.Key(61, s0.Tag, b0.Tag, Hash.Pair(b1.Tag, b2.Tag));
        f[38] = Hash.Key(62, s2.Tag, s1.Tag, Hash.Pair(s0.Tag, b0.Tag));
        f[39] = Hash.Key(65, d0, s0.Tag, b0.Tag);
        f[40] = Hash.Key(66, d1, s1.Tag, s0.Tag);
        f[41] = Hash.Key(71, s0.Tag, s0.RightCount);
        f[42] = Hash.Key(73, s0.Tag, s0.LeftCount);
        f[43] = Hash.Key(79, s0l.Label, s0.Tag);
        f[44] = Hash.Key(82, s0r.Label, s0.Tag);
        f[45] = Hash.Key(101, s0.LeftSet, s0.Tag, b0.Tag);
        f[46] = Hash.Key(102, s0.RightSet, s0.Tag, b0.Tag);
        f[47] = Hash.Key(103, b0.LeftSet, b0.Tag, s0.Tag);
        f[48] = Hash.Key(104, s1.RightSet, s1.Tag, s0.Tag);
    }

    /// <summary>Writes the other feature keys for the next move.</summary>
    public static void FillRest(ParserState state, Span<uint> f)
    {
        var nodes = state.Nodes;
        var (top, below, next) = (state.Stack(0), state.Stack(1), state.Next);
        ref readonly var s0 = ref nodes[top];
        ref readonly var s1 = ref nodes[below];
        ref readonly var s2 = ref nodes[state.Stack(2)];
        ref readonly var b0 = ref nodes[next];
        ref readonly var b1 = ref nodes[state.Ahead(1)];
        ref readonly var b2 = ref nodes[state.Ahead(2)];
        ref readonly var b3 = ref nodes[state.Ahead(3)];
        ref readonly var s0l = ref nodes[s0.Left];
        ref readonly var s0r = ref nodes[s0.Right];
        ref readonly var s0l2 = ref nodes[s0.Left2];
        ref readonly var s0r2 = ref nodes[s0.Right2];
        ref readonly var s1l = ref nodes[s1.Left];
        ref readonly var s1r = ref nodes[s1.Right];
        ref readonly var s1r2 = ref nodes[s1.Right2];
        ref readonly var b0l = ref nodes[b0.Left];
        ref readonly var b0l2 = ref nodes[b0.Left2];
        var d0 = Distance(top, next);
        var d1 = Distance(below, top);
        f[0] = Hash.Key(2, s0.Tag);
        f[1] = Hash.Key(4, s1.Word);
        f[2] = Hash.Key(5, s1.Tag);
        f[3] = Hash.Key(8, b0.Tag);
        f[4] = Hash.Key(10, b1.Word);
        f[5] = Hash.Key(11, b1.Tag);
        f[6] = Hash.Key(14, s2.WordTag);
        f[7] = Hash.Key(16, b2.WordTag);
        f[8] = Hash.Key(17, b3.Tag);
        f[9] = Hash.Key(26, b0.Word, b1.Tag);
        f[10] = Hash.Key(27, b0.Tag, b1.Word);
        f[11] = Hash.Key(28, b0.Word, b1.Word);
        f[12] = Hash.Key(34, s1.Tag, b0.Tag);
        f[13] = Hash.Key(38, s0.Word, b1.Word);
        f[14] = Hash.Key(39, s0.Word, b1.Tag);
        f[15] = Hash.Key(40, s0.Tag, b1.Word);
        f[16] = Hash.Key(48, s1.Tag, s1r.Tag, s0.Tag);
        f[17] = Hash.Key(49, s1.Tag, s1l.Tag, s0.Tag);
        f[18] = Hash.Key(50, s1.Tag, s0.Tag, s0l.Tag);
        f[19] = Hash.Key(51, s1.Tag, s0.Tag, s0r.Tag);
        f[20] = Hash.Key(52, s0.Tag, b1.Tag, b2.Tag);
        f[21] = Hash.Key(53, s1.Tag, s0.Tag, b1.Tag);
        f[22] = Hash.Key(56, s0.Tag, b0.Tag, b1.Word);
        f[23] = Hash.Key(63, d0, s0.Word);
        f[24] = Hash.Key(64, d0, b0.Word);
        f[25] = Hash.Key(67, d1, s1.Word);
        f[26] = Hash.Key(68, d1, s0.Word);
        f[27] = Hash.Key(69, d0, d1, s0.Tag);
        f[28] = Hash.Key(70, s0.Word, s0.LeftCount);
        f[29] = Hash.Key(72, s0.Word, s0.RightCount);
        f[30] = Hash.Key(74, s1.Word, s1.RightCount);
        f[31] = Hash.Key(75, s1.Tag, s1.RightCount);
        f[32] = Hash.Key(76, b0.Word, b0.LeftCount);
        f[33] = Hash.Key(77, b0.Tag, b0.LeftCount);
        f[34] = Hash.Key(78, s0l.Word, s0.Tag);
        f[35] = Hash.Key(80, s0l.Label, s0.Word);
        f[36] = Hash.Key(81, s0r.Word, s0.Tag);
        f[37] = Hash.Key(83, s0r.Label, s0.Word);
        f[38] = Hash.Key(84, b0l.Word, b0.Tag);
        f[39] = Hash.Key(85, b0l.Label, b0.Tag);
        f[40] = Hash.Key(86, b0l.Label, b0.Word);
        f[41] = Hash.Key(87, s1r.Word, s1.Tag);
        f[42] = Hash.Key(88, s1r.Label, s1.Tag);
        f[43] = Hash.Key(89, s1r.Label, s1.Word);
        f[44] = Hash.Key(90, s1l.Word, s1.Tag);
        f[45] = Hash.Key(91, s1l.Label, s1.Tag);
        f[46] = Hash.Key(92, s1l.Label, s1.Word);
        f[47] = Hash.Key(93, s0l2.Tag, s0.Tag);
        f[48] = Hash.Key(94, s0l2.Label, s0.Tag);
        f[49] = Hash.Key(95, s0r2.Tag, s0.Tag);
        f[50] = Hash.Key(96, s0r2.Label, s0.Tag);
        f[51] = Hash.Key(97, b0l2.Tag, b0.Tag);
        f[52] = Hash.Key(98, b0l2.Label, b0.Tag);
        f[53] = Hash.Key(99, s1r2.Tag, s1.Tag);
        f[54] = Hash.Key(100, s1r2.Label, s1.Tag);
        f[55] = Hash.Key(105, s1.LeftSet, s1.Tag, s0.Tag);
        f[56] = Hash.Key(106, s1.RightSet, s1.Word);
        f[57] = Hash.Key(107, b0.LeftSet, b0.Word);
        f[58] = Hash.Key(108, s0.LeftSet, s0.Word);
        f[59] = Hash.Key(109, s0.RightSet, s0.Word);
        f[60] = Hash.Key(110, s1.RightSet, s1.LeftSet, s1.Tag);
        f[61] = Hash.Key(111, s0l.Label, s0.Tag, b0.Tag);
        f[62] = Hash.Key(112, s0l.Label, s0.Tag, s1.Tag);
        f[63] = Hash.Key(113, s0l.Word, s0.Tag, b0.Tag);
        f[64] = Hash.Key(114, s0l.Word, s0.Tag, s1.Tag);
        f[65] = Hash.Key(115, s0l.Word, s0.Word);
        f[66] = Hash.Key(116, s0l.Word, s1.WordTag, s0.Tag);
        f[67] = Hash.Key(117, s0l.Word, b0.WordTag);
    }

    /// <summary>Writes the <see cref="FirstLabelCount"/> feature keys for the relation between a word and the head it is about to get that are looked at first.</summary>
    public static void FillFirstLabel(ParserState state, int word, int head, Span<uint> f)
    {
        var nodes = state.Nodes;
        var dir = word < head ? 1u : 2u;
        var dist = Distance(word, head) + (dir * 16);
        ref readonly var d = ref nodes[word];
        ref readonly var h = ref nodes[head];
        ref readonly var dp = ref nodes[word > 0 ? word - 1 : state.Count];
        ref readonly var dn = ref nodes[word + 1];
        ref readonly var dl = ref nodes[d.Left];
        f[0] = Hash.Key(203, d.WordTag);
        f[1] = Hash.Key(206, h.WordTag);
        f[2] = Hash.Key(207, dir, d.Tag, h.Tag);
        f[3] = Hash.Key(208, dir, d.Word, h.Word);
        f[4] = Hash.Key(209, dir, d.Word, h.Tag);
        f[5] = Hash.Key(210, dir, d.Tag, h.Word);
        f[6] = Hash.Key(211, dir, d.WordTag, h.Tag);
        f[7] = Hash.Key(212, dir, d.Tag, h.WordTag);
        f[8] = Hash.Key(214, dist, d.Tag, h.Tag);
        f[9] = Hash.Key(215, dir, d.LeftSet, Hash.Pair(d.Tag, h.Tag));
        f[10] = Hash.Key(216, dir, d.RightSet, Hash.Pair(d.Tag, h.Tag));
        f[11] = Hash.Key(219, dir, dl.Word, Hash.Pair(d.Tag, h.Tag));
        f[12] = Hash.Key(220, dir, dl.Word, d.Word);
        f[13] = Hash.Key(224, dir, h.LeftSet, Hash.Pair(d.Tag, h.Tag));
        f[14] = Hash.Key(225, dir, h.RightSet, Hash.Pair(d.Tag, h.Tag));
        f[15] = Hash.Key(229, dir, d.Tag, Hash.Pair(h.Tag, dp.Tag));
        f[16] = Hash.Key(230, dir, d.Tag, Hash.Pair(h.Tag, dn.Tag));
    }

    /// <summary>Writes the other feature keys for the relation.</summary>
    public static void FillRestLabel(ParserState state, int word, int head, Span<uint> f)
    {
        var nodes = state.Nodes;
        var dir = word < head ? 1u : 2u;
        ref readonly var d = ref nodes[word];
        ref readonly var h = ref nodes[head];
        ref readonly var dp = ref nodes[word > 0 ? word - 1 : state.Count];
        ref readonly var dn = ref nodes[word + 1];
        ref readonly var hp = ref nodes[head > 0 ? head - 1 : state.Count];
        ref readonly var hn = ref nodes[head + 1];
        ref readonly var dl = ref nodes[d.Left];
        ref readonly var dr = ref nodes[d.Right];
        ref readonly var dl2 = ref nodes[d.Left2];
        f[0] = Hash.Key(201, d.Word);
        f[1] = Hash.Key(202, d.Tag);
        f[2] = Hash.Key(204, h.Word);
        f[3] = Hash.Key(205, h.Tag);
        f[4] = Hash.Key(213, dir, d.WordTag, h.WordTag);
        f[5] = Hash.Key(217, dir, d.LeftSet, d.Word);
        f[6] = Hash.Key(218, d.LeftSet, d.RightSet, Hash.Pair(d.Tag, h.Tag));
        f[7] = Hash.Key(221, dir, dl.Word, h.WordTag);
        f[8] = Hash.Key(222, dir, dl.Word, Hash.Pair(dl.Tag, h.Tag));
        f[9] = Hash.Key(223, dir, dr.Word, Hash.Pair(d.Tag, h.Tag));
        f[10] = Hash.Key(226, dir, h.LeftSet, h.Word);
        f[11] = Hash.Key(227, dir, h.RightSet, Hash.Pair(h.Word, d.Tag));
        f[12] = Hash.Key(228, dir, h.LeftSet, Hash.Pair(h.RightSet, h.Tag));
        f[13] = Hash.Key(231, dir, d.Tag, Hash.Pair(h.Tag, hp.Tag));
        f[14] = Hash.Key(232, dir, d.Tag, Hash.Pair(h.Tag, hn.Tag));
        f[15] = Hash.Key(233, dir, dp.Word, d.Tag);
        f[16] = Hash.Key(234, dir, dn.Word, d.Tag);
        f[17] = Hash.Key(235, dir, dp.Word, d.Word);
        f[18] = Hash.Key(236, dir, hn.Word, Hash.Pair(h.Tag, d.Tag));
        f[19] = Hash.Key(237, dir, hp.Word, Hash.Pair(h.Tag, d.Tag));
        f[20] = Hash.Key(238, dir, dl2.Word, Hash.Pair(d.Tag, h.Tag));
        f[21] = Hash.Key(239, dir, dl.Tag, Hash.Pair(dr.Tag, d.Tag));
        f[22] = Hash.Key(240, dir, dl.Label, d.Word);
        f[23] = Hash.Key(241, dir, dr.Label, Hash.Pair(d.Tag, h.Tag));
        f[24] = Hash.Key(242, dir, d.LeftSet, h.WordTag);
    }

    /// <summary>1, 2, 3, 4, then steps that grow.</summary>
    private static uint Distance(int a, int b)
    {
        var distance = (uint)Math.Abs(a - b);
        return distance < 5 ? distance : 3 + (uint)BitOperations.Log2(distance);
    }
}
