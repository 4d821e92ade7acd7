using System.Globalization;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Export;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    Text,
    Whole,
    Real,
}

/// <summary>One column of a table of events.</summary>
/// <param name="Name">As the table's users know it.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Value">A string, a long, a double or null.</param>
internal sealed record Column(string Name, ColumnKind Kind, Func<Event, object?> Value)
{
    public static Column Text(string name, Func<Event, string?> value) => new(name, ColumnKind.Text, value);

    public static Column Whole(string name, Func<Event, long?> value) => new(name, ColumnKind.Whole, item => value(item));

    public static Column Real(string name, Func<Event, double?> value) => new(name, ColumnKind.Real, item => value(item));

    /// <summary>A column of a known table for which we have no value.</summary>
    public static Column Empty(string name) => Text(name, _ => "");

    /// <summary>The value as text; empty where there is none. Numbers read the same everywhere.</summary>
    public string Format(Event item) => Value(item) switch
    {
        null => "",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };
}
