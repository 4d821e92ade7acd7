using Sitrep.Coder.Events;

namespace Sitrep.Coder.Ontology;

/// <summary>PLOVER's quad classes and scores (codebook 0.8, as the ontology page has them).</summary>
internal static class Scores
{
    private static readonly Dictionary<EventType, (int Quad, double Score)> Types = new()
    {
        [EventType.Agree] = (1, 2.5),
        [EventType.Consult] = (1, 2.5),
        [EventType.Support] = (1, 5),
        [EventType.Concede] = (1, 4.5),
        [EventType.Cooperate] = (2, 9.5),
        [EventType.Aid] = (2, 10),
        [EventType.Retreat] = (2, 6.5),
        [EventType.Request] = (3, 0),
        [EventType.Accuse] = (3, -3),
        [EventType.Reject] = (3, -2),
        [EventType.Threaten] = (3, -3.5),
        [EventType.Protest] = (4, -5),
        [EventType.Sanction] = (4, -6),
        [EventType.Mobilize] = (4, -5.5),
        [EventType.Coerce] = (4, -7),
        [EventType.Assault] = (4, -9),
    };

    private static readonly Dictionary<(EventType, string), double> Modes = new()
    {
        [(EventType.Consult, "visit")] = 4,
        [(EventType.Consult, "third-party")] = 1,
        [(EventType.Consult, "multilateral")] = 4,
        [(EventType.Consult, "phone")] = 1.5,
        [(EventType.Retreat, "withdraw")] = 8,
        [(EventType.Retreat, "release")] = 6.5,
        [(EventType.Retreat, "disarm")] = 10,
        [(EventType.Retreat, "ceasefire")] = 7.5,
        [(EventType.Retreat, "access")] = 6.5,
        [(EventType.Retreat, "resign")] = 4.5,
        [(EventType.Request, "assist")] = 0.5,
        [(EventType.Request, "change")] = -1,
        [(EventType.Request, "yield")] = -1,
        [(EventType.Request, "meet")] = 0,
        [(EventType.Accuse, "disapprove")] = -2,
        [(EventType.Accuse, "investigate")] = -3.5,
        [(EventType.Accuse, "allege")] = -3.5,
        [(EventType.Reject, "assist")] = -1.5,
        [(EventType.Reject, "change")] = -2,
        [(EventType.Reject, "yield")] = -2,
        [(EventType.Reject, "meet")] = -2,
        [(EventType.Threaten, "restrict")] = -3,
        [(EventType.Threaten, "arrest")] = -3.5,
        [(EventType.Threaten, "relations")] = -3.5,
        [(EventType.Threaten, "expel")] = -3.5,
        [(EventType.Threaten, "territory")] = -4,
        [(EventType.Threaten, "violence")] = -3.5,
        [(EventType.Protest, "demo")] = -5,
        [(EventType.Protest, "riot")] = -7,
        [(EventType.Protest, "strike")] = -5,
        [(EventType.Protest, "hunger")] = -4.5,
        [(EventType.Protest, "boycott")] = -4.5,
        [(EventType.Protest, "obstruct")] = -4.5,
        [(EventType.Sanction, "convict")] = -6,
        [(EventType.Sanction, "expel")] = -5.5,
        [(EventType.Sanction, "withdraw")] = -6,
        [(EventType.Sanction, "discontinue")] = -6,
        [(EventType.Mobilize, "troops")] = -6.5,
        [(EventType.Mobilize, "weapons")] = -6.5,
        [(EventType.Mobilize, "police")] = -5.5,
        [(EventType.Mobilize, "militia")] = -6,
        [(EventType.Coerce, "seize")] = -7,
        [(EventType.Coerce, "restrict")] = -7,
        [(EventType.Coerce, "censor")] = -6.5,
        [(EventType.Coerce, "curfew")] = -6.5,
        [(EventType.Coerce, "martial-law")] = -7.5,
        [(EventType.Coerce, "arrest")] = -7,
        [(EventType.Coerce, "deport")] = -7,
        [(EventType.Coerce, "withhold")] = -7,
        [(EventType.Coerce, "misinformation")] = -6.5,
        [(EventType.Coerce, "cyber")] = -7,
        [(EventType.Assault, "abduct")] = -8.5,
        [(EventType.Assault, "beat")] = -7.5,
        [(EventType.Assault, "torture")] = -8.5,
        [(EventType.Assault, "sexual")] = -8.5,
        [(EventType.Assault, "targeted")] = -9.5,
        [(EventType.Assault, "destroy")] = -8.5,
        [(EventType.Assault, "primitive")] = -8,
        [(EventType.Assault, "firearms")] = -9,
        [(EventType.Assault, "explosives")] = -9,
        [(EventType.Assault, "suicide-attack")] = -9.5,
        [(EventType.Assault, "aerial")] = -9.5,
        [(EventType.Assault, "drone")] = -9.5,
        [(EventType.Assault, "heavy-weapons")] = -9.5,
        [(EventType.Assault, "crowd-control")] = -7.5,
        [(EventType.Assault, "unconventional")] = -10,
    };

    /// <summary>1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.</summary>
    public static int Quad(EventType type) => Types[type].Quad;

    /// <summary>The score of the first mode that has one, else of the type.</summary>
    public static double Score(EventType type, IReadOnlyList<string> modes)
    {
        foreach (var mode in modes)
        {
            if (Modes.TryGetValue((type, mode), out var score))
                return score;
        }
        return Types[type].Score;
    }
}
