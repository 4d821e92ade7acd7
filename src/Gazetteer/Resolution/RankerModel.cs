using System.Globalization;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Weights of the features, and how often a share of the probability turned out right. Written by `src/Training`, read from Resolution/ranker.txt.</summary>
internal sealed class RankerModel
{
    /// <summary>Number of features.</summary>
    public static readonly int FeatureCount = Enum.GetValues<RankerFeature>().Length;

    private RankerModel(int[] weights, int[] calibration)
    {
        Weights = weights;
        Calibration = calibration;
    }

    /// <summary>The model that is part of the product.</summary>
    public static RankerModel Default { get; } = Load();

    /// <summary>Sixty-fourths by which a feature's number counts.</summary>
    public int[] Weights { get; }

    /// <summary>Thousandths of right answers at shares of 0, 1/16, ..., 1, rising.</summary>
    public int[] Calibration { get; }

    /// <summary>A model with these weights.</summary>
    public static RankerModel Of(int[] weights, int[] calibration) => new(weights, calibration);

    /// <summary>Probability that an answer with this share (of 1,024) is right, rounded to three decimals.</summary>
    public double Probability(int share)
    {
        var at = Math.Clamp(share, 0, 1023) / 64;
        var within = Math.Clamp(share, 0, 1024) - at * 64;
        return Math.Round((Calibration[at] * (64 - within) + Calibration[at + 1] * within) / 64000.0, 3);
    }

    /// <summary>Reads the lines of a model.</summary>
    /// <exception cref="InvalidDataException">A line is of none of the known kinds.</exception>
    public static RankerModel Read(IEnumerable<string> lines)
    {
        var weights = new int[FeatureCount];
        var calibration = Enumerable.Range(0, 17).Select(i => i * 1000 / 16).ToArray();
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var parts = line.Split('\t');
            if (parts[0] == "calibration")
                calibration = [.. parts.Skip(1).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
            else if (parts.Length == 2 && Enum.TryParse<RankerFeature>(parts[0], out var feature) && int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight))
                weights[(int)feature] = weight;
            else
                throw new InvalidDataException($"\"{parts[0]}\" is no feature of the ranker.");
        }
        return calibration.Length == 17 ? new RankerModel(weights, calibration) : throw new InvalidDataException("The calibration has not 17 numbers.");
    }

    private static RankerModel Load()
    {
        using var stream = typeof(RankerModel).Assembly.GetManifestResourceStream("ranker.txt") ?? throw new InvalidDataException("ranker.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries));
    }
}
