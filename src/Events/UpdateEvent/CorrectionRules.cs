using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Sitrep.Events.CodeText;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.UpdateEvent;

/// <summary>What an analyst's correction must be like.</summary>
internal static partial class CorrectionRules
{
    /// <summary>What a reader of the history needs, no essay.</summary>
    private const int MaxReasonBytes = 4 * 1024;

    private const int MaxNoteBytes = 16 * 1024;
    private const int MaxTagBytes = 400;
    private const int MaxTags = 100;
    private const int MaxPaths = 100;
    private const int MaxPathBytes = 400;
    private const int MaxNameBytes = 400;

    /// <summary>A corrected event is no larger than a large report has them.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    /// <summary>Far beyond what some hundred characters take, for a busy machine may let a tenth of a second pass between two instructions.</summary>
    private const int MatchTimeoutMs = 10_000;

    private const string ReviewField = "review";

    /// <summary>The path that gives fields back to the coder.</summary>
    public const string OverriddenPath = "review.overridden";

    /// <summary>Fields of `Event` that an analyst may set; all others are the server's.</summary>
    private static readonly HashSet<string> Settable =
    [
        "type", "modes", "contexts", "mappings", "factuality", "triggers", "participants", "time", "location", "casualties", "quantities", "attributions",
        "links", "occurrences", "confidence", ReviewField,
    ];

    /// <summary>Whether a path belongs to the review and not to what the coder reads.</summary>
    public static bool IsOfReview(string path) => Overlay.Covers(ReviewField, path);

    /// <exception cref="SitrepException">INVALID_ARGUMENT with every violation.</exception>
    public static void Check(UpdateEventRequest request, Violations violations)
    {
        violations.Require(request.Event is not null, "event", "REQUIRED", "Must be set.");
        violations.CheckText(request.Reason, "reason", MaxReasonBytes, required: true);
        var paths = request.UpdateMask?.Paths ?? [];
        violations.Require(paths.Count > 0, "update_mask", "REQUIRED", "Must name the fields to set.");
        violations.Require(paths.Count <= MaxPaths, "update_mask", "TOO_MANY", $"At most {MaxPaths} paths.");
        for (var i = 0; i < Math.Min(paths.Count, MaxPaths); i++)
        {
            CheckPath(paths[i], $"update_mask.paths[{i}]", violations);
        }

        if (request.Event is not { } account)
        {
            return;
        }

        violations.CheckText(account.Name, "event.name", MaxNameBytes, required: true);
        violations.Require(
            account.Name.Length == 0 || account.Name.StartsWith(EventName.Collection, StringComparison.Ordinal), "event.name", "INVALID_FORMAT", "Must be `events/{event}`.");
        violations.Require(account.CalculateSize() <= MaxEventBytes, "event", "TOO_LONG", $"At most {MaxEventBytes} bytes.");
        if (!violations.Any)
        {
            CheckValues(account, [.. paths], violations);
        }
    }

    private static void CheckPath(string path, string field, Violations violations)
    {
        if (path.Length is 0 or > MaxPathBytes || Overlay.Find(Event.Descriptor, path) is null)
        {
            violations.Add(field, "UNKNOWN_FIELD", "Must name a field of Event that lies in no list.");
            return;
        }

        violations.Require(Settable.Contains(path.Split('.')[0]), field, "SERVER_OWNED", "The server keeps this field.");
    }

    private static void CheckValues(Event account, IReadOnlyList<string> paths, Violations violations)
    {
        bool Sets(string path) => paths.Any(p => Overlay.Covers(p, path) || Overlay.Covers(path, p));
        foreach (var root in paths.Select(path => path.Split('.')[0]).Distinct())
        {
            var field = Event.Descriptor.FindFieldByName(root);
            if (!field.HasPresence || field.Accessor.HasValue(account))
            {
                CheckDeep(field, field.Accessor.GetValue(account), $"event.{root}", violations);
            }
        }

        violations.Require(!Sets("type") || account.Type != EventType.Unspecified, "event.type", "REQUIRED", "Must be a type.");
        violations.Require(!Sets("factuality") || account.Factuality != Factuality.Unspecified, "event.factuality", "REQUIRED", "Must be a factuality.");
        violations.Require(!Sets("confidence") || account.Confidence is >= 0 and <= 1, "event.confidence", "OUT_OF_RANGE", "Must lie in [0, 1].");
        Words(Sets("modes") ? account.Modes : [], "event.modes", LowerCase(), "lower case, as the codebook writes modes", violations);
        Words(Sets("contexts") ? account.Contexts : [], "event.contexts", LowerCase(), "lower case, as the codebook writes contexts", violations);
        if (Sets("time") && account.Time is { } time)
        {
            CheckTime(time, violations);
        }

        if (Sets("location") && account.Location?.Point is { } point)
        {
            violations.Require(
                point.Latitude is >= -90 and <= 90 && point.Longitude is >= -180 and <= 180, "event.location.point", "OUT_OF_RANGE",
                "Latitude must lie in [-90, 90] and longitude in [-180, 180].");
        }

        for (var i = 0; Sets("participants") && i < account.Participants.Count; i++)
        {
            var (participant, at) = (account.Participants[i], $"event.participants[{i}]");
            violations.Require(participant.Role != Participant.Types.Role.Unspecified, $"{at}.role", "REQUIRED", "Must be a role.");
            violations.Require(
                participant.CountryCode.Length == 0 || ThreeLetters().IsMatch(participant.CountryCode), $"{at}.country_code", "INVALID_FORMAT", "Must be three capital letters.");
            Words(participant.Sectors, $"{at}.sectors", ThreeLetters(), "three capital letters", violations);
        }

        for (var i = 0; Sets("casualties") && i < account.Casualties.Count; i++)
        {
            violations.Require(
                account.Casualties[i].Harm != Casualties.Types.Harm.Unspecified, $"event.casualties[{i}].harm", "REQUIRED", "Must be a harm.");
        }

        if (Sets(ReviewField) && account.Review is { } review)
        {
            violations.CheckText(review.Note, "event.review.note", MaxNoteBytes, required: false);
            violations.Require(review.Tags.Count <= MaxTags, "event.review.tags", "TOO_MANY", $"At most {MaxTags} tags.");
            for (var i = 0; i < Math.Min(review.Tags.Count, MaxTags); i++)
            {
                violations.CheckText(review.Tags[i], $"event.review.tags[{i}]", MaxTagBytes, required: true);
            }
        }
    }

    private static void CheckTime(EventTime time, Violations violations)
    {
        var (start, end) = (EventDays.Day(time.StartDate), EventDays.Day(time.EndDate));
        violations.Require(time.StartDate is null || start is not null, "event.time.start_date", "INVALID_DATE", "Must be a full date of the calendar.");
        violations.Require(time.EndDate is null || end is not null, "event.time.end_date", "INVALID_DATE", "Must be a full date of the calendar.");
        violations.Require(!(end <= start), "event.time.end_date", "EMPTY_INTERVAL", "Must be after start_date: it is the day after the last.");
        TextRules.CheckTimeZone(time.TimeZone, "event.time.time_zone", violations);
    }

    /// <summary>Text that no database keeps, values that no enumeration has, ranges that end before they begin: anywhere below a field.</summary>
    private static void CheckDeep(FieldDescriptor field, object? value, string at, Violations violations)
    {
        switch (value)
        {
            case string text:
                violations.Require(!text.Contains('\0'), at, "NUL_CHARACTER", "Must not hold U+0000.");
                break;
            case CountRange range:
                violations.Require(
                    !(range.HasLow && range.Low < 0) && !(range.HasLow && range.HasHigh && range.Low > range.High) && !(range.HasStated && range.Stated < 0),
                    at, "OUT_OF_RANGE", "Must not be negative, and low not above high.");
                break;
            case IMessage message:
                foreach (var inner in message.Descriptor.Fields.InFieldNumberOrder())
                {
                    if (!inner.HasPresence || inner.Accessor.HasValue(message))
                    {
                        CheckDeep(inner, inner.Accessor.GetValue(message), $"{at}.{inner.Name}", violations);
                    }
                }

                break;
            case System.Collections.IList list:
                for (var i = 0; i < list.Count; i++)
                {
                    CheckDeep(field, list[i], $"{at}[{i}]", violations);
                }

                break;
            case Enum when field.FieldType == FieldType.Enum:
                violations.Require(
                    field.EnumType.FindValueByNumber(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)) is not null, at, "UNKNOWN_VALUE",
                    "Not a value of this enumeration.");
                break;
        }
    }

    private static void Words(RepeatedField<string> values, string field, Regex pattern, string form, Violations violations)
    {
        for (var i = 0; i < values.Count; i++)
        {
            violations.Require(values[i].Length <= MaxTagBytes && pattern.IsMatch(values[i]), $"{field}[{i}]", "INVALID_FORMAT", $"Must be {form}.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex LowerCase();

    [GeneratedRegex("^[A-Z]{3}\\z", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex ThreeLetters();
}
