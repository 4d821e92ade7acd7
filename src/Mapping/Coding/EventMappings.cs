using Sitrep.Coder.Events;
using Sitrep.Coder.Ontology;
using Proto = Sitrep.Events.V1;

namespace Sitrep.Mapping.Coding;

/// <summary>What other ontologies call an event, from the event as it stands: an analyst may have corrected what the coder derived it from.</summary>
public static class EventMappings
{
    /// <summary>The mappings that follow from type, modes, factuality, participants and casualties.</summary>
    public static Proto.Mappings Of(Proto.Event account)
    {
        var hasDeaths = account.Casualties.Any(c => c.Harm == Proto.Casualties.Types.Harm.Killed && c.Count is not { HasStated: true, Stated: 0 });
        return CodedTextMapping.ToProto(MappingBuilder.Build(
            (EventType)(int)account.Type,
            account.Modes,
            [.. account.Participants.Select(p => new Participant { Role = (ParticipantRole)(int)p.Role, DisplayName = p.DisplayName, Sectors = [.. p.Sectors] })],
            hasDeaths,
            (Factuality)(int)account.Factuality));
    }
}
