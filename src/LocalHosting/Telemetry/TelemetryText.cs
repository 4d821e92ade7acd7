using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Sitrep.LocalHosting.Telemetry.Otlp;

namespace Sitrep.LocalHosting.Telemetry;

/// <summary>Turns what arrives over the wire into bounded text for the page.</summary>
internal static class TelemetryText
{
    /// <summary>Attributes kept of one span, log record or data point.</summary>
    public const int MaxCount = 48;

    /// <summary>Characters kept of one value.</summary>
    public const int MaxLength = 1_024;

    /// <summary>How deep lists within lists are read: what is sent to us is not trusted with our stack.</summary>
    private const int MaxDepth = 4;

    public static IReadOnlyDictionary<string, string> Read(RepeatedField<KeyValue> attributes)
    {
        var read = new Dictionary<string, string>(Math.Min(attributes.Count, MaxCount));
        foreach (var attribute in attributes.Take(MaxCount))
            read[Cut(attribute.Key)] = Text(attribute.Value);
        return read;
    }

    public static string Text(AnyValue? value) => Cut(Write(value, 0));

    public static string Cut(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";

    public static string Hex(ByteString bytes) => bytes.Length > 16 ? "" : Convert.ToHexStringLower(bytes.Span);

    /// <summary>The service that a resource names, and its instance.</summary>
    public static (string Service, string Instance) Identify(Resource? resource)
    {
        var (service, instance) = ("unknown", "");
        foreach (var attribute in resource?.Attributes ?? [])
        {
            if (attribute.Key == "service.name") service = Text(attribute.Value);
            if (attribute.Key == "service.instance.id") instance = Text(attribute.Value);
        }

        return (service, instance);
    }

    private static string Write(AnyValue? value, int depth) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => $"{value.BytesValue.Length} bytes",
        AnyValue.ValueOneofCase.ArrayValue when depth < MaxDepth =>
            $"[{string.Join(", ", value.ArrayValue.Values.Take(MaxCount).Select(v => Write(v, depth + 1)))}]",
        AnyValue.ValueOneofCase.KvlistValue when depth < MaxDepth =>
            $"{{{string.Join(", ", value.KvlistValue.Values.Take(MaxCount).Select(v => $"{v.Key}: {Write(v.Value, depth + 1)}"))}}}",
        AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue => "…",
        _ => "",
    };
}
