using Sitrep.Gazetteer;
using Sitrep.Language;
using Sitrep.Language.Numbers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Events;

/// <summary>Who did what to whom, where, when, at what cost, according to whom, as one text tells it. Spans count in that text.</summary>
public sealed record CodedEvent
{
    /// <summary>Position in the report, from 0; links name events by it.</summary>
    public required int Index { get; init; }

    /// <summary>What: PLOVER event type.</summary>
    public required EventType Type { get; init; }

    /// <summary>How: PLOVER modes in lower case, the main one first.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>Why: PLOVER contexts in lower case.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];

    /// <summary>The same in the terms of neighbouring data sets.</summary>
    public required OntologyMappings Mappings { get; init; }

    /// <summary>Whether it happened at all.</summary>
    public required Factuality Factuality { get; init; }

    /// <summary>The words that tell of it, the strongest first; never empty.</summary>
    public required IReadOnlyList<TextSpan> Triggers { get; init; }

    /// <summary>Who, and to whom.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>When; null where nothing is known, the day of publication included.</summary>
    public EventTime? Time { get; init; }

    /// <summary>Where; null where the text does not say.</summary>
    public EventLocation? Location { get; init; }

    /// <summary>At what cost.</summary>
    public IReadOnlyList<Casualties> Casualties { get; init; } = [];

    /// <summary>Other numbers of the event.</summary>
    public IReadOnlyList<Quantity> Quantities { get; init; } = [];

    /// <summary>According to whom the whole is told; empty where the text tells it on its own authority.</summary>
    public IReadOnlyList<Attribution> Attributions { get; init; } = [];

    /// <summary>How it hangs together with other events of the text.</summary>
    public IReadOnlyList<EventLink> Links { get; init; } = [];

    /// <summary>How many happenings it sums up; null for one.</summary>
    public CountRange? Occurrences { get; init; }

    /// <summary>Probability in [0, 1], three decimals, that the text tells of this event with this type.</summary>
    public required double Confidence { get; init; }
}

/// <summary>PLOVER 0.8 event types, in the order and with the numbers of the contract.</summary>
public enum EventType
{
#pragma warning disable CS1591 // The codebook defines them; the contract says each in a line.
    None, Agree, Consult, Support, Concede, Cooperate, Aid, Retreat, Request, Accuse, Reject, Threaten, Protest, Sanction, Mobilize, Coerce, Assault,
#pragma warning restore CS1591
}

/// <summary>PLOVER's auxiliary modes. Where several fit: negated before hypothetical before future before historical.</summary>
public enum Factuality
{
    /// <summary>Not said.</summary>
    None,
    /// <summary>Told as having happened or as going on.</summary>
    Asserted,
    /// <summary>Told as not having happened.</summary>
    Negated,
    /// <summary>Announced, planned or expected.</summary>
    Future,
    /// <summary>Possible or conditional.</summary>
    Hypothetical,
    /// <summary>Background, over for more than about a month.</summary>
    Historical,
}

/// <summary>The event in the terms of other data sets; each empty or null where it has no counterpart.</summary>
/// <param name="CameoCode">Two to four digits.</param>
/// <param name="GoldsteinScore">CAMEO's, -10 to 10.</param>
/// <param name="PloverScore">PLOVER's, -10 to 10.</param>
/// <param name="PloverQuad">1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.</param>
/// <param name="AcledDisorderType">Verbatim.</param>
/// <param name="AcledEventType">Verbatim.</param>
/// <param name="AcledSubEventType">Verbatim.</param>
/// <param name="AcledCivilianTargeting">Whether civilians are the target.</param>
/// <param name="UcdpTypeOfViolence">1 state-based, 2 non-state, 3 one-sided; 0 where not organised violence.</param>
/// <param name="GtdAttackType">Verbatim.</param>
public sealed record OntologyMappings(
    string CameoCode, double? GoldsteinScore, double? PloverScore, int PloverQuad, string AcledDisorderType, string AcledEventType,
    string AcledSubEventType, bool AcledCivilianTargeting, int UcdpTypeOfViolence, string GtdAttackType);

/// <summary>Somebody or something that takes part.</summary>
public sealed record Participant
{
    /// <summary>What part.</summary>
    public required ParticipantRole Role { get; init; }

    /// <summary>The words for it; null where it is only understood.</summary>
    public TextSpan? Mention { get; init; }

    /// <summary>The name that the mention stands for, pronouns and aliases resolved.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Id in the actor dictionary; empty for actors that it does not know.</summary>
    public string ActorId { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-3, or PLOVER's IGO, NGO, MNC, IMG, ISM; empty where open.</summary>
    public string CountryCode { get; init; } = "";

    /// <summary>PLOVER sectors, main one first.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>How many, where the text counts them.</summary>
    public CountRange? Count { get; init; }

    /// <summary>The body that a person speaks or acts for.</summary>
    public string OrganizationDisplayName { get; init; } = "";

    /// <summary>Id of that body in the actor dictionary.</summary>
    public string OrganizationActorId { get; init; } = "";

    /// <summary>Office or description ("spokesman", "resident").</summary>
    public string Office { get; init; } = "";

    /// <summary>Kind of target or instrument, from the lexicons (hospital, checkpoint, ied, airstrike).</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Which side of two-sided fighting.</summary>
    public Side Side { get; init; }

    /// <summary>Where the participant is said to be ("officials in Kunduz").</summary>
    public IReadOnlyList<ResolvedToponym> Locations { get; init; } = [];

    /// <summary>Whether the name is of public interest.</summary>
    public Privacy Privacy { get; init; }
}

/// <summary>A part in an event.</summary>
public enum ParticipantRole
{
#pragma warning disable CS1591 // Said in the contract, Participant.Role.
    None, Actor, ActorOrganization, Recipient, Victim, PhysicalTarget, Instrument,
#pragma warning restore CS1591
}

/// <summary>A side, as UCDP splits the dead.</summary>
public enum Side
{
#pragma warning disable CS1591 // Said in the contract, Participant.Side.
    None, A, B, Civilian, Other,
#pragma warning restore CS1591
}

/// <summary>How a name may be shown.</summary>
public enum Privacy
{
#pragma warning disable CS1591 // Said in the contract, Participant.Privacy.
    None, PublicRole, PrivatePerson, Child,
#pragma warning restore CS1591
}

/// <summary>When an event happened: half-open days in the place's time zone.</summary>
/// <param name="Interval">First day and one past the last; a null end is not said.</param>
/// <param name="Precision">How exactly the words say it.</param>
/// <param name="Extent">How the event fills the interval.</param>
/// <param name="Ongoing">Still going on at publication.</param>
/// <param name="PartOfDay">"night", "HH:MM"; empty where none.</param>
/// <param name="Basis">How the date was found.</param>
/// <param name="Evidence">The words; null where the basis is the day of publication.</param>
public sealed record EventTime(
    DateInterval Interval, TimePrecision Precision, TimeExtent Extent, bool Ongoing, string PartOfDay, TimeBasis Basis, TextSpan? Evidence);

/// <summary>How an event fills its interval.</summary>
public enum TimeExtent
{
#pragma warning disable CS1591 // Said in the contract, EventTime.Extent.
    None, Throughout, SometimeWithin, Repeatedly,
#pragma warning restore CS1591
}

/// <summary>Where a date comes from.</summary>
public enum TimeBasis
{
#pragma warning disable CS1591 // Said in the contract, EventTime.Basis.
    None, Stated, Context, Inferred, PublishTime,
#pragma warning restore CS1591
}

/// <summary>Where an event happened, as precisely as the text supports and no more.</summary>
/// <param name="Toponym">The name that fixes it.</param>
/// <param name="Precision">How closely the point stands for the place.</param>
/// <param name="UncertaintyM">Radius in metres within which it lies; null where not estimated.</param>
/// <param name="Spots">Spots named beside the toponym that no gazetteer lists.</param>
/// <param name="Others">Further places of the same event.</param>
public sealed record EventLocation(
    ResolvedToponym Toponym, GeoPrecision Precision, double? UncertaintyM, IReadOnlyList<TextSpan> Spots, IReadOnlyList<ResolvedToponym> Others);

/// <summary>How many people were harmed, how, on which side, and who says so.</summary>
public sealed record Casualties
{
    /// <summary>Unique within the event ("c0").</summary>
    public required string Id { get; init; }

    /// <summary>What harm.</summary>
    public required Harm Harm { get; init; }

    /// <summary>How many.</summary>
    public required CountRange Count { get; init; }

    /// <summary>The people counted; null where the text does not say.</summary>
    public Participant? Group { get; init; }

    /// <summary>The words.</summary>
    public required TextSpan Evidence { get; init; }

    /// <summary>Who gives the number; empty where the text gives it on its own authority.</summary>
    public IReadOnlyList<Attribution> Attributions { get; init; } = [];

    /// <summary>What the number covers.</summary>
    public required CasualtyScope Scope { get; init; }

    /// <summary>Where the scope is a part: id of the whole.</summary>
    public string PartOf { get; init; } = "";

    /// <summary>The day as of which a running toll is told.</summary>
    public DateOnly? AsOfDate { get; init; }
}

/// <summary>A kind of harm.</summary>
public enum Harm
{
#pragma warning disable CS1591 // Said in the contract, Casualties.Harm.
    None, Killed, Injured, Missing, Captured, Abducted, Displaced, Casualties,
#pragma warning restore CS1591
}

/// <summary>What a number covers.</summary>
public enum CasualtyScope
{
#pragma warning disable CS1591 // Said in the contract, Casualties.Scope.
    None, Event, Part, Cumulative, Superseded,
#pragma warning restore CS1591
}

/// <summary>A number that is not a toll.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Count">How much.</param>
/// <param name="Unit">"troops", "USD".</param>
/// <param name="Evidence">The words.</param>
/// <param name="Attributions">Who gives it.</param>
public sealed record Quantity(QuantityKind Kind, CountRange Count, string Unit, TextSpan Evidence, IReadOnlyList<Attribution> Attributions);

/// <summary>What a quantity measures.</summary>
public enum QuantityKind
{
#pragma warning disable CS1591 // Said in the contract, Quantity.Kind.
    None, Strength, ChangeTo, ChangeBy, Turnout, Money, Ordinal, Other,
#pragma warning restore CS1591
}

/// <summary>A relation to another event of the same text.</summary>
/// <param name="Kind">Which relation.</param>
/// <param name="EventIndex"><see cref="CodedEvent.Index"/> of the other.</param>
/// <param name="Cue">The words that say so; null where none.</param>
public sealed record EventLink(EventLinkKind Kind, int EventIndex, TextSpan? Cue);

/// <summary>From this event to the other.</summary>
public enum EventLinkKind
{
#pragma warning disable CS1591 // Said in the contract, EventLink.Kind.
    None, PartOf, ConditionalOn, InExchangeFor, Despite, CausedBy, InResponseTo, ContentOf,
#pragma warning restore CS1591
}
