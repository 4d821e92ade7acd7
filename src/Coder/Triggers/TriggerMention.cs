using Sitrep.Coder.Events;
using Sitrep.Coder.Grammar;
using Sitrep.Coder.Lexicons;
using Sitrep.Coder.Participants;
using Sitrep.Gazetteer;
using Sitrep.Language;

namespace Sitrep.Coder.Triggers;

/// <summary>One telling of an event: a word that triggers it and what stands around it.</summary>
internal sealed class TriggerMention
{
    public required TriggerEntry Entry { get; init; }

    /// <summary>The word itself.</summary>
    public required int Token { get; init; }

    /// <summary>The words shown as evidence, [First, End).</summary>
    public required int First { get; set; }

    public required int End { get; set; }

    public required int Sentence { get; init; }

    public EventType Type { get; set; }

    public List<string> Modes { get; } = [];

    /// <summary>The verb that decides tense and mood: the trigger itself, or the verb that its noun depends on.</summary>
    public VerbGroup? Governor { get; set; }

    /// <summary>The noun phrase of a nominal trigger.</summary>
    public NounPhrase? Phrase { get; init; }

    public List<Party> Actors { get; } = [];

    public List<Party> Recipients { get; } = [];

    public List<Party> Victims { get; } = [];

    public List<Party> Targets { get; } = [];

    public List<Party> Instruments { get; } = [];

    /// <summary>A place that the deed takes ("captured Kunduz") or that the noun names ("the Kabul bombing").</summary>
    public List<ResolvedToponym> OwnPlaces { get; } = [];

    public Factuality Factuality { get; set; }

    public EventTime? Time { get; set; }

    public EventLocation? Location { get; set; }

    /// <summary>A refusal to do what the words tell of: "will not accept".</summary>
    public bool IsRefusal { get; set; }

    /// <summary>What a source says that others should do.</summary>
    public bool IsDemand { get; init; }

    /// <summary>Head tokens of what does it or in what it is done: "the attack killed 12", "died in a raid" tell of the attack and the raid.</summary>
    public List<int> Deeds { get; } = [];

    /// <summary>The noun of <see cref="Deeds"/> that tells of the same happening; null where none does.</summary>
    public TriggerMention? Anchor { get; set; }

    /// <summary>Another happening than the one that the sentence is about: "days after a bombing", "a similar attack".</summary>
    public bool IsAside { get; set; }

    /// <summary>Mentions that words link this one to, so that both cannot be one happening: "released two in exchange for the release of five".</summary>
    public HashSet<TriggerMention> Apart { get; } = [];

    /// <summary>How many happenings the noun counts ("two attacks").</summary>
    public NounPhrase? Counted { get; set; }

    /// <summary>Told again with "the" or "this": refers to a happening already told.</summary>
    public bool IsDefinite => Phrase is { } p && (p.IsDefinite || p.HasPronounPossessor) && p.Possessor < 0;

    public bool TellsToll => Entry.TellsToll || (Entry.Phrase == "kill" && Actors.Count == 0);

    /// <summary>Index of the event that it was merged into.</summary>
    public int Event { get; set; } = -1;
}

/// <summary>A relation that words state between two mentions.</summary>
internal sealed record MentionLink(TriggerMention From, EventLinkKind Kind, TriggerMention To, TextSpan? Cue);
