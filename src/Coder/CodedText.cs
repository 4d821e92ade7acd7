using Sitrep.Coder.Events;
using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Time;

namespace Sitrep.Coder;

/// <summary>Everything that the coder read in one text.</summary>
public sealed record CodedText
{
    /// <summary>The text exactly as submitted, in which all spans count.</summary>
    public required string Text { get; init; }

    /// <summary>Events in the order of their first triggers.</summary>
    public required IReadOnlyList<CodedEvent> Events { get; init; }

    /// <summary>Every attribution, those outside events too.</summary>
    public required IReadOnlyList<Attribution> Attributions { get; init; }

    /// <summary>Every toponym in text order, unresolved ones too.</summary>
    public required IReadOnlyList<ResolvedToponym> Toponyms { get; init; }

    /// <summary>Every time expression in text order.</summary>
    public required IReadOnlyList<TimeExpression> Times { get; init; }

    /// <summary>Every name in text order.</summary>
    public required IReadOnlyList<NameMention> Names { get; init; }

    /// <summary>Numbers that are no tolls, those outside events too.</summary>
    public required IReadOnlyList<Quantity> Quantities { get; init; }

    /// <summary>Version of code, models, lexicons and ontology.</summary>
    public required string CoderVersion { get; init; }

    /// <summary>Version of the gazetteer that resolved the toponyms; empty where the text has none.</summary>
    public required string GazetteerVersion { get; init; }
}
