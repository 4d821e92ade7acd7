namespace Sitrep.Language.Attributions;

/// <summary>Who says something, with which words, and what (PolNeAR's source, cue, content).</summary>
/// <param name="Source">The words for who speaks, noun phrase without trailing clauses ("Interior Ministry spokesman Nasrat Rahimi"); null where nobody is named.</param>
/// <param name="Cue">"said", "confirmed", "according to".</param>
/// <param name="Contents">What is said, in text order; may be interrupted by the cue.</param>
/// <param name="Stance">How the speaker stands to it.</param>
/// <param name="Form">Quotation or report.</param>
/// <param name="Relays">Outlets that pass it on ("told Reuters").</param>
/// <param name="Sentence">Index of the cue's sentence.</param>
public sealed record SpeechAttribution(
    TextSpan? Source, TextSpan Cue, IReadOnlyList<TextSpan> Contents, SpeechStance Stance, SpeechForm Form, IReadOnlyList<TextSpan> Relays, int Sentence)
{
    /// <summary>The words beside the cue where <see cref="Source"/> is what they refer back to ("he"); null where they are the source themselves.</summary>
    public TextSpan? SourceMention { get; init; }
}

/// <summary>How a speaker stands to what is said.</summary>
public enum SpeechStance
{
    /// <summary>States.</summary>
    Asserts,
    /// <summary>Confirms what others said.</summary>
    Confirms,
    /// <summary>Denies it.</summary>
    Denies,
    /// <summary>Says that it did it.</summary>
    ClaimsResponsibility,
    /// <summary>Says that it did not.</summary>
    DeniesResponsibility,
    /// <summary>Would not comment.</summary>
    DeclinesComment,
    /// <summary>Speaks of it and gives no figure.</summary>
    GivesNoFigure,
    /// <summary>Could not verify it.</summary>
    CannotVerify,
    /// <summary>Takes back what it said.</summary>
    Retracts,
}

/// <summary>How speech is rendered.</summary>
public enum SpeechForm
{
    /// <summary>In quotation marks.</summary>
    Direct,
    /// <summary>Reported.</summary>
    Indirect,
    /// <summary>Partly quoted.</summary>
    Mixed,
}
