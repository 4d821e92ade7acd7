using Sitrep.Language;
using Sitrep.Language.Attributions;

namespace Sitrep.Coder.Events;

/// <summary>Who says something, in which words: Language's attribution with its source read as an actor.</summary>
/// <param name="Claimant">Who speaks.</param>
/// <param name="Cue">"said", "according to".</param>
/// <param name="Contents">What is said.</param>
/// <param name="Stance">How the speaker stands to it.</param>
/// <param name="Form">Quotation or report.</param>
/// <param name="Relays">Who passes it on.</param>
public sealed record Attribution(
    Participant Claimant, TextSpan? Cue, IReadOnlyList<TextSpan> Contents, SpeechStance Stance, SpeechForm Form, IReadOnlyList<Relay> Relays);

/// <summary>An outlet or agency that passes on what somebody said.</summary>
/// <param name="DisplayName">"Reuters".</param>
/// <param name="Evidence">The words.</param>
public sealed record Relay(string DisplayName, TextSpan Evidence);
