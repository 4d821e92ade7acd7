using Sitrep.Language.Attributions;
using Sitrep.Language.Coreference;
using Sitrep.Language.Factuality;
using Sitrep.Language.Numbers;
using Sitrep.Language.Segmentation;
using Sitrep.Language.Syntax;
using Sitrep.Language.Time;
using Sitrep.Language.Toponyms;

namespace Sitrep.Language;

/// <summary>What the stages of this library read in one text; every span counts in <see cref="Text"/> as it was given.</summary>
public sealed class AnalyzedText
{
    /// <summary>The text exactly as it was given.</summary>
    public required string Text { get; init; }

    /// <summary>Tokens in text order, white space left out.</summary>
    public required IReadOnlyList<Token> Tokens { get; init; }

    /// <summary>Words of Universal Dependencies in text order: tokens, hyphenated ones cut; with tags and lemmas.</summary>
    public required IReadOnlyList<Word> Words { get; init; }

    /// <summary>Sentences in text order; each token belongs to exactly one.</summary>
    public required IReadOnlyList<Sentence> Sentences { get; init; }

    /// <summary>Nouns with what stands before them and belongs to them, in text order, not overlapping.</summary>
    public required IReadOnlyList<NounGroup> NounGroups { get; init; }

    /// <summary>Verbs with their auxiliaries, in the order of the verbs.</summary>
    public required IReadOnlyList<VerbGroup> VerbGroups { get; init; }

    /// <summary>Names in text order, not overlapping: people, bodies, places, groups, weapons.</summary>
    public required IReadOnlyList<NameMention> Names { get; init; }

    /// <summary>Time expressions in text order, not overlapping.</summary>
    public required IReadOnlyList<TimeExpression> Times { get; init; }

    /// <summary>Numbers in text order, those of time expressions left out.</summary>
    public required IReadOnlyList<NumberExpression> Numbers { get; init; }

    /// <summary>Place names in text order, not overlapping, unresolved.</summary>
    public required IReadOnlyList<ToponymMention> Toponyms { get; init; }

    /// <summary>Source, cue and content of reported speech, in the order of their cues.</summary>
    public required IReadOnlyList<SpeechAttribution> Attributions { get; init; }

    /// <summary>Who wants, backs, means to do or thinks what, outside reported speech: the same form, no speech.</summary>
    public required IReadOnlyList<SpeechAttribution> Attitudes { get; init; }

    /// <summary>Names, nouns for people and bodies, and pronouns in text order, each tied to what it goes back to.</summary>
    public required IReadOnlyList<EntityMention> Mentions { get; init; }

    /// <summary>Predicates in text order with the cues of their factuality.</summary>
    public required IReadOnlyList<PredicateFactuality> Predicates { get; init; }
}
