using System.Text;
using Sitrep.Language.Models;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;
using Sitrep.Language.Tagging;

namespace Sitrep.Language.Tests;

public sealed class ModelFileTests
{
    private static byte[] Written(string name = "toy", byte[]? payload = null)
    {
        using var stream = new MemoryStream();
        new ModelFile(name, "{\"data\":\"none\"}", payload ?? [1, 2, 3]).Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        var file = ModelFile.Read(new MemoryStream(Written()), "toy");
        Assert.Equal("{\"data\":\"none\"}", file.Card);
        Assert.Equal("1, 2, 3", string.Join(", ", file.Payload));
    }

    [Fact]
    public void Every_damaged_byte_is_noticed()
    {
        var bytes = Written();
        for (var i = 0; i < bytes.Length; i++)
        {
            // The card is for people; every other byte counts.
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x40;
            if (i is >= 17 and < 32)
                continue;
            Assert.Throws<ModelFormatException>(() => ModelFile.Read(new MemoryStream(damaged), "toy"));
        }
    }

    [Fact]
    public void A_file_that_ends_early_is_refused()
    {
        var bytes = Written();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<ModelFormatException>(() => ModelFile.Read(new MemoryStream(bytes[..length]), "toy"));
    }

    [Fact]
    public void Another_model_and_another_version_are_refused_by_name()
    {
        Assert.Contains("\"toy\"", Assert.Throws<ModelFormatException>(() => ModelFile.Read(new MemoryStream(Written()), "tagger")).Message, StringComparison.Ordinal);
        var newer = Written();
        newer[8] = 2;
        Assert.Contains("version 2", Assert.Throws<ModelFormatException>(() => ModelFile.Read(new MemoryStream(newer), "toy")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrainedTagger.ModelName)]
    [InlineData(DependencyParser.ModelName)]
    [InlineData(BoundaryModel.ModelName)]
    public void Models_that_ship_say_what_they_learned_from_and_what_they_score(string name)
    {
        var card = System.Text.Json.JsonDocument.Parse(ModelFile.Embedded(name).Card).RootElement;
        Assert.Contains("CC BY", card.GetProperty("licence").GetString(), StringComparison.Ordinal);
        Assert.All(["data", "command", "split", "date"], property => Assert.NotEmpty(card.GetProperty(property).GetString()!));
        Assert.NotEmpty(card.GetProperty("scores").EnumerateObject());
    }

    [Fact]
    public void Damaged_weights_are_a_format_error_and_no_crash()
    {
        Assert.Throws<ModelFormatException>(() => TrainedTagger.Read([1, 2, 3]));
        Assert.Throws<ModelFormatException>(() => DependencyParser.Read([3, 200, 200, 200]));
        Assert.Throws<ModelFormatException>(() => BoundaryModel.Read([]));
    }

    [Fact]
    public void Sums_are_those_of_the_plain_loop()
    {
        var rows = Enumerable.Range(0, 500).ToDictionary(
            i => Hash.Key(1, (uint)i), i => Enumerable.Range(0, 3).Select(c => (short)((((i * 7919) + (c * 104729)) % 2001) - 1000)).ToArray());
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        WeightTable.WriteTo(writer, 3, rows);
        writer.Flush();
        uint[] features = [.. Enumerable.Range(0, 30).Select(i => Hash.Key(1, (uint)(i * 40)))];
        var expected = Enumerable.Range(0, 3).Select(c => features.Sum(feature => rows.TryGetValue(feature, out var row) ? row[c] : 0)).ToArray();

        stream.Position = 0;
        var wide = WeightTable.Read(new BinaryReader(stream));
        var scores = new short[wide.Width];
        wide.Sum(features, scores);
        stream.Position = 0;
        var (first, second, third) = MoveTable.Read(new BinaryReader(stream)).Sum(features);

        Assert.Equal(expected, scores[..3].Select(score => (int)score).ToArray());
        Assert.Equal((expected[0], expected[1], expected[2]), (first, second, third));
    }
}
