using Sitrep.Language.Models;
using Sitrep.Language.Names;

namespace Sitrep.Language.Tests;

public sealed class NameModelTests
{
    [Fact]
    public void The_card_names_data_licence_and_command()
    {
        var card = NameModels.Default.Card;
        Assert.All(["gmb", "wikigold", "CC BY-SA 4.0", "-- names", "uner_ewt_dev"], part => Assert.Contains(part, card, StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_that_end_early_are_refused()
    {
        var file = ModelFile.Embedded(NameModel.ModelName);
        Assert.Throws<ModelFormatException>(() => NameModel.Read(file with { Payload = file.Payload[..^1000] }));
    }

    [Fact]
    public void The_best_row_of_labels_never_breaks_a_name()
    {
        var random = new Random(3);
        var transitions = new short[NameLabels.Count * NameLabels.Count];
        for (var round = 0; round < 200; round++)
        {
            var count = 1 + random.Next(12);
            var scores = new int[count * NameLabels.Count];
            for (var i = 0; i < scores.Length; i++)
                scores[i] = random.Next(-100, 100);
            var labels = new int[count];
            NameDecoder.Decode(scores, transitions, labels);
            var before = NameLabels.Outside;
            foreach (var label in labels)
            {
                Assert.True(NameLabels.MayFollow(before, label));
                before = label;
            }

            Assert.False(NameLabels.IsOpen(before));
        }
    }
}
