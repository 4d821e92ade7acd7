using System.Globalization;
using Google.Protobuf.Reflection;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Kind = Sitrep.Events.V1.AggregateEventsRequest.Types.Dimension;

namespace Sitrep.Events.AggregateEvents;

/// <summary>What is counted by: a number for each event, and the key that the number stands for. An event without a value has the empty key.</summary>
internal abstract class Dimension
{
    private const long NoValue = long.MinValue;

    private static readonly DateOnly Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    public abstract long Number(in EventFacts.Column column);

    public abstract string Key(long number);

    /// <summary>A dimension over some facts.</summary>
    public static Dimension Of(Kind kind, EventFacts facts, int cellLength) => kind switch
    {
        Kind.Day => new Days(day => day, day => Epoch.AddDays((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        // 1970-01-01 was a Thursday: weeks begin three days before.
        Kind.Week => new Days(day => Math.DivRem(day + 3 + 7_000_000, 7).Quotient, week => Week(Epoch.AddDays((int)((week * 7) - 3 - 7_000_000)))),
        Kind.Month => new Days(Month, month => string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{(month % 12) + 1:00}")),
        Kind.Type => new Types(),
        Kind.Country => new Words(facts.Countries, (in EventFacts.Column c) => c.Country),
        Kind.Adm1 => new Words(facts.Divisions, (in EventFacts.Column c) => c.Division),
        Kind.Source => new Words(facts.Sources, (in EventFacts.Column c) => c.Source),
        Kind.Cell => new Cells(cellLength),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Week(DateOnly monday)
    {
        var time = monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}");
    }

    private static long Month(int day)
    {
        var date = Epoch.AddDays(day);
        return (date.Year * 12L) + date.Month - 1;
    }

    private delegate int Reader(in EventFacts.Column column);

    private sealed class Days(Func<int, long> number, Func<long, string> key) : Dimension
    {
        /// <summary>A year has few days and many events.</summary>
        private readonly Dictionary<int, long> _known = [];

        public override long Number(in EventFacts.Column column)
        {
            if (column.DateOrder == EventRow.Undated)
            {
                return NoValue;
            }

            ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_known, column.DateOrder, out var exists);
            return exists ? known : known = number(-column.DateOrder);
        }

        public override string Key(long one) => one == NoValue ? "" : key(one);
    }

    private sealed class Types : Dimension
    {
        private static readonly Dictionary<long, string> Names = EventsDescriptor().Values
            .ToDictionary(value => (long)value.Number, value => value.Number == 0 ? "" : value.Name["EVENT_TYPE_".Length..]);

        public override long Number(in EventFacts.Column column) => column.Type;

        public override string Key(long number) => Names.GetValueOrDefault(number, "");

        private static EnumDescriptor EventsDescriptor() => Event.Descriptor.FindFieldByNumber(Event.TypeFieldNumber).EnumType;
    }

    private sealed class Words(EventFacts.Words words, Reader reader) : Dimension
    {
        public override long Number(in EventFacts.Column column) => reader(column);

        public override string Key(long number) => words[(int)number];
    }

    private sealed class Cells(int length) : Dimension
    {
        public override long Number(in EventFacts.Column column) =>
            double.IsNaN(column.Latitude) ? NoValue : Geohash.Cell(column.Latitude, column.Longitude, length);

        public override string Key(long number) => number == NoValue ? "" : Geohash.Text(number, length);
    }
}
