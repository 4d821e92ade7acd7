namespace Sitrep.Muc4.Models;

/// <summary>A tree that asks the same question of everything on a level: answer d is bit d of the index of the leaf.</summary>
/// <param name="Features">Index of the feature, one a level.</param>
/// <param name="Cuts">The answer is yes where the feature's value is above the cut.</param>
/// <param name="Leaves">One a combination of answers, in <see cref="TreeModel.Unit"/>.</param>
internal sealed record Tree(ushort[] Features, short[] Cuts, short[] Leaves);

/// <summary>Boosted trees over whole numbers. Leaves are whole numbers of <see cref="Unit"/>, summed in integers.</summary>
internal sealed class TreeModel(int bias, IReadOnlyList<Tree> trees)
{
    /// <summary>What one step of a leaf is worth.</summary>
    public const double Unit = 1.0 / 1024;

    public int Bias => bias;

    public IReadOnlyList<Tree> Trees => trees;

    /// <summary>The logit.</summary>
    public double Score(IReadOnlyList<int> features)
    {
        var sum = bias;
        foreach (var tree in trees)
        {
            var leaf = 0;
            for (var d = 0; d < tree.Features.Length; d++)
                leaf |= features[tree.Features[d]] > tree.Cuts[d] ? 1 << d : 0;
            sum += tree.Leaves[leaf];
        }
        return sum * Unit;
    }
}
