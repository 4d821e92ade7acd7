using Sitrep.Muc4.Models;

namespace Sitrep.Muc4.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Models_and_thresholds_come_back_from_their_file_as_they_were()
    {
        var model = new MultiModel([3, -4], [5, 9, 4_000_000_000], [1, -2, 3, 0, -128, 127]);
        using var file = new MemoryStream();
        ModelFile.Write(file, new Dictionary<string, int> { ["Join"] = -150 }, new Dictionary<string, MultiModel> { ["slots"] = model });
        file.Position = 0;
        var (thresholds, models) = ModelFile.Read(file);
        Assert.Equal(-150, thresholds["Join"]);
        Assert.Equal(model.Score([5, 4_000_000_000, 77]), models["slots"].Score([5, 4_000_000_000, 77]));
        Assert.Equal([(3 + 1 - 128) / 32.0, (-4 - 2 + 127) / 32.0], models["slots"].Score([5, 4_000_000_000]));
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
