using System.Numerics;
using Sitrep.Language.Models;

namespace Sitrep.Language.Syntax;

/// <summary>
/// The features from which the parser chooses moves and relations: words (w), tag classes (t), both (p), labels (l), dependents at most two deep, counts and distances,
/// much as Zhang and Nivre (2011) have them. s0 is the top of the stack, b0 the next word, "l" and "r" their outermost dependents. Models depend on every line.
/// </summary>
internal static class ParseFeatures
{
    /// <summary>Features of one move.</summary>
    public const int MoveCount = 117;

    /// <summary>Features of one relation.</summary>
    public const int LabelCount = 42;

    /// <summary>Writes the feature keys for the next move.</summary>
    public static void FillMove(ParserState state, Span<uint> f)
    {
        var (w, t, p, l) = (state.Words, state.Tags, state.WordTags, state.Labels);
        var (lc, rc, ll, rl) = (state.LeftCount, state.RightCount, state.LeftLabels, state.RightLabels);
        var (s0, s1, s2) = (state.Stack(0), state.Stack(1), state.Stack(2));
        var (b0, b1, b2, b3) = (state.Ahead(0), state.Ahead(1), state.Ahead(2), state.Ahead(3));
        var (s0l, s0r, s0l2, s0r2) = (state.Left[s0], state.Right[s0], state.Left2[s0], state.Right2[s0]);
        var (s1l, s1r, s1r2) = (state.Left[s1], state.Right[s1], state.Right2[s1]);
        var (b0l, b0l2) = (state.Left[b0], state.Left2[b0]);
        var d0 = Distance(s0, b0);
        var d1 = Distance(s1, s0);
        f[0] = Hash.Key(1, w[s0]);
        f[1] = Hash.Key(2, t[s0]);
        f[2] = Hash.Key(3, p[s0]);
        f[3] = Hash.Key(4, w[s1]);
        f[4] = Hash.Key(5, t[s1]);
        f[5] = Hash.Key(6, p[s1]);
        f[6] = Hash.Key(7, w[b0]);
        f[7] = Hash.Key(8, t[b0]);
        f[8] = Hash.Key(9, p[b0]);
        f[9] = Hash.Key(10, w[b1]);
        f[10] = Hash.Key(11, t[b1]);
        f[11] = Hash.Key(12, p[b1]);
        f[12] = Hash.Key(13, t[s2]);
        f[13] = Hash.Key(14, p[s2]);
        f[14] = Hash.Key(15, t[b2]);
        f[15] = Hash.Key(16, p[b2]);
        f[16] = Hash.Key(17, t[b3]);
        f[17] = Hash.Key(18, p[s0], p[b0]);
        f[18] = Hash.Key(19, p[s0], w[b0]);
        f[19] = Hash.Key(20, w[s0], p[b0]);
        f[20] = Hash.Key(21, p[s0], t[b0]);
        f[21] = Hash.Key(22, t[s0], p[b0]);
        f[22] = Hash.Key(23, w[s0], w[b0]);
        f[23] = Hash.Key(24, t[s0], t[b0]);
        f[24] = Hash.Key(25, t[b0], t[b1]);
        f[25] = Hash.Key(26, w[b0], t[b1]);
        f[26] = Hash.Key(27, t[b0], w[b1]);
        f[27] = Hash.Key(28, w[b0], w[b1]);
        f[28] = Hash.Key(29, t[s1], t[s0]);
        f[29] = Hash.Key(30, w[s1], w[s0]);
        f[30] = Hash.Key(31, w[s1], t[s0]);
        f[31] = Hash.Key(32, t[s1], w[s0]);
        f[32] = Hash.Key(33, p[s1], p[s0]);
        f[33] = Hash.Key(34, t[s1], t[b0]);
        f[34] = Hash.Key(35, w[s1], w[b0]);
        f[35] = Hash.Key(36, w[s1], t[b0]);
        f[36] = Hash.Key(37, t[s1], w[b0]);
        f[37] = Hash.Key(38, w[s0], w[b1]);
        f[38] = Hash.Key(39, w[s0], t[b1]);
        f[39] = Hash.Key(40, t[s0], w[b1]);
        f[40] = Hash.Key(41, t[b0], t[b1], t[b2]);
        f[41] = Hash.Key(42, t[s0], t[b0], t[b1]);
        f[42] = Hash.Key(43, t[s1], t[s0], t[b0]);
        f[43] = Hash.Key(44, t[s2], t[s1], t[s0]);
        f[44] = Hash.Key(45, t[s0], t[s0l], t[b0]);
        f[45] = Hash.Key(46, t[s0], t[s0r], t[b0]);
        f[46] = Hash.Key(47, t[s0], t[b0], t[b0l]);
        f[47] = Hash.Key(48, t[s1], t[s1r], t[s0]);
        f[48] = Hash.Key(49, t[s1], t[s1l], t[s0]);
        f[49] = Hash.Key(50, t[s1], t[s0], t[s0l]);
        f[50] = Hash.Key(51, t[s1], t[s0], t[s0r]);
        f[51] = Hash.Key(52, t[s0], t[b1], t[b2]);
        f[52] = Hash.Key(53, t[s1], t[s0], t[b1]);
        f[53] = Hash.Key(54, w[s0], t[b0], t[b1]);
        f[54] = Hash.Key(55, t[s0], w[b0], t[b1]);
        f[55] = Hash.Key(56, t[s0], t[b0], w[b1]);
        f[56] = Hash.Key(57, w[s1], t[s0], t[b0]);
        f[57] = Hash.Key(58, t[s1], w[s0], t[b0]);
        f[58] = Hash.Key(59, t[s1], t[s0], w[b0]);
        f[59] = Hash.Key(60, t[s1], t[s0], Hash.Pair(t[b0], t[b1]));
        f[60] = Hash.Key(61, t[s0], t[b0], Hash.Pair(t[b1], t[b2]));
        f[61] = Hash.Key(62, t[s2], t[s1], Hash.Pair(t[s0], t[b0]));
        f[62] = Hash.Key(63, d0, w[s0]);
        f[63] = Hash.Key(64, d0, w[b0]);
        f[64] = Hash.Key(65, d0, t[s0], t[b0]);
        f[65] = Hash.Key(66, d1, t[s1], t[s0]);
        f[66] = Hash.Key(67, d1, w[s1]);
        f[67] = Hash.Key(68, d1, w[s0]);
        f[68] = Hash.Key(69, d0, d1, t[s0]);
        f[69] = Hash.Key(70, w[s0], lc[s0]);
        f[70] = Hash.Key(71, t[s0], rc[s0]);
        f[71] = Hash.Key(72, w[s0], rc[s0]);
        f[72] = Hash.Key(73, t[s0], lc[s0]);
        f[73] = Hash.Key(74, w[s1], rc[s1]);
        f[74] = Hash.Key(75, t[s1], rc[s1]);
        f[75] = Hash.Key(76, w[b0], lc[b0]);
        f[76] = Hash.Key(77, t[b0], lc[b0]);
        f[77] = Hash.Key(78, w[s0l], t[s0]);
        f[78] = Hash.Key(79, l[s0l], t[s0]);
        f[79] = Hash.Key(80, l[s0l], w[s0]);
        f[80] = Hash.Key(81, w[s0r], t[s0]);
        f[81] = Hash.Key(82, l[s0r], t[s0]);
        f[82] = Hash.Key(83, l[s0r], w[s0]);
        f[83] = Hash.Key(84, w[b0l], t[b0]);
        f[84] = Hash.Key(85, l[b0l], t[b0]);
        f[85] = Hash.Key(86, l[b0l], w[b0]);
        f[86] = Hash.Key(87, w[s1r], t[s1]);
        f[87] = Hash.Key(88, l[s1r], t[s1]);
        f[88] = Hash.Key(89, l[s1r], w[s1]);
        f[89] = Hash.Key(90, w[s1l], t[s1]);
        f[90] = Hash.Key(91, l[s1l], t[s1]);
        f[91] = Hash.Key(92, l[s1l], w[s1]);
        f[92] = Hash.Key(93, t[s0l2], t[s0]);
        f[93] = Hash.Key(94, l[s0l2], t[s0]);
        f[94] = Hash.Key(95, t[s0r2], t[s0]);
        f[95] = Hash.Key(96, l[s0r2], t[s0]);
        f[96] = Hash.Key(97, t[b0l2], t[b0]);
        f[97] = Hash.Key(98, l[b0l2], t[b0]);
        f[98] = Hash.Key(99, t[s1r2], t[s1]);
        f[99] = Hash.Key(100, l[s1r2], t[s1]);
        f[100] = Hash.Key(101, Fold(ll[s0]), t[s0], t[b0]);
        f[101] = Hash.Key(102, Fold(rl[s0]), t[s0], t[b0]);
        f[102] = Hash.Key(103, Fold(ll[b0]), t[b0], t[s0]);
        f[103] = Hash.Key(104, Fold(rl[s1]), t[s1], t[s0]);
        f[104] = Hash.Key(105, Fold(ll[s1]), t[s1], t[s0]);
        f[105] = Hash.Key(106, Fold(rl[s1]), w[s1]);
        f[106] = Hash.Key(107, Fold(ll[b0]), w[b0]);
        f[107] = Hash.Key(108, Fold(ll[s0]), w[s0]);
        f[108] = Hash.Key(109, Fold(rl[s0]), w[s0]);
        f[109] = Hash.Key(110, Fold(rl[s1]), Fold(ll[s1]), t[s1]);
        f[110] = Hash.Key(111, l[s0l], t[s0], t[b0]);
        f[111] = Hash.Key(112, l[s0l], t[s0], t[s1]);
        f[112] = Hash.Key(113, w[s0l], t[s0], t[b0]);
        f[113] = Hash.Key(114, w[s0l], t[s0], t[s1]);
        f[114] = Hash.Key(115, w[s0l], w[s0]);
        f[115] = Hash.Key(116, w[s0l], p[s1], t[s0]);
        f[116] = Hash.Key(117, w[s0l], p[b0]);
    }

    /// <summary>Writes the feature keys for the relation between a word and the head it is about to get.</summary>
    public static void FillLabel(ParserState state, int d, int h, Span<uint> f)
    {
        var (w, t, p, l) = (state.Words, state.Tags, state.WordTags, state.Labels);
        var (ll, rl) = (state.LeftLabels, state.RightLabels);
        var (dl, dr, dl2) = (state.Left[d], state.Right[d], state.Left2[d]);
        var (dp, dn) = (d > 0 ? d - 1 : state.Count, d + 1);
        var (hp, hn) = (h > 0 ? h - 1 : state.Count, h + 1);
        var dir = d < h ? 1u : 2u;
        var dist = Distance(d, h) + (dir * 16);
        f[0] = Hash.Key(201, w[d]);
        f[1] = Hash.Key(202, t[d]);
        f[2] = Hash.Key(203, p[d]);
        f[3] = Hash.Key(204, w[h]);
        f[4] = Hash.Key(205, t[h]);
        f[5] = Hash.Key(206, p[h]);
        f[6] = Hash.Key(207, dir, t[d], t[h]);
        f[7] = Hash.Key(208, dir, w[d], w[h]);
        f[8] = Hash.Key(209, dir, w[d], t[h]);
        f[9] = Hash.Key(210, dir, t[d], w[h]);
        f[10] = Hash.Key(211, dir, p[d], t[h]);
        f[11] = Hash.Key(212, dir, t[d], p[h]);
        f[12] = Hash.Key(213, dir, p[d], p[h]);
        f[13] = Hash.Key(214, dist, t[d], t[h]);
        f[14] = Hash.Key(215, dir, Fold(ll[d]), Hash.Pair(t[d], t[h]));
        f[15] = Hash.Key(216, dir, Fold(rl[d]), Hash.Pair(t[d], t[h]));
        f[16] = Hash.Key(217, dir, Fold(ll[d]), w[d]);
        f[17] = Hash.Key(218, Fold(ll[d]), Fold(rl[d]), Hash.Pair(t[d], t[h]));
        f[18] = Hash.Key(219, dir, w[dl], Hash.Pair(t[d], t[h]));
        f[19] = Hash.Key(220, dir, w[dl], w[d]);
        f[20] = Hash.Key(221, dir, w[dl], p[h]);
        f[21] = Hash.Key(222, dir, w[dl], Hash.Pair(t[dl], t[h]));
        f[22] = Hash.Key(223, dir, w[dr], Hash.Pair(t[d], t[h]));
        f[23] = Hash.Key(224, dir, Fold(ll[h]), Hash.Pair(t[d], t[h]));
        f[24] = Hash.Key(225, dir, Fold(rl[h]), Hash.Pair(t[d], t[h]));
        f[25] = Hash.Key(226, dir, Fold(ll[h]), w[h]);
        f[26] = Hash.Key(227, dir, Fold(rl[h]), Hash.Pair(w[h], t[d]));
        f[27] = Hash.Key(228, dir, Fold(ll[h]), Hash.Pair(Fold(rl[h]), t[h]));
        f[28] = Hash.Key(229, dir, t[d], Hash.Pair(t[h], t[dp]));
        f[29] = Hash.Key(230, dir, t[d], Hash.Pair(t[h], t[dn]));
        f[30] = Hash.Key(231, dir, t[d], Hash.Pair(t[h], t[hp]));
        f[31] = Hash.Key(232, dir, t[d], Hash.Pair(t[h], t[hn]));
        f[32] = Hash.Key(233, dir, w[dp], t[d]);
        f[33] = Hash.Key(234, dir, w[dn], t[d]);
        f[34] = Hash.Key(235, dir, w[dp], w[d]);
        f[35] = Hash.Key(236, dir, w[hn], Hash.Pair(t[h], t[d]));
        f[36] = Hash.Key(237, dir, w[hp], Hash.Pair(t[h], t[d]));
        f[37] = Hash.Key(238, dir, w[dl2], Hash.Pair(t[d], t[h]));
        f[38] = Hash.Key(239, dir, t[dl], Hash.Pair(t[dr], t[d]));
        f[39] = Hash.Key(240, dir, l[dl], w[d]);
        f[40] = Hash.Key(241, dir, l[dr], Hash.Pair(t[d], t[h]));
        f[41] = Hash.Key(242, dir, Fold(ll[d]), p[h]);
    }

    /// <summary>1, 2, 3, 4, then steps that grow.</summary>
    private static uint Distance(int a, int b)
    {
        var distance = (uint)Math.Abs(a - b);
        return distance < 5 ? distance : 3 + (uint)BitOperations.Log2(distance);
    }

    private static uint Fold(ulong labels) => (uint)(labels >> 32) * 0x9E3779B1u ^ (uint)labels;
}
