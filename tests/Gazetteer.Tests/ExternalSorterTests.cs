using System.Text;
using Sitrep.Gazetteer.Building;

namespace Sitrep.Gazetteer.Tests;

public sealed class ExternalSorterTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(4_000)]
    [InlineData(1 << 20)]
    public void Records_come_out_sorted_and_whole_however_many_runs_there_were(int bufferBytes)
    {
        using var folder = new BuildFolder();
        var random = new Random(3);
        var records = Enumerable.Range(0, 3_000).Select(i => (Key: $"{(char)('a' + random.Next(5))}{random.Next(40)}/{i}", Value: "v" + i)).ToArray();
        using var sorter = new ExternalSorter(folder.Path, "test", bufferBytes);
        foreach (var (key, value) in records)
            sorter.Add(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
        var sorted = new List<(string, string)>();

        sorter.ForEach((key, value) => sorted.Add((Encoding.UTF8.GetString(key), Encoding.UTF8.GetString(value))));

        Assert.Equal(records.OrderBy(r => r.Key, StringComparer.Ordinal), sorted);
    }

    [Fact]
    public void A_record_that_no_buffer_holds_is_refused()
    {
        using var folder = new BuildFolder();
        using var sorter = new ExternalSorter(folder.Path, "test", 100);

        Assert.Throws<InvalidDataException>(() => sorter.Add(new byte[90], new byte[9]));
    }
}
