using Sitrep.Coder.Events;

namespace Sitrep.Coder.Ontology;

/// <summary>Says a coded event in the terms of CAMEO, ACLED, UCDP and GTD.</summary>
public static class MappingBuilder
{
    /// <summary>CAMEO codes by type and mode, and their Goldstein scores (CAMEO 1.1b3 and its scale as GDELT publishes it).</summary>
    private static readonly Dictionary<(EventType, string), (string Code, double Goldstein)> Cameo = new()
    {
        [(EventType.Agree, "")] = ("057", 8),
        [(EventType.Consult, "")] = ("040", 1),
        [(EventType.Consult, "visit")] = ("042", 1.9),
        [(EventType.Consult, "third-party")] = ("045", 5),
        [(EventType.Consult, "multilateral")] = ("046", 7),
        [(EventType.Consult, "phone")] = ("041", 1),
        [(EventType.Support, "")] = ("050", 3.5),
        [(EventType.Concede, "")] = ("080", 5),
        [(EventType.Cooperate, "")] = ("060", 6),
        [(EventType.Aid, "")] = ("070", 7),
        [(EventType.Retreat, "")] = ("087", 9),
        [(EventType.Retreat, "withdraw")] = ("0874", 9.4),
        [(EventType.Retreat, "release")] = ("0841", 7),
        [(EventType.Retreat, "disarm")] = ("0873", 9.2),
        [(EventType.Retreat, "ceasefire")] = ("0871", 9),
        [(EventType.Retreat, "access")] = ("085", 7),
        [(EventType.Retreat, "resign")] = ("0831", 5),
        [(EventType.Request, "")] = ("020", 3),
        [(EventType.Request, "assist")] = ("023", 3.4),
        [(EventType.Request, "change")] = ("024", -0.3),
        [(EventType.Request, "yield")] = ("025", -0.3),
        [(EventType.Request, "meet")] = ("022", 3.2),
        [(EventType.Accuse, "")] = ("110", -2),
        [(EventType.Accuse, "disapprove")] = ("111", -2),
        [(EventType.Accuse, "allege")] = ("112", -2),
        [(EventType.Accuse, "investigate")] = ("090", -2),
        [(EventType.Reject, "")] = ("120", -4),
        [(EventType.Threaten, "")] = ("130", -4.4),
        [(EventType.Threaten, "violence")] = ("138", -7),
        [(EventType.Threaten, "restrict")] = ("131", -5.8),
        [(EventType.Protest, "")] = ("140", -6.5),
        [(EventType.Protest, "demo")] = ("141", -6.5),
        [(EventType.Protest, "hunger")] = ("142", -6.5),
        [(EventType.Protest, "strike")] = ("143", -6.5),
        [(EventType.Protest, "boycott")] = ("143", -6.5),
        [(EventType.Protest, "obstruct")] = ("144", -7.5),
        [(EventType.Protest, "riot")] = ("145", -7.5),
        [(EventType.Protest, "vandalize")] = ("145", -7.5),
        [(EventType.Sanction, "")] = ("160", -4),
        [(EventType.Sanction, "convict")] = ("173", -5),
        [(EventType.Sanction, "expel")] = ("166", -7),
        [(EventType.Sanction, "discontinue")] = ("163", -8),
        [(EventType.Sanction, "withdraw")] = ("166", -7),
        [(EventType.Mobilize, "")] = ("150", -7.2),
        [(EventType.Mobilize, "troops")] = ("154", -7.2),
        [(EventType.Mobilize, "police")] = ("153", -7.2),
        [(EventType.Coerce, "")] = ("170", -7),
        [(EventType.Coerce, "seize")] = ("171", -9.2),
        [(EventType.Coerce, "restrict")] = ("172", -5),
        [(EventType.Coerce, "arrest")] = ("173", -5),
        [(EventType.Coerce, "deport")] = ("174", -5),
        [(EventType.Coerce, "curfew")] = ("1724", -5),
        [(EventType.Coerce, "martial-law")] = ("1724", -5),
        [(EventType.Coerce, "cyber")] = ("176", -7),
        [(EventType.Assault, "")] = ("190", -10),
        [(EventType.Assault, "abduct")] = ("181", -9),
        [(EventType.Assault, "beat")] = ("182", -9.5),
        [(EventType.Assault, "torture")] = ("1822", -9),
        [(EventType.Assault, "sexual")] = ("1821", -9),
        [(EventType.Assault, "targeted")] = ("186", -10),
        [(EventType.Assault, "destroy")] = ("190", -10),
        [(EventType.Assault, "primitive")] = ("180", -9),
        [(EventType.Assault, "firearms")] = ("193", -10),
        [(EventType.Assault, "explosives")] = ("183", -10),
        [(EventType.Assault, "suicide-attack")] = ("1831", -10),
        [(EventType.Assault, "aerial")] = ("195", -10),
        [(EventType.Assault, "drone")] = ("195", -10),
        [(EventType.Assault, "heavy-weapons")] = ("194", -10),
        [(EventType.Assault, "crowd-control")] = ("175", -9),
        [(EventType.Assault, "unconventional")] = ("204", -10),
    };

    /// <summary>CAMEO codes what is announced as words: an intent to cooperate (03) or a threat (13).</summary>
    private static readonly Dictionary<(EventType, string), (string Code, double Goldstein)> Intents = new()
    {
        [(EventType.Consult, "")] = ("036", 4),
        [(EventType.Support, "")] = ("032", 4.5),
        [(EventType.Cooperate, "")] = ("031", 5.2),
        [(EventType.Aid, "")] = ("033", 5.2),
        [(EventType.Concede, "")] = ("035", 5),
        [(EventType.Retreat, "")] = ("0356", 5),
        [(EventType.Retreat, "release")] = ("0353", 5),
        [(EventType.Retreat, "access")] = ("0355", 5),
        [(EventType.Agree, "")] = ("030", 4),
        [(EventType.Assault, "")] = ("138", -7),
        [(EventType.Coerce, "")] = ("137", -7),
        [(EventType.Coerce, "seize")] = ("1383", -7),
        [(EventType.Coerce, "restrict")] = ("1311", -5.8),
        [(EventType.Sanction, "")] = ("1312", -5.8),
        [(EventType.Protest, "")] = ("133", -5.8),
        [(EventType.Mobilize, "")] = ("138", -7),
    };

    /// <summary>The mappings that follow from what is known of an event.</summary>
    /// <param name="type">Its type; not <see cref="EventType.None"/>.</param>
    /// <param name="modes">Its modes, the main one first.</param>
    /// <param name="participants">Of whom only roles and first sectors are looked at.</param>
    /// <param name="hasDeaths">Whether anybody died.</param>
    /// <param name="factuality">Whether it is told as done or as to come.</param>
    /// <param name="isPromise">Whether it is the promise of a deed, for which CAMEO has codes of their own.</param>
    public static OntologyMappings Build(EventType type, IReadOnlyList<string> modes, IReadOnlyList<Participant> participants, bool hasDeaths, Factuality factuality = Factuality.Asserted, bool isPromise = false)
    {
        var mode = modes.Count > 0 ? modes[0] : "";
        var cameo = Cameo.TryGetValue((type, mode), out var exact) ? exact : Cameo[(type, "")];
        if ((factuality == Factuality.Future || (isPromise && type == EventType.Agree)) && (Intents.TryGetValue((type, mode), out var intent) || Intents.TryGetValue((type, ""), out intent)))
            cameo = intent;
        var actors = Sectors(participants, ParticipantRole.Actor, ParticipantRole.ActorOrganization);
        var others = Sectors(participants, ParticipantRole.Recipient, ParticipantRole.Victim);
        var civilians = others.Count > 0 && others.Any(s => s is "CVL" or "REF" or "JRN" or "MED" or "EDU" or "REL" or "AGR") && !others.Any(IsArmed);
        var (disorder, eventType, sub) = Acled(type, modes, actors, others, civilians);
        var violent = type == EventType.Assault && !modes.Contains("abduct");
        var ucdp = !violent || !hasDeaths ? 0
            : civilians ? 3
            : actors.Concat(others).Any(IsState) ? 1
            : actors.Count > 0 && others.Any(IsArmed) ? 2
            : 0;
        return new OntologyMappings(
            cameo.Code, cameo.Goldstein, Scores.Score(type, modes), Scores.Quad(type), disorder, eventType, sub, type == EventType.Assault && civilians, ucdp,
            type == EventType.Assault && !actors.Any(IsState) ? Gtd(modes) : "");
    }

    private static (string Disorder, string EventType, string Sub) Acled(
        EventType type, IReadOnlyList<string> modes, HashSet<string> actors, HashSet<string> others, bool civilians)
    {
        const string Political = "Political violence";
        const string Demonstrations = "Demonstrations";
        const string Strategic = "Strategic developments";
        const string Remote = "Explosions/Remote violence";
        const string AgainstCivilians = "Violence against civilians";
        switch (type)
        {
            case EventType.Assault when modes.Contains("crowd-control"):
                return (Demonstrations, "Protests", "Protest with intervention");
            case EventType.Assault when modes.Contains("suicide-attack"):
                return (Political, Remote, "Suicide bomb");
            case EventType.Assault when modes.Contains("aerial") || modes.Contains("drone"):
                return (Political, Remote, "Air/drone strike");
            case EventType.Assault when modes.Contains("heavy-weapons"):
                return (Political, Remote, "Shelling/artillery/missile attack");
            case EventType.Assault when modes.Contains("unconventional"):
                return (Political, Remote, "Chemical weapon");
            case EventType.Assault when modes.Contains("explosives"):
                return (Political, Remote, "Remote explosive/landmine/IED");
            case EventType.Assault when modes.Contains("sexual"):
                return (Political, AgainstCivilians, "Sexual violence");
            case EventType.Assault when modes.Contains("abduct"):
                return (Political, AgainstCivilians, "Abduction/forced disappearance");
            case EventType.Assault when civilians:
                return (Political, AgainstCivilians, "Attack");
            case EventType.Assault when modes is ["destroy"] && !others.Any(IsArmed):
                return (Strategic, "Strategic developments", "Looting/property destruction");
            case EventType.Assault:
                return (Political, "Battles", "Armed clash");
            case EventType.Protest when modes.Contains("riot") || modes.Contains("vandalize"):
                return (Demonstrations, "Riots", "Violent demonstration");
            case EventType.Protest:
                return (Demonstrations, "Protests", "Peaceful protest");
            case EventType.Agree:
            case EventType.Retreat when modes.Contains("ceasefire"):
                return (Strategic, "Strategic developments", "Agreement");
            case EventType.Coerce when modes.Contains("arrest"):
                return (Strategic, "Strategic developments", "Arrests");
            case EventType.Coerce when modes.Contains("seize") && actors.Contains("REB"):
                return (Political, "Battles", "Non-state actor overtakes territory");
            case EventType.Coerce when modes.Contains("seize") && actors.Any(IsState):
                return (Political, "Battles", "Government regains territory");
            case EventType.Retreat when modes.Contains("withdraw"):
                return (Strategic, "Strategic developments", "Non-violent transfer of territory");
            case EventType.Mobilize:
            case EventType.Sanction:
            case EventType.Coerce:
                return (Strategic, "Strategic developments", "Other");
            default:
                return ("", "", "");
        }
    }

    private static string Gtd(IReadOnlyList<string> modes)
    {
        foreach (var mode in modes)
        {
            switch (mode)
            {
                case "explosives" or "suicide-attack" or "heavy-weapons" or "drone" or "aerial":
                    return "Bombing/Explosion";
                case "abduct":
                    return "Hostage Taking (Kidnapping)";
                case "firearms":
                    return "Armed Assault";
                case "targeted":
                    return "Assassination";
                case "destroy":
                    return "Facility/Infrastructure Attack";
                case "beat" or "primitive" or "sexual" or "torture":
                    return "Unarmed Assault";
            }
        }
        return "Unknown";
    }

    private static bool IsArmed(string sector) => sector is "MIL" or "REB" or "PRM" or "COP" or "UAF" or "SPY";

    private static bool IsState(string sector) => sector is "MIL" or "GOV" or "COP" or "SPY";

    private static HashSet<string> Sectors(IReadOnlyList<Participant> participants, params ReadOnlySpan<ParticipantRole> roles)
    {
        var sectors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var participant in participants)
        {
            if (roles.Contains(participant.Role) && participant.Sectors.Count > 0)
                sectors.Add(participant.Sectors[0]);
        }
        return sectors;
    }
}
