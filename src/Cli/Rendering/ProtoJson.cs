using Google.Protobuf;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Rendering;

/// <summary>Writes messages as proto3 JSON, one a line: lowerCamelCase, enum names in full, unset fields left out, int64 as strings.</summary>
internal static class ProtoJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    public static string Line(IMessage message) => Formatter.Format(message);

    /// <summary>The same with an `id` in front.</summary>
    /// <param name="rawId">As JSON.</param>
    /// <param name="message">What follows.</param>
    public static string Line(string rawId, IMessage message)
    {
        var json = Formatter.Format(message);
        return json == "{ }" ? $"{{ \"id\": {rawId} }}" : $"{{ \"id\": {rawId}, {json.AsSpan(2)}";
    }

    public static void Write(CliConsole console, IMessage message)
    {
        console.Output.Write(Line(message));
        console.Output.Write('\n');
    }
}
