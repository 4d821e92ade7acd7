namespace Sitrep.Language.Time;

/// <summary>A time expression and what it means (TIMEX3).</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Type">DATE, TIME, DURATION or SET.</param>
/// <param name="Value">ISO 8601 as TimeML writes it ("2019-08-31", "2019-W35", "2019-08-31TNI", "P18Y", "PAST_REF"); empty where it cannot be told.</param>
/// <param name="Interval">The days it covers; null for durations, sets, vague references, and dates that nothing fixes.</param>
/// <param name="Precision">How exactly the words say it.</param>
/// <param name="PartOfDay">"morning", "night" and the like, or "HH:MM"; empty where none.</param>
/// <param name="Relation">How the words relate to the interval: "since the end of 2018" starts in it and has no end.</param>
/// <param name="Inferred">The year or day was worked out without a known date of publication.</param>
public sealed record TimeExpression(
    TextSpan Span, string Type, string Value, DateInterval? Interval, TimePrecision Precision, string PartOfDay, TimeRelation Relation, bool Inferred);

/// <summary>Half-open days [Start, End); a null end is open.</summary>
public readonly record struct DateInterval(DateOnly Start, DateOnly? End);

/// <summary>How exactly words give a time.</summary>
public enum TimePrecision
{
    /// <summary>Not a date.</summary>
    None,
    /// <summary>Part of a day or a clock time.</summary>
    PartOfDay,
    /// <summary>A day.</summary>
    Day,
    /// <summary>Some days or a week.</summary>
    Week,
    /// <summary>A month.</summary>
    Month,
    /// <summary>A year.</summary>
    Year,
    /// <summary>More than a year.</summary>
    Longer,
}

/// <summary>How something told with a time expression relates to its interval.</summary>
public enum TimeRelation
{
    /// <summary>Within it ("on Saturday", "last week").</summary>
    Within,
    /// <summary>From it on ("since June").</summary>
    Since,
    /// <summary>Up to it ("until Friday").</summary>
    Until,
    /// <summary>Before it ("before the vote", "by Friday").</summary>
    Before,
    /// <summary>After it.</summary>
    After,
    /// <summary>All through it ("throughout the week").</summary>
    Throughout,
    /// <summary>Again and again in it ("every night this week").</summary>
    Repeatedly,
}
