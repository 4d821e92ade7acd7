using System.Runtime.CompilerServices;
using Sitrep.Cli.Code;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.Submit;

/// <summary>Where the reports of a bulk submission come from: the lines of a file, or the files of a folder.</summary>
/// <param name="Path">File or folder.</param>
/// <param name="IsFolder">Which.</param>
/// <param name="Source">Publisher of what names none; empty where there is none.</param>
internal sealed record BulkInput(string Path, bool IsFolder, string Source)
{
    private static readonly string[] TextEndings = [".txt", ".text", ".md"], PageEndings = [".html", ".htm", ".xhtml"];

    /// <summary>What the input was when it was begun, by which a later run knows it again.</summary>
    public string Identity => IsFolder ? "folder" : new FileInfo(Path).Length.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every item in its order, which is the same each time.</summary>
    public IAsyncEnumerable<BulkItem> ReadAsync(CliConsole console, CancellationToken cancellationToken) =>
        IsFolder ? ReadFolderAsync(cancellationToken) : ReadLinesAsync(console, cancellationToken);

    private async IAsyncEnumerable<BulkItem> ReadLinesAsync(CliConsole console, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = ByteLines.Open(Path, console.Input);
        var position = 0L;
        await foreach (var line in lines.ReadAsync(cancellationToken))
        {
            BulkItem item;
            var name = $"line {line.Number}";
            try
            {
                item = new BulkItem(position, name, line.Share, Read(line.Bytes), null);
            }
            catch (BadLineException fault)
            {
                item = new BulkItem(position, name, line.Share, null, fault.Message);
            }
            position++;
            yield return item;
        }
    }

    private async IAsyncEnumerable<BulkItem> ReadFolderAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Where(file => TextEndings.Concat(PageEndings).Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < files.Count; i++)
        {
            BulkItem item;
            var name = System.IO.Path.GetRelativePath(Path, files[i]);
            var share = (i + 1.0) / files.Count;
            try
            {
                var text = await InputFile.ReadTextAsync(files[i], Stream.Null, cancellationToken);
                item = new BulkItem(i, name, share, PageEndings.Contains(System.IO.Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) ? WebPage.Read(text) : ReadText(text, name), null);
            }
            catch (Exception fault) when (fault is CliException or BadLineException)
            {
                item = new BulkItem(i, name, share, null, fault.Message);
            }
            if (item.Report is { Source.Length: 0 } report)
                report.Source = Source;
            yield return item;
        }
    }

    private static Report ReadText(string text, string name)
    {
        var file = ReportFile.Parse(text);
        return new Report
        {
            Source = file.Source,
            Title = file.Title,
            Text = file.Text,
            Url = file.Url,
            PublishTime = Arguments.Moment(file.Published, $"{name}: Published"),
        };
    }

    /// <summary>A line as `code --input` reads it, with what only a stored report has.</summary>
    private Report Read(ReadOnlyMemory<byte> bytes)
    {
        using var line = JsonLine.Parse(bytes);
        var zone = line.Optional("time_zone") ?? line.Optional("timeZone") ?? "";
        var report = new Report
        {
            Text = line.Required("text"),
            Title = line.Optional("title") ?? "",
            Source = line.Optional("source") is { Length: > 0 } source ? source : Source,
            Url = line.Optional("url") ?? "",
            LanguageCode = line.Optional("language_code") ?? line.Optional("languageCode") ?? "",
            Licence = line.Optional("licence") ?? "",
            TimeZone = zone,
        };
        foreach (var field in (string[])["publish_time", "publishTime", "date"])
        {
            if (line.Optional(field) is not { Length: > 0 } text)
                continue;
            TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known);
            report.PublishTime = PublishTimes.TryParse(text, known, out var time)
                ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time)
                : throw new BadLineException($"\"{field}\" is no day like 2019-08-31 and no time like 2019-08-31T06:00:00Z");
            break;
        }
        return report;
    }
}
