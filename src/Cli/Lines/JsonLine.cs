using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Lines;

/// <summary>A JSON object that stands on one line of a file. Fields are read one by one, so that whatever else stands there does no harm.</summary>
internal sealed class JsonLine : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly JsonDocument _document;

    private JsonLine(JsonDocument document) => _document = document;

    public JsonElement Root => _document.RootElement;

    /// <summary>The `id` as it stands in JSON, string or number, ready to be written again.</summary>
    public string RawId => Root.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? Quote(id)
        : throw new BadLineException("no \"id\"");

    /// <exception cref="BadLineException">No JSON object.</exception>
    public static JsonLine Parse(ReadOnlyMemory<byte> bytes)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw new BadLineException($"not JSON (byte {exception.BytePositionInLine})", exception);
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return new JsonLine(document);
        document.Dispose();
        throw new BadLineException("not a JSON object");
    }

    /// <summary>A text that must be there; lone surrogates come back as U+FFFD.</summary>
    public string Required(string name) => Optional(name) ?? throw new BadLineException($"no \"{name}\"");

    /// <summary>A text that may be missing or null; lone surrogates come back as U+FFFD.</summary>
    public string? Optional(string name) => Root.TryGetProperty(name, out var element) ? Text(element, name) : null;

    public void Dispose() => _document.Dispose();

    /// <summary>Writes a string as JSON.</summary>
    public static string Quote(string text) => "\"" + JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";

    /// <summary>A string element; null where it is null.</summary>
    public static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Null)
            return null;
        if (element.ValueKind != JsonValueKind.String)
            throw new BadLineException($"\"{name}\" is not a string");
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Either bytes that are no UTF-8 or a lone surrogate written as an escape; .NET refuses both, we only the first.
            return LoneSurrogates.Replace(Unescape(element, name));
        }
    }

    private static string Quote(JsonElement id) => id.ValueKind == JsonValueKind.Number ? id.GetRawText() : Quote(Text(id, "id")!);

    private static string Unescape(JsonElement element, string name)
    {
        string raw;
        try
        {
            raw = StrictUtf8.GetString(JsonMarshal.GetRawUtf8Value(element)[1..^1]);
        }
        catch (DecoderFallbackException exception)
        {
            throw new BadLineException($"\"{name}\" is not UTF-8", exception);
        }
        var text = new ArrayBufferWriter<char>(Math.Max(raw.Length, 1));
        for (var i = 0; i < raw.Length; i++)
        {
            var unit = raw[i];
            if (unit == '\\')
            {
                unit = raw[++i] switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => (char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                    var literal => literal,
                };
                if (raw[i] == 'u')
                    i += 4;
            }
            text.Write([unit]);
        }
        return new string(text.WrittenSpan);
    }
}
