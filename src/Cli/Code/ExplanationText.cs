using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sitrep.Cli.Terminal;
using Sitrep.Coder;
using Sitrep.Coder.Explaining;

namespace Sitrep.Cli.Code;

/// <summary>What decided the fields of each event, as text or JSON.</summary>
internal static class ExplanationText
{
    /// <summary>One paragraph an event, a line a decision; then the words that made no event.</summary>
    public static void Write(CliConsole console, CodedText coded, CodingExplanation explanation)
    {
        console.Output.WriteLine("Why:");
        foreach (var one in explanation.Events)
        {
            var item = coded.Events[one.EventIndex];
            console.Output.WriteLine(SafeText.Line($"{one.EventIndex + 1}  {item.Type.ToString().ToUpperInvariant()} \"{item.Triggers[0].Of(coded.Text)}\""));
            foreach (var decision in one.Decisions)
            {
                var chosen = decision.Chosen.Length > 0 ? decision.Chosen : "-";
                var rejected = decision.Rejected.Length > 0 ? $"; not: {decision.Rejected}" : "";
                console.Output.WriteLine("   " + SafeText.Line($"{decision.Field}: {chosen} <- {decision.Because} (\"{decision.Evidence.Of(coded.Text)}\"){rejected}"));
            }
        }
        if (explanation.Rejected.Count > 0)
            console.Output.WriteLine("No event:");
        foreach (var rejected in explanation.Rejected)
            console.Output.WriteLine("   " + SafeText.Line($"\"{rejected.Span.Of(coded.Text)}\" as {rejected.Reading}: {rejected.Because}"));
    }

    /// <summary>`{"events":[{"index","decisions":[{"field","chosen","because","rejected","start","end"}]}],"rejected":[..]}`; offsets in UTF-16 units.</summary>
    public static string Json(CodingExplanation explanation)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("events");
            foreach (var one in explanation.Events)
            {
                json.WriteStartObject();
                json.WriteNumber("index", one.EventIndex);
                json.WriteStartArray("decisions");
                foreach (var decision in one.Decisions)
                {
                    json.WriteStartObject();
                    json.WriteString("field", decision.Field);
                    json.WriteString("chosen", decision.Chosen);
                    json.WriteString("because", decision.Because);
                    json.WriteString("rejected", decision.Rejected);
                    json.WriteNumber("start", decision.Evidence.Start);
                    json.WriteNumber("end", decision.Evidence.End);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("rejected");
            foreach (var rejected in explanation.Rejected)
            {
                json.WriteStartObject();
                json.WriteString("reading", rejected.Reading);
                json.WriteString("because", rejected.Because);
                json.WriteNumber("start", rejected.Span.Start);
                json.WriteNumber("end", rejected.Span.End);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
