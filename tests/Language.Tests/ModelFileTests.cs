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
        newer[8] = 3;
        Assert.Contains("version 3", Assert.Throws<ModelFormatException>(() => ModelFile.Read(new MemoryStream(newer), "toy")).Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(500)]
    [InlineData(60_000)]
    public void Sums_are_those_of_the_plain_loop(int count)
    {
        var rows = Rows(count, classes: 21);
        uint[] features = [.. Enumerable.Range(0, 30).Select(i => Key(i * count / 15))];
        var expected = Plain(rows, features, 21);

        var table = WeightTable.Read(Written(writer => WeightTable.WriteTo(writer, 21, rows)));
        var scores = new short[table.Width];
        table.Sum(features, scores);

        Assert.Equal(expected, scores[..21].Select(score => (int)score));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(60_000)]
    public void Sums_of_moves_are_those_of_the_plain_loop(int count)
    {
        var rows = Rows(count, classes: 3);
        uint[] features = [.. Enumerable.Range(0, 30).Select(i => Key(i * count / 15))];
        var expected = Plain(rows, features, 2);

        var (first, second) = MoveTable.Read(Written(writer => MoveTable.WriteTo(writer, rows))).Sum(features);

        Assert.Equal((expected[0], expected[1]), (first, second));
    }

    [Fact]
    public void Of_moves_features_that_crowd_a_bucket_the_strongest_stay()
    {
        var rows = Enumerable.Range(1, 12).ToDictionary(i => (uint)i << 16, i => new sbyte[] { (sbyte)i, (sbyte)-i, 0 });

        var table = MoveTable.Read(Written(writer => MoveTable.WriteTo(writer, rows)));

        Assert.Equal((0, 0), table.Sum([1u << 16]));
        Assert.Equal((5 + 12, -5 - 12), table.Sum([5u << 16, 12u << 16]));
    }

    [Fact]
    public void The_best_class_is_the_first_of_equals_and_its_lead_is_to_the_next()
    {
        short[] scores = [3, 9, 9, -4];

        Assert.Equal(1, WeightTable.Best(scores, 0b1111, out var lead));
        Assert.Equal(0, lead);
        Assert.Equal(0, WeightTable.Best(scores, 0b1001, out lead));
        Assert.Equal(7, lead);
        Assert.Equal(3, WeightTable.Best(scores, 0b1000, out _));
    }

    private static uint Key(int i) => (uint)i * 2654435761u & ((1u << Hash.KeyBits) - 1);

    private static Dictionary<uint, sbyte[]> Rows(int count, int classes) => Enumerable.Range(0, count).ToDictionary(
        Key, i => Enumerable.Range(0, classes).Select(c => (sbyte)((((i * 7919) + (c * 104729)) % 255) - 127)).ToArray());

    private static int[] Plain(Dictionary<uint, sbyte[]> rows, uint[] features, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => features.Sum(feature => rows.TryGetValue(feature, out var row) ? row[c] : 0))];

    private static BinaryReader Written(Action<BinaryWriter> write)
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            write(writer);
        stream.Position = 0;
        return new BinaryReader(stream);
    }
}
