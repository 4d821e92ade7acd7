using System.Text.Json;

namespace Sitrep.Benchmarks.Joining;

/// <summary>Real news, for a person to read what joining makes of it: JSON lines with id, title, date and text.</summary>
internal static class NewsPairs
{
    private const int Sample = 50;

    /// <summary>Reads the articles that have a date.</summary>
    public static IEnumerable<NewsReport> Read(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var article = JsonDocument.Parse(line);
            var root = article.RootElement;
            if (root.GetProperty("date").GetString() is { Length: > 0 } date)
            {
                var (id, text) = (root.GetProperty("id").GetString()!, root.GetProperty("text").GetString()!);
                yield return new NewsReport(
                    id, 0, $"stories/{id}", root.GetProperty("title").GetString() ?? "", text,
                    new DateTimeOffset(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(12, 0), TimeSpan.Zero), []);
            }
        }
    }

    /// <summary>A sample of pairs that were joined, always the same one.</summary>
    public static IReadOnlyList<T> Choose<T>(List<T> pairs)
    {
        var sample = pairs.ToArray();
        new Random(1).Shuffle(sample);
        return sample.Length > Sample ? sample[..Sample] : sample;
    }
}
