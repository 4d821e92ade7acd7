namespace Sitrep.Language.Syntax;

/// <summary>When a verb group places what it tells, as far as its form says.</summary>
public enum VerbTense
{
    /// <summary>Not finite: "to attack", "attacking".</summary>
    None,
    /// <summary>"attacked", "was attacked", "had attacked", "has attacked".</summary>
    Past,
    /// <summary>"attacks", "is attacking".</summary>
    Present,
    /// <summary>"will attack", "is going to attack".</summary>
    Future,
    /// <summary>"would attack", "may attack": another modal.</summary>
    Modal,
}
