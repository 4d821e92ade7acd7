using Sitrep.Events.V1;

namespace Sitrep.Cli.Export;

/// <summary>A form in which events are exported.</summary>
/// <param name="Name">As `--format` takes it.</param>
/// <param name="Has">Which events it has rows for.</param>
/// <param name="Open">Opens what writes to a stream; the second argument is the number of rows that it has already.</param>
internal sealed record ExportFormat(string Name, Func<Event, bool> Has, Func<Stream, long, RowWriter> Open)
{
    private const char Comma = ',', Tab = '\t';

    public const string Default = "jsonl";

    private static readonly ExportFormat[] All =
    [
        new("jsonl", _ => true, (stream, _) => new JsonLinesWriter(stream)),
        new("csv", _ => true, (stream, rows) => new SeparatedWriter(stream, rows, FlatTable.Columns, Comma, header: true)),
        new("geojson", _ => true, (stream, rows) => new GeoJsonWriter(stream, rows)),
        new("parquet", _ => true, (stream, rows) => new ParquetRowWriter(stream, rows, FlatTable.Columns)),
        new("gdelt", item => item.Mappings?.CameoCode is { Length: > 0 }, (stream, rows) => new SeparatedWriter(stream, rows, GdeltTable.Columns, Tab, header: false)),
        new("acled", AcledTable.Has, (stream, rows) => new SeparatedWriter(stream, rows, AcledTable.Columns, Comma, header: true)),
        new("ucdp", UcdpTable.Has, (stream, rows) => new SeparatedWriter(stream, rows, UcdpTable.Columns, Comma, header: true)),
        new("polecat", _ => true, (stream, rows) => new SeparatedWriter(stream, rows, PolecatTable.Columns, Tab, header: true)),
    ];

    public static IEnumerable<string> Names => All.Select(format => format.Name);

    public static ExportFormat Find(string name) => Array.Find(All, format => format.Name == name)
        ?? throw CliException.Usage($"--format: \"{name}\" is none of {string.Join(", ", Names)}");
}
