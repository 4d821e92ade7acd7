using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Enum = System.Enum;

namespace Sitrep.Cli.Rendering;

/// <summary>Values of the contract in words, on one line and safe for a terminal. Empty where nothing is known.</summary>
internal static class Words
{
    /// <summary>"ASSAULT".</summary>
    public static string Of(EventType type) => type == EventType.Unspecified ? "?" : type.ToString().ToUpperInvariant();

    /// <summary>A constant as words: ClaimsResponsibility is "claims responsibility"; unspecified is empty.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return name == "Unspecified" ? "" : Hyphenated(name).Replace('-', ' ');
    }

    /// <summary>A constant's name as options take it: "air-strike" for AirStrike.</summary>
    public static string Hyphenated(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0)
                words.Append('-');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>"36", "at least 36", "24 to 99 (dozens)", "about 20".</summary>
    public static string Of(CountRange? count)
    {
        if (count is null)
            return "";
        var about = count.Approximate ? "about " : "";
        if (count.HasStated)
        {
            var stated = Number(count.Stated);
            var (low, high) = (count.HasLow && count.Low == count.Stated, count.HasHigh && count.High == count.Stated);
            return low == high || count.Approximate ? about + stated : low ? "at least " + stated : "at most " + stated;
        }
        var range = (count.HasLow, count.HasHigh) switch
        {
            (true, true) when count.Low == count.High => about + Number(count.Low),
            (true, true) => $"{about}{Number(count.Low)} to {Number(count.High)}",
            (true, false) => "at least " + Number(count.Low),
            (false, true) => "at most " + Number(count.High),
            _ => "",
        };
        var term = SafeText.Line(count.VagueTerm);
        return term.Length == 0 ? range : range.Length == 0 ? term : $"{term} ({range})";
    }

    /// <summary>"Taliban [AFG REB]", with count and office where the report gives them.</summary>
    public static string Of(Participant? participant)
    {
        if (participant is null)
            return "";
        var words = SafeText.Line(participant.DisplayName);
        if (Of(participant.Count) is { Length: > 0 } count)
            words = words.Length == 0 ? count : $"{words} ({count})";
        if (participant.Office.Length > 0 && !words.Contains(participant.Office, StringComparison.OrdinalIgnoreCase))
            words += ", " + SafeText.Line(participant.Office);
        if (participant.OrganizationDisplayName.Length > 0 && !words.Contains(participant.OrganizationDisplayName, StringComparison.OrdinalIgnoreCase))
            words += ", " + SafeText.Line(participant.OrganizationDisplayName);
        var codes = string.Join(' ', [.. participant.CountryCode.Length > 0 ? [participant.CountryCode] : Array.Empty<string>(), .. participant.Sectors]);
        if (codes.Length > 0)
            words += $" [{SafeText.Line(codes)}]";
        if (participant.Categories.Count > 0)
            words += $" ({SafeText.Line(string.Join(", ", participant.Categories))})";
        return words;
    }

    /// <summary>Who speaks, in a few words: "Interior Ministry", "Zabiullah Mujahid, Taliban".</summary>
    public static string Claimant(Attribution attribution)
    {
        var claimant = attribution.Claimant;
        var name = SafeText.Line(claimant?.DisplayName ?? "");
        var body = SafeText.Line(claimant?.OrganizationDisplayName ?? "");
        if (name.Length == 0)
            name = body.Length > 0 ? body : "unnamed source";
        else if (body.Length > 0 && !name.Contains(body, StringComparison.OrdinalIgnoreCase))
            name += ", " + body;
        var relays = string.Join(", ", attribution.Relays.Select(relay => SafeText.Line(relay.DisplayName)).Where(relay => relay.Length > 0));
        return relays.Length == 0 ? name : $"{name} (via {relays})";
    }

    /// <summary>"2019-08-31", "2019-08-26 to 2019-09-01", "since 2018-12-31": last days, not the day after.</summary>
    public static string Days(EventTime? time)
    {
        if (Day(time?.StartDate) is not { Length: > 0 } start)
            return "";
        if (time!.EndDate is not { } endDate || AsDate(endDate) is not { } end)
            return "since " + start;
        var last = end.DayNumber > 0 ? end.AddDays(-1) : end;
        return AsDate(time.StartDate) == last ? start : $"{start} to {Day(last)}";
    }

    /// <summary>"Kunduz, Kunduz, Afghanistan": a place within its areas, the smallest first.</summary>
    public static string Of(Place? place)
    {
        if (place is null)
            return "";
        var names = new List<string> { SafeText.Line(place.DisplayName) };
        foreach (var area in place.ContainingAreas.Reverse())
        {
            var name = SafeText.Line(area.DisplayName);
            if (name.Length > 0 && name != names[^1])
                names.Add(name);
        }
        if (names.Count == 1 && place.CountryCode.Length > 0 && !place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal))
            names.Add(SafeText.Line(place.CountryCode));
        return string.Join(", ", names);
    }

    /// <summary>"Kunduz, AF".</summary>
    public static string Short(Toponym? toponym) => toponym?.Place is not { } place
        ? Of(toponym)
        : SafeText.Line(place.CountryCode.Length == 0 || place.FeatureCode.StartsWith("PCL", StringComparison.Ordinal) ? place.DisplayName : $"{place.DisplayName}, {place.CountryCode}");

    /// <summary>The place of an event, or the words for it where it could not be placed.</summary>
    public static string Of(EventLocation? location) => location is null ? "" : Of(location.Toponym);

    /// <summary>The place a name refers to, or the name itself in quotation marks where none was found.</summary>
    public static string Of(Toponym? toponym) => toponym switch
    {
        null => "",
        { Place: { } place } => Of(place),
        _ => $"\"{SafeText.Line(toponym.Evidence?.Quote ?? "")}\"",
    };

    /// <summary>"36.73, 68.86".</summary>
    public static string Of(LatLng? point) =>
        point is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.00##}, {point.Longitude:0.00##}");

    /// <summary>"450 m", "2.4 km", "161 km".</summary>
    public static string Metres(double metres) => metres < 1_000
        ? string.Create(CultureInfo.InvariantCulture, $"{metres:0} m")
        : string.Create(CultureInfo.InvariantCulture, $"{metres / 1_000:#,0.#} km");

    /// <summary>"2019-08-31 06:30" in UTC; the day alone at midnight.</summary>
    public static string Of(Timestamp? time)
    {
        if (time is null || time.Seconds is < -62_135_596_800 or > 253_402_300_799)
            return "";
        var utc = DateTimeOffset.FromUnixTimeSeconds(time.Seconds);
        return utc.ToString(utc.TimeOfDay == TimeSpan.Zero && time.Nanos == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public static string Day(Date? date) => date is null || AsDate(date) is not { } day ? "" : Day(day);

    /// <summary>"0.912".</summary>
    public static string Confidence(double value) => value.ToString("0.00#", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Null where a part is missing or no such day exists.</summary>
    private static DateOnly? AsDate(Date date) =>
        date.Year is >= 1 and <= 9999 && date.Month is >= 1 and <= 12 && date.Day >= 1 && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month)
            ? new DateOnly(date.Year, date.Month, date.Day)
            : null;
}
