namespace Sitrep.Cli.Code;

/// <summary>A report as a text file: lines `Title:`, `Published:`, `Source:` and `Url:` and a blank line may stand before the text; they are no part of it.</summary>
/// <param name="Text">What follows the header, exactly as it stands.</param>
/// <param name="Title">Empty where not said.</param>
/// <param name="Published">As written; null where not said.</param>
/// <param name="Source">Empty where not said.</param>
/// <param name="Url">Empty where not said.</param>
internal sealed record ReportFile(string Text, string Title, string? Published, string Source, string Url)
{
    private static readonly string[] Fields = ["Title", "Published", "Source", "Url"];

    /// <summary>Takes the header off. It is one only where every line down to the first blank one is a field; else all is text.</summary>
    public static ReportFile Parse(string content)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (true)
        {
            var feed = content.IndexOf('\n', at);
            var line = (feed < 0 ? content[at..] : content[at..feed]).TrimEnd('\r');
            if (line.Trim().Length == 0)
            {
                return values.Count == 0
                    ? new ReportFile(content, "", null, "", "")
                    : new ReportFile(feed < 0 ? "" : content[(feed + 1)..], Value("Title"), values.GetValueOrDefault("Published"), Value("Source"), Value("Url"));
            }
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !Fields.Contains(line[..colon], StringComparer.OrdinalIgnoreCase) || !values.TryAdd(line[..colon], line[(colon + 1)..].Trim()) || feed < 0)
                return new ReportFile(content, "", null, "", "");
            at = feed + 1;
        }

        string Value(string field) => values.GetValueOrDefault(field, "");
    }
}
