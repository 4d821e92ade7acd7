using Sitrep.Muc4.Models;
using Sitrep.Muc4.Reading;

namespace Sitrep.Muc4.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Models_and_thresholds_come_back_from_their_file_as_they_were()
    {
        var model = new MultiModel([3, -4], [5, 9, 4_000_000_000], [1, -2, 3, 0, -12800, 12700]);
        using var file = new MemoryStream();
        var trees = new TreeModel(512, [new Tree([1, 0], [3, -2], [0, 1024, -2048, 7]), new Tree([], [], [-512])]);
        ModelFile.Write(file, new Dictionary<string, int> { ["Place"] = -150 }, new Muc4Models(new Dictionary<string, MultiModel> { ["slots"] = model }, new Dictionary<string, TreeModel> { ["keep"] = trees },
            new WordClusters(new Dictionary<uint, byte> { [WordClusters.Key("bus")] = 200, [WordClusters.Key("truck")] = 200 })));
        file.Position = 0;
        var (thresholds, models) = ModelFile.Read(file);
        Assert.Equal(-150, thresholds["Place"]);
        Assert.Equal([(3 + 1 - 12800) / 256.0, (-4 - 2 + 12700) / 256.0], models.Linear["slots"].Score([5, 4_000_000_000]));
        Assert.Equal(["#200", "#200", ""], new[] { "bus", "truck", "ox" }.Select(models.Clusters.Of));
        // Only the first question is answered yes, then only the second, then both.
        Assert.Equal([1, -2, 7 / 1024.0], [models.Judge("keep", [-2, 4]), models.Judge("keep", [-1, 3]), models.Judge("keep", [0, 9])]);
    }

    [Fact]
    public void The_mean_of_models_has_the_mean_of_their_logits()
    {
        var mean = MultiModel.Mean([new MultiModel([2], [5, 9], [4, 10]), new MultiModel([4], [9, 11], [20, -6])]);
        Assert.Equal([(3 + 2 + 15 - 3) / 256.0], mean.Score([5, 9, 11]));
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        using var file = new MemoryStream();
        using (var compressed = new System.IO.Compression.BrotliStream(file, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            compressed.Write("something else"u8);
        file.Position = 0;
        Assert.Throws<InvalidDataException>(() => ModelFile.Read(file));
    }

    [Fact]
    public void A_feature_with_a_condition_is_another_feature()
    {
        var feature = FeatureHash.Of("head", "bomb");
        Assert.NotEqual(FeatureHash.With(feature, FeatureHash.Of("type", "BOMBING")), FeatureHash.With(feature, FeatureHash.Of("type", "ATTACK")));
    }
}
