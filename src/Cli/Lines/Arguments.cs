using System.CommandLine;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Enum = System.Enum;

namespace Sitrep.Cli.Lines;

/// <summary>Options and readers that several commands share.</summary>
internal static class Arguments
{
    /// <summary>`--json`: one proto3 JSON object a line.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write proto3 JSON, one object a line." };

    /// <summary>`--limit N`.</summary>
    public static Option<int?> Limit(string description) => new("--limit") { Description = description, HelpName = "n" };

    /// <summary>An option that may be given several times, each time with one value or several.</summary>
    public static Option<string[]> Many(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>A constant of an enum of the contract, written as in the contract or in lower case with hyphens.</summary>
    public static T Constant<T>(string text, string option)
        where T : struct, Enum
    {
        var wanted = text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var names = Enum.GetNames<T>();
        var index = Array.FindIndex(names, name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase) && name != "Unspecified");
        return index >= 0
            ? Enum.Parse<T>(names[index])
            : throw CliException.Usage($"{option}: \"{text}\" is none of {string.Join(", ", names.Where(name => name != "Unspecified").Select(Rendering.Words.Hyphenated))}");
    }

    /// <summary>A day, "2019-08-31".</summary>
    public static Date? Day(string? text, string option)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Date { Year = day.Year, Month = day.Month, Day = day.Day }
            : throw CliException.Usage($"{option}: \"{text}\" is no day like 2019-08-31");
    }

    /// <summary>A day or an RFC 3339 time.</summary>
    public static Timestamp? Moment(string? text, string option, TimeZoneInfo? zone = null) => text is null ? null : Timestamp.FromDateTimeOffset(Time(text, option, zone));

    /// <inheritdoc cref="Moment"/>
    public static DateTimeOffset Time(string text, string option, TimeZoneInfo? zone) => PublishTimes.TryParse(text, zone, out var time)
        ? time
        : throw CliException.Usage($"{option}: \"{text}\" is no day like 2019-08-31 and no time like 2019-08-31T06:00:00Z");

    /// <summary>An IANA zone; null where none is named.</summary>
    public static TimeZoneInfo? Zone(string? name, string option)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw CliException.Usage($"{option}: there is no IANA time zone \"{name}\"");
    }

    /// <summary>Numbers with commas between, exactly as many as are named.</summary>
    public static double[] Numbers(string text, string option, params string[] names)
    {
        var parts = text.Split(',');
        var numbers = new double[names.Length];
        if (parts.Length != names.Length)
            throw CliException.Usage($"{option}: \"{text}\" is not {string.Join(",", names)}");
        for (var i = 0; i < parts.Length; i++)
            numbers[i] = Number(parts[i], $"{option}: {names[i]}");
        return numbers;
    }

    public static double Number(string text, string what) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw CliException.Usage($"{what}: \"{text}\" is no number");

    public static LatLng Point(double latitude, double longitude) => new() { Latitude = latitude, Longitude = longitude };

    /// <summary>A resource name; the collection may be left out: "42" is "places/42".</summary>
    public static string Resource(string text, string collection) =>
        text.StartsWith(collection + "/", StringComparison.Ordinal) ? text : $"{collection}/{text}";
}
