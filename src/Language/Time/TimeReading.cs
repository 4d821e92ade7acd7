namespace Sitrep.Language.Time;

/// <summary>What a matched time expression means, before it becomes a <see cref="TimeExpression"/>.</summary>
/// <param name="End">One past its last token.</param>
/// <param name="Type">DATE, TIME, DURATION or SET.</param>
/// <param name="Value">TIMEX3 value.</param>
internal readonly record struct TimeReading(int End, string Type, string Value)
{
    /// <summary>The days it covers.</summary>
    public DateInterval? Interval { get; init; }

    /// <summary>How exactly.</summary>
    public TimePrecision Precision { get; init; }

    /// <summary>"morning", "HH:MM".</summary>
    public string PartOfDay { get; init; } = "";

    /// <summary>Worked out without a date of publication.</summary>
    public bool Inferred { get; init; }

    /// <summary>Again and again.</summary>
    public bool Repeats { get; init; }

    /// <summary>Month and day of a date whose year the words leave open; a weekday before it may still fix it.</summary>
    public (int Month, int Day)? Undated { get; init; }

    /// <summary>The same day, narrowed to a part of it.</summary>
    public TimeReading WithPart(string code, string word) =>
        this with { Type = "TIME", Value = Value.Length == 10 ? Value + code : Value, Precision = TimePrecision.PartOfDay, PartOfDay = word };

    /// <summary>This clock time on another day; it ends where the day's words end.</summary>
    public TimeReading OnDay(TimeReading day) => day.AtClock(this) with { End = day.End };

    /// <summary>This day at a clock time.</summary>
    public TimeReading AtClock(TimeReading clock) =>
        this with { End = clock.End, Type = "TIME", Value = Value.Length == 10 ? Value + "T" + clock.PartOfDay : Value, Precision = TimePrecision.PartOfDay, PartOfDay = clock.PartOfDay };

    /// <summary>The beginning, middle or end of it: the value stays, the days narrow to a third of a year's or a month's.</summary>
    public TimeReading Edge(string edge)
    {
        if (Interval is not { End: { } end } interval || Precision is not (TimePrecision.Year or TimePrecision.Month))
            return this;
        var third = (end.DayNumber - interval.Start.DayNumber) / 3;
        return edge switch
        {
            "beginning" or "start" => this with { Interval = new DateInterval(interval.Start, Calendar.AddDays(interval.Start, third)) },
            "middle" => this with { Interval = new DateInterval(Calendar.AddDays(interval.Start, third), Calendar.AddDays(end, -third)) },
            _ => this with { Interval = new DateInterval(Calendar.AddDays(end, -third), end) },
        };
    }

    /// <summary>"earlier this month" ends with the day of publication, "later this month" begins with it.</summary>
    public TimeReading Half(string word, DateOnly? published)
    {
        if (published is not { } day || Interval is not { End: { } end } interval || day <= interval.Start || day >= end)
            return this;
        return this with { Interval = word == "earlier" ? new DateInterval(interval.Start, day) : new DateInterval(day, end) };
    }
}
