using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sitrep.Language;

namespace Sitrep.Cli.Eval;

/// <summary>Writes one line of a prediction file: the id as it was read, then what the family adds.</summary>
internal static class Prediction
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(string rawId, Action<Utf8JsonWriter> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("id");
            json.WriteRawValue(rawId);
            fields(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>`"start":..,"end":..` in code points.</summary>
    public static void WriteSpan(Utf8JsonWriter json, TextSpan span, CodePoints points)
    {
        json.WriteNumber("start", points.Of(span.Start));
        json.WriteNumber("end", points.Of(span.End));
    }

    /// <summary>`"name":[[start,end],..]` in code points.</summary>
    public static void WriteSpans(Utf8JsonWriter json, string name, IEnumerable<TextSpan> spans, CodePoints points)
    {
        json.WriteStartArray(name);
        foreach (var span in spans)
        {
            json.WriteStartArray();
            json.WriteNumberValue(points.Of(span.Start));
            json.WriteNumberValue(points.Of(span.End));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
