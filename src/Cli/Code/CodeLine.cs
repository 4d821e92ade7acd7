using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Cli.Rendering;
using Sitrep.Coder;
using Sitrep.Gazetteer;

namespace Sitrep.Cli.Code;

/// <summary>One line of `code --input`: a report as JSON in, its CodeTextResponse with the same id out.</summary>
internal static class CodeLine
{
    public static async ValueTask<string?> RunAsync(OfflineEngine engine, ByteLine bytes, CancellationToken cancellationToken)
    {
        using var line = JsonLine.Parse(bytes.Bytes);
        var id = line.RawId;
        var coded = await engine.CodeAsync(Input(line), cancellationToken);
        return ProtoJson.Line(id, coded);
    }

    /// <summary>The report of a line.</summary>
    /// <exception cref="BadLineException">A field is missing or wrong, or the language is one that is not coded.</exception>
    public static CoderInput Input(JsonLine line)
    {
        var language = line.Optional("language_code") ?? line.Optional("languageCode") ?? "";
        if (language.Length > 0 && !language.Equals("en", StringComparison.OrdinalIgnoreCase) && !language.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            throw new BadLineException($"language \"{language}\" is not coded, only en");
        var zone = line.Optional("time_zone") ?? line.Optional("timeZone") ?? "";
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw new BadLineException($"there is no IANA time zone \"{zone}\"");
        return new CoderInput(line.Required("text"), line.Optional("title") ?? "", PublishTime(line, zone), zone, ResolutionContext.None);
    }

    /// <summary>`publish_time` or `publishTime`; the corpora of news call it `date`.</summary>
    private static DateTimeOffset? PublishTime(JsonLine line, string zone)
    {
        foreach (var field in (string[])["publish_time", "publishTime", "date"])
        {
            if (line.Optional(field) is not { Length: > 0 } text)
                continue;
            return PublishTimes.TryParse(text, zone.Length > 0 ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null, out var time)
                ? time
                : throw new BadLineException($"\"{field}\" is no day like 2019-08-31 and no time like 2019-08-31T06:00:00Z");
        }
        return null;
    }
}
