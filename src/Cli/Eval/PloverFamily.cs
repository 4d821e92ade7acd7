using System.Text.Json;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Offline;
using Sitrep.Coder;
using Sitrep.Coder.Events;
using Sitrep.Gazetteer;

namespace Sitrep.Cli.Eval;

/// <summary>plover_score.py: `{"id","events":[{"event","cameo","mode","source":[{"text","code"}],"target":[..],"dead","injured"}]}`; reads id, text and date.</summary>
internal static class PloverFamily
{
    public static async ValueTask<string> RunAsync(OfflineEngine engine, JsonLine line, CancellationToken cancellationToken)
    {
        var input = new CoderInput(line.Required("text"), "", GoldDates.Time(line, "date"), "", ResolutionContext.None);
        var coded = await engine.ReadAsync(input, cancellationToken);
        return Prediction.Line(line.RawId, json =>
        {
            json.WriteStartArray("events");
            foreach (var item in coded.Events)
                Write(json, item);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, CodedEvent item)
    {
        json.WriteStartObject();
        json.WriteString("event", item.Type.ToString().ToUpperInvariant());
        json.WriteString("cameo", item.Mappings.CameoCode);
        json.WriteString("mode", item.Modes.Count > 0 ? item.Modes[0] : "");
        WriteActors(json, "source", item, ParticipantRole.Actor, ParticipantRole.ActorOrganization);
        WriteActors(json, "target", item, ParticipantRole.Recipient, ParticipantRole.Victim, ParticipantRole.PhysicalTarget);
        WriteToll(json, "dead", item, Harm.Killed);
        WriteToll(json, "injured", item, Harm.Injured);
        json.WriteEndObject();
    }

    private static void WriteActors(Utf8JsonWriter json, string name, CodedEvent item, params ParticipantRole[] roles)
    {
        json.WriteStartArray(name);
        foreach (var participant in item.Participants.Where(p => roles.Contains(p.Role)))
        {
            json.WriteStartObject();
            json.WriteString("text", participant.DisplayName);
            json.WriteString("code", participant.CountryCode + (participant.Sectors.Count > 0 ? participant.Sectors[0] : ""));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The first number stated of this event as a whole.</summary>
    private static void WriteToll(Utf8JsonWriter json, string name, CodedEvent item, Harm harm)
    {
        var toll = item.Casualties.FirstOrDefault(c => c.Harm == harm && c.Scope is CasualtyScope.Event or CasualtyScope.None && c.Count.Stated is not null);
        if (toll?.Count.Stated is { } number)
            json.WriteNumber(name, number);
    }
}
