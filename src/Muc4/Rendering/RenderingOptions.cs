namespace Sitrep.Muc4.Rendering;

/// <summary>From which logit on something is taken. Fitted to the development set, cross-validated.</summary>
internal sealed record RenderingOptions
{
    /// <summary>The report has an incident: at least the likeliest, even where that stays below its own threshold.</summary>
    public double Relevance { get; init; } = -0.4;

    public double Attack { get; init; } = -0.4;

    public double Bombing { get; init; } = -0.4;

    public double Kidnapping { get; init; } = -0.4;

    public double Arson { get; init; } = -0.4;

    public double Robbery { get; init; } = -0.4;

    public double PerpInd { get; init; } = -0.4;

    public double PerpOrg { get; init; } = -0.4;

    public double Target { get; init; } = -0.4;

    /// <summary>A human target known by name.</summary>
    public double Name { get; init; } = -0.4;

    /// <summary>A human target only described.</summary>
    public double Description { get; init; } = -0.4;

    public double Weapon { get; init; } = -0.4;

    /// <summary>How far the doubt that the key lists an incident counts against its fillers.</summary>
    public double Trust { get; init; } = 0.3;

    /// <summary>How much likelier a place must be than that the key names none.</summary>
    public double Place { get; init; }

    public double Threshold(Node node) => node.Slot switch
    {
        Slot.PerpInd => PerpInd,
        Slot.PerpOrg => PerpOrg,
        Slot.Target => Target,
        Slot.Human => node.Best.NameType == "PER" ? Name : Description,
        _ => Weapon,
    };

    public double TypeThreshold(string type) => type switch { "ATTACK" => Attack, "BOMBING" => Bombing, "KIDNAPPING" => Kidnapping, "ARSON" => Arson, _ => Robbery };

    /// <summary>By name in hundredths, as the file of models has them.</summary>
    public static RenderingOptions Of(IReadOnlyDictionary<string, int> hundredths)
    {
        double Value(string name) => hundredths[name] / 100.0;
        return new RenderingOptions
        {
            Relevance = Value(nameof(Relevance)),
            Attack = Value(nameof(Attack)),
            Bombing = Value(nameof(Bombing)),
            Kidnapping = Value(nameof(Kidnapping)),
            Arson = Value(nameof(Arson)),
            Robbery = Value(nameof(Robbery)),
            PerpInd = Value(nameof(PerpInd)),
            PerpOrg = Value(nameof(PerpOrg)),
            Target = Value(nameof(Target)),
            Name = Value(nameof(Name)),
            Description = Value(nameof(Description)),
            Weapon = Value(nameof(Weapon)),
            Trust = Value(nameof(Trust)),
            Place = Value(nameof(Place)),
        };
    }

    /// <summary>The counterpart of <see cref="Of"/>.</summary>
    public Dictionary<string, int> ToHundredths()
    {
        static int Hundredths(double value) => (int)Math.Round(value * 100);
        return new Dictionary<string, int>(StringComparer.Ordinal)
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
            [nameof(Name)] = Hundredths(Name),
            [nameof(Description)] = Hundredths(Description),
            [nameof(Weapon)] = Hundredths(Weapon),
            [nameof(Trust)] = Hundredths(Trust),
            [nameof(Place)] = Hundredths(Place),
        };
    }
}
