namespace Sitrep.Muc4.Rendering;

/// <summary>From which logit on something is taken. Fitted to the development set, cross-validated.</summary>
internal sealed record RenderingOptions
{
    /// <summary>The likeliest type of a report, even where it stays below its own threshold.</summary>
    public double Relevance { get; init; }

    public double Attack { get; init; } = -0.2;

    public double Bombing { get; init; } = -0.2;

    public double Kidnapping { get; init; } = -0.2;

    public double Arson { get; init; } = -0.2;

    public double Robbery { get; init; } = -0.2;

    public double PerpInd { get; init; } = -0.4;

    public double PerpOrg { get; init; } = -0.4;

    public double Target { get; init; } = -0.4;

    public double Human { get; init; } = -0.4;

    public double Weapon { get; init; } = -0.4;

    /// <summary>From which on the best target or victim is taken where none reaches the threshold.</summary>
    public double Fallback { get; init; } = -3;

    /// <summary>Two fillers belong to one incident.</summary>
    public double Join { get; init; }

    /// <summary>A perpetrator or weapon belongs to a further incident too.</summary>
    public double Share { get; init; }

    public double Place { get; init; } = -1;

    public double Threshold(Slot slot) => slot switch { Slot.PerpInd => PerpInd, Slot.PerpOrg => PerpOrg, Slot.Target => Target, Slot.Human => Human, _ => Weapon };

    public double TypeThreshold(string type) => type switch { "ATTACK" => Attack, "BOMBING" => Bombing, "KIDNAPPING" => Kidnapping, "ARSON" => Arson, _ => Robbery };

    /// <summary>By name in hundredths, as the file of models has them.</summary>
    public static RenderingOptions Of(IReadOnlyDictionary<string, int> hundredths)
    {
        var o = new RenderingOptions();
        return new RenderingOptions
        {
            Relevance = Value(nameof(Relevance), o.Relevance),
            Attack = Value(nameof(Attack), o.Attack),
            Bombing = Value(nameof(Bombing), o.Bombing),
            Kidnapping = Value(nameof(Kidnapping), o.Kidnapping),
            Arson = Value(nameof(Arson), o.Arson),
            Robbery = Value(nameof(Robbery), o.Robbery),
            PerpInd = Value(nameof(PerpInd), o.PerpInd),
            PerpOrg = Value(nameof(PerpOrg), o.PerpOrg),
            Target = Value(nameof(Target), o.Target),
            Human = Value(nameof(Human), o.Human),
            Weapon = Value(nameof(Weapon), o.Weapon),
            Fallback = Value(nameof(Fallback), o.Fallback),
            Join = Value(nameof(Join), o.Join),
            Share = Value(nameof(Share), o.Share),
            Place = Value(nameof(Place), o.Place),
        };

        double Value(string name, double otherwise) => hundredths.TryGetValue(name, out var value) ? value / 100.0 : otherwise;
    }

    /// <summary>The counterpart of <see cref="Of"/>.</summary>
    public Dictionary<string, int> ToHundredths() => new(StringComparer.Ordinal)
    {
        [nameof(Relevance)] = Hundredths(Relevance),
        [nameof(Attack)] = Hundredths(Attack),
        [nameof(Bombing)] = Hundredths(Bombing),
        [nameof(Kidnapping)] = Hundredths(Kidnapping),
        [nameof(Arson)] = Hundredths(Arson),
        [nameof(Robbery)] = Hundredths(Robbery),
        [nameof(PerpInd)] = Hundredths(PerpInd),
        [nameof(PerpOrg)] = Hundredths(PerpOrg),
        [nameof(Target)] = Hundredths(Target),
        [nameof(Human)] = Hundredths(Human),
        [nameof(Weapon)] = Hundredths(Weapon),
        [nameof(Fallback)] = Hundredths(Fallback),
        [nameof(Join)] = Hundredths(Join),
        [nameof(Share)] = Hundredths(Share),
        [nameof(Place)] = Hundredths(Place),
    };

    private static int Hundredths(double value) => (int)Math.Round(value * 100);
}
