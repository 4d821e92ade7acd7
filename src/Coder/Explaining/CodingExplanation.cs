using Sitrep.Language;

namespace Sitrep.Coder.Explaining;

/// <summary>Why a text was coded as it was: for every event what decided each field, and the words that tell of no event.</summary>
/// <param name="Events">One for each event of the coded text, in its order.</param>
/// <param name="Rejected">Words of the trigger lexicons that made no event, in text order.</param>
public sealed record CodingExplanation(IReadOnlyList<EventExplanation> Events, IReadOnlyList<RejectedTrigger> Rejected);

/// <summary>What decided the fields of one event.</summary>
/// <param name="EventIndex">The event's index in the coded text.</param>
/// <param name="Decisions">In the order in which they were made.</param>
public sealed record EventExplanation(int EventIndex, IReadOnlyList<Decision> Decisions);

/// <summary>One decision.</summary>
/// <param name="Field">type, factuality, actor, time, place, casualties, merging, confidence and so on.</param>
/// <param name="Chosen">What was chosen.</param>
/// <param name="Because">The rule or model that chose it.</param>
/// <param name="Rejected">What was weighed and not chosen, with the reason; empty where nothing was.</param>
/// <param name="Evidence">The words decided about.</param>
public sealed record Decision(string Field, string Chosen, string Because, string Rejected, TextSpan Evidence);

/// <summary>Words that could tell of an event and were found not to.</summary>
/// <param name="Span">The words.</param>
/// <param name="Reading">The reading of the lexicon that was tried.</param>
/// <param name="Because">What did not hold.</param>
public sealed record RejectedTrigger(TextSpan Span, string Reading, string Because);
