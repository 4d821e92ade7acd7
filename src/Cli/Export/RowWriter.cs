using System.Text;
using System.Text.Json;
using Sitrep.Cli.Rendering;
using Sitrep.Events.V1;

namespace Sitrep.Cli.Export;

/// <summary>Writes events to a stream, a row each, and holds no more than a bounded number of them.</summary>
internal abstract class RowWriter
{
    /// <summary>Adds a row.</summary>
    public abstract Task WriteAsync(Event item, CancellationToken cancellationToken);

    /// <summary>Whether every row added is in the stream: only then can an export be taken up again here.</summary>
    public virtual bool IsComplete => true;

    /// <summary>What must be put behind the rows so that they can be gone on after; empty for most.</summary>
    public virtual byte[] Tail => [];

    /// <summary>Writes what ends the file.</summary>
    public virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>proto3 JSON, one event a line.</summary>
internal sealed class JsonLinesWriter(Stream stream) : RowWriter
{
    public override async Task WriteAsync(Event item, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(ProtoJson.Line(item) + "\n"), CancellationToken.None);
}

/// <summary>A table with commas (RFC 4180) or tabs between its columns.</summary>
internal sealed class SeparatedWriter(Stream stream, long rows, IReadOnlyList<Column> columns, char separator, bool header) : RowWriter
{
    private readonly StringBuilder _line = new();
    private bool _begun = rows > 0 || !header;

    public override async Task WriteAsync(Event item, CancellationToken cancellationToken)
    {
        await BeginAsync();
        await LineAsync(columns.Select(column => column.Format(item)));
    }

    public override Task EndAsync(CancellationToken cancellationToken) => BeginAsync();

    private async Task BeginAsync()
    {
        if (_begun)
            return;
        _begun = true;
        await LineAsync(columns.Select(column => column.Name));
    }

    private async Task LineAsync(IEnumerable<string> values)
    {
        _line.Clear();
        foreach (var value in values)
        {
            if (separator == ',')
                AppendQuoted(value);
            else
                AppendPlain(value);
            _line.Append(separator);
        }
        _line[^1] = '\n';
        // A row is never cut off in the middle by Ctrl+C.
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_line.ToString()), CancellationToken.None);
    }

    private void AppendQuoted(string value)
    {
        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0)
            _line.Append(value);
        else
            _line.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>Files with tabs know no quotes: what would break a row becomes a space.</summary>
    private void AppendPlain(string value)
    {
        foreach (var one in value)
            _line.Append(one is '\t' or '\r' or '\n' ? ' ' : one);
    }
}

/// <summary>A FeatureCollection (RFC 7946), a feature a line; events without a place have no geometry.</summary>
internal sealed class GeoJsonWriter(Stream stream, long rows) : RowWriter
{
    private long _rows = rows;

    public override async Task WriteAsync(Event item, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        buffer.Write(_rows++ == 0 ? "{\"type\":\"FeatureCollection\",\"features\":[\n"u8 : ",\n"u8);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, item);
        await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), CancellationToken.None);
    }

    public override async Task EndAsync(CancellationToken cancellationToken) => await stream.WriteAsync(
        Encoding.UTF8.GetBytes(_rows == 0 ? "{\"type\":\"FeatureCollection\",\"features\":[]}\n" : "\n]}\n"), CancellationToken.None);

    private static void Write(Utf8JsonWriter json, Event item)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", item.Name);
        if (item.Location?.Point is { } point)
        {
            json.WriteStartObject("geometry");
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(point.Longitude);
            json.WriteNumberValue(point.Latitude);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("geometry");
        }
        json.WriteStartObject("properties");
        foreach (var column in FlatTable.Columns)
        {
            switch (column.Value(item))
            {
                case string { Length: > 0 } text:
                    json.WriteString(column.Name, text);
                    break;
                case long whole:
                    json.WriteNumber(column.Name, whole);
                    break;
                case double real:
                    json.WriteNumber(column.Name, real);
                    break;
            }
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
