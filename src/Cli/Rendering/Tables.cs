using Spectre.Console;

namespace Sitrep.Cli.Rendering;

/// <summary>The one look of all tables: no frame, a line under the heads, cells wrapped to the width of the output; names of resources never are, for they are copied.</summary>
internal static class Tables
{
    public static Table Create(params string[] heads)
    {
        var table = new Table { Border = TableBorder.Simple, Expand = false, UseSafeBorder = false };
        foreach (var head in heads)
            table.AddColumn(Column(head));
        return table;
    }

    private static TableColumn Column(string head) => new(new Spectre.Console.Text(head, Styles.Label))
    {
        Padding = new Padding(0, 0, 1, 0),
        NoWrap = head is "event" or "incident" or "report" or "name",
    };

    public static Spectre.Console.Text Cell(string words, Style? style = null) => new(words, style);
}
