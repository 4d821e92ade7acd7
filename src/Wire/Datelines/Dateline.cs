using Sitrep.Language;

namespace Sitrep.Wire.Datelines;

/// <summary>"KABUL, Aug 31 (Xinhua) --": where, when and by whom a text says that it was filed.</summary>
/// <param name="Span">All of it, the dash included.</param>
/// <param name="Place">As written, "KABUL"; empty where it names none.</param>
/// <param name="Region">"Afghanistan" of "KABUL, Afghanistan"; empty where it names none.</param>
/// <param name="Month">1 to 12; null where it has no date.</param>
/// <param name="Day">1 to 31; null where it has no date.</param>
/// <param name="Year">Null where it does not give one.</param>
/// <param name="Agency">"Xinhua"; empty where it names none.</param>
public sealed record Dateline(TextSpan Span, string Place, string Region, int? Month, int? Day, int? Year, string Agency)
{
    /// <summary>
    /// The date, its year, where the dateline gives none, that which brings it nearest to the publication; null where there is no date, or no year can be told.
    /// </summary>
    public DateOnly? DateNear(DateOnly? published)
    {
        if (Month is not { } month || Day is not { } day || (Year ?? published?.Year) is not { } year)
        {
            return null;
        }

        if (Year is not null || published is not { } near)
        {
            return Of(year, month, day);
        }

        return new[] { Of(year, month, day), Of(year - 1, month, day), Of(year + 1, month, day) }
            .Where(date => date is not null).OrderBy(date => Math.Abs(date!.Value.DayNumber - near.DayNumber)).FirstOrDefault();
    }

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}
