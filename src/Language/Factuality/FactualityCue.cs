namespace Sitrep.Language.Factuality;

/// <summary>What the words around a predicate say of its being a fact. Several may hold at once ("said it would not attack": reported, future, negated).</summary>
[Flags]
public enum FactualityCue
{
    /// <summary>Told as a fact.</summary>
    None = 0,
    /// <summary>Said not to be: "did not attack", "no attack", "failed to attack", "without attacking".</summary>
    Negated = 1,
    /// <summary>May be: "may have attacked", "possibly", "suspected".</summary>
    Possible = 2,
    /// <summary>Ought to be: "must", "should".</summary>
    Necessary = 4,
    /// <summary>Lies ahead: "will attack", "plans to attack", "is due to".</summary>
    Future = 8,
    /// <summary>Holds if something else does: "if they attack", "unless".</summary>
    Conditional = 16,
    /// <summary>Somebody's word: inside what an attribution gives, "reportedly", "alleged".</summary>
    Reported = 32,
    /// <summary>What somebody denies.</summary>
    Denied = 64,
    /// <summary>Asked for, wished or ordered: "urged them to attack".</summary>
    Wanted = 128,
    /// <summary>Tried, whatever came of it: "attempted to attack".</summary>
    Attempted = 256,
    /// <summary>Asked: in a question.</summary>
    Questioned = 512,
}
