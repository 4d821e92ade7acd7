using Google.Type;
using Sitrep.Events.V1;
using Sitrep.Storage;

namespace Sitrep.Events.Storage;

/// <summary>The days of an event, half-open, in days since 1970-01-01.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">One past the last, after <paramref name="Start"/>.</param>
internal readonly record struct EventDays(int Start, int End)
{
    private static readonly int Epoch = DateOnly.FromDateTime(System.DateTime.UnixEpoch).DayNumber;

    /// <summary>
    /// Days of an event; null where it has no date. An end that is not said is open: the event is taken to run to the day of publication, and
    /// for its first day only where that is not known either.
    /// </summary>
    public static EventDays? Of(Event account)
    {
        if (Day(account.Time?.StartDate) is not { } start)
        {
            return null;
        }

        var end = Day(account.Time!.EndDate)
            ?? (account.Report?.PublishTime is { } published ? (int)Math.DivRem(UnixMicros.From(published), 86_400_000_000L).Quotient + 1 : start + 1);
        return new EventDays(start, Math.Max(end, start + 1));
    }

    /// <summary>Where an event stands in the order of days; <see cref="EventRow.DateOrder"/>.</summary>
    public static int Order(Event account) => Of(account) is { } days ? -days.Start : EventRow.Undated;

    /// <summary>Days since 1970-01-01; null for no date, or one that no calendar has.</summary>
    public static int? Day(Date? date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month)
            ? new DateOnly(date.Year, date.Month, date.Day).DayNumber - Epoch
            : null;
}
