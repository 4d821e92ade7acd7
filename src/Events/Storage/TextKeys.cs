namespace Sitrep.Events.Storage;

/// <summary>
/// Keys of the index of words. A report stands in it once for each day that its events have, under a key that begins with the day: the index is
/// then read in the order of pages, and a page costs what it shows however common the words are.
/// </summary>
internal static class TextKeys
{
    /// <summary>Bits of a report's number: more reports than any installation will have.</summary>
    private const int NumberBits = 40;

    /// <summary>More days than the years 1 to 9999 lie before or after 1970.</summary>
    private const int Shift = 1 << 22;

    /// <summary>The place of undated events: after all that have a date.</summary>
    private const int Undated = (1 << 23) - 1;

    /// <summary>The key of a report's events of one day.</summary>
    /// <param name="dateOrder"><see cref="EventRow.DateOrder"/>.</param>
    /// <param name="number"><see cref="ReportTextRow.Number"/>; 0 gives the day's first key.</param>
    public static long Of(int dateOrder, long number) => ((long)Day(dateOrder) << NumberBits) | number;

    /// <summary>The last key that a day can have.</summary>
    public static long LastOf(int dateOrder) => Of(dateOrder, NumberMask);

    /// <summary>The day of a key, as <see cref="EventRow.DateOrder"/>.</summary>
    public static int DateOrder(long key) => (int)(key >> NumberBits) is var day && day == Undated ? EventRow.Undated : day - Shift;

    /// <summary>The report of a key.</summary>
    public static long Number(long key) => key & NumberMask;

    public const long NumberMask = (1L << NumberBits) - 1;

    private static int Day(int dateOrder) =>
        dateOrder == EventRow.Undated ? Undated : Math.Clamp(dateOrder, -Shift, Shift - 2) + Shift;
}
