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
            foreach (var (item, claim) in coded.Events.SelectMany(e => e.Attributions.Select(a => (e, a))))
                WriteClaim(json, item, claim);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, CodedEvent item)
    {
        json.WriteStartObject();
        json.WriteString("event", CodebookType(item).ToString().ToUpperInvariant());
        json.WriteString("cameo", item.Mappings.CameoCode);
        json.WriteString("mode", item.Modes.Count > 0 ? item.Modes[0] : "");
        WriteActors(json, "source", item, ParticipantRole.Actor, ParticipantRole.ActorOrganization);
        WriteActors(json, "target", item, ParticipantRole.Recipient, ParticipantRole.Victim, ParticipantRole.PhysicalTarget);
        WriteToll(json, "dead", item, Harm.Killed);
        WriteToll(json, "injured", item, Harm.Injured);
        json.WriteEndObject();
    }

    /// <summary>CAMEO codes what a party says of a deed too: that others did it is 112, that it did so itself 015. The claims of officials, doctors and the press are none.</summary>
    private static void WriteClaim(Utf8JsonWriter json, CodedEvent item, Attribution claim)
    {
        var speaker = claim.Claimant;
        var own = claim.Stance == Sitrep.Language.Attributions.SpeechStance.ClaimsResponsibility;
        var political = speaker.CountryCode.Length > 0 && (speaker.ActorId.Length > 0 || speaker.Sectors is ["GOV" or "REB", ..]) && speaker.Sectors is not ["JRN" or "MED" or "COP", ..];
        if (item.Type != EventType.Assault || !political || item.Factuality is Factuality.Negated or Factuality.Future)
            return;
        var doers = item.Participants.Where(p => p.Role == ParticipantRole.Actor).ToList();
        if (!own && (doers.Count == 0 || doers.Exists(d => d.CountryCode == speaker.CountryCode && d.DisplayName == speaker.DisplayName)))
            return;
        json.WriteStartObject();
        json.WriteString("event", own ? "" : "ACCUSE");
        json.WriteString("cameo", own ? "015" : "112");
        json.WriteStartArray("source");
        WriteActor(json, speaker);
        json.WriteEndArray();
        WriteActors(json, "target", item, own ? ParticipantRole.Recipient : ParticipantRole.Actor);
        json.WriteEndObject();
    }

    /// <summary>The codebook types words about the future as words: a promised good is AGREE, an announced or conditional harm THREATEN, a good not done REJECT. Sitrep keeps the deed and gives it a factuality.</summary>
    private static EventType CodebookType(CodedEvent item)
    {
        var harm = item.Type is EventType.Assault or EventType.Coerce or EventType.Sanction or EventType.Protest or EventType.Mobilize;
        var good = item.Type is EventType.Consult or EventType.Cooperate or EventType.Aid or EventType.Retreat or EventType.Concede or EventType.Support;
        return item.Factuality switch
        {
            Factuality.Future when good => EventType.Agree,
            Factuality.Future or Factuality.Hypothetical when harm => EventType.Threaten,
            _ => item.Type,
        };
    }

    private static void WriteActors(Utf8JsonWriter json, string name, CodedEvent item, params ParticipantRole[] roles)
    {
        json.WriteStartArray(name);
        foreach (var participant in item.Participants.Where(p => roles.Contains(p.Role)))
        {
            WriteActor(json, participant);
        }
        json.WriteEndArray();
    }

    private static void WriteActor(Utf8JsonWriter json, Participant participant)
    {
        json.WriteStartObject();
        json.WriteString("text", participant.DisplayName);
        json.WriteString("code", participant.CountryCode + (participant.Sectors.Count > 0 ? participant.Sectors[0] : ""));
        json.WriteEndObject();
    }

    /// <summary>The first number stated of this event as a whole.</summary>
    private static void WriteToll(Utf8JsonWriter json, string name, CodedEvent item, Harm harm)
    {
        var toll = item.Casualties.FirstOrDefault(c => c.Harm == harm && c.Scope is CasualtyScope.Event or CasualtyScope.None && c.Count.Stated is not null);
        if (toll?.Count.Stated is { } number)
            json.WriteNumber(name, number);
    }
}
