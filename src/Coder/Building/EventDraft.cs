using Sitrep.Coder.Events;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Places;
using Sitrep.Coder.Tolls;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Building;

/// <summary>An event while it is put together from its tellings. What merging asks for is kept up to date as tellings come in, so that asking costs no walk over them.</summary>
internal sealed class EventDraft
{
    private readonly Dictionary<string, Party> _actors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Party> _others = new(StringComparer.Ordinal);

    public EventDraft(TriggerMention first)
    {
        Type = first.Type;
        Factuality = first.Factuality;
        IsAside = first.IsAside;
        Add(first);
    }

    public List<TriggerMention> Mentions { get; } = [];

    public EventType Type { get; }

    /// <summary>Told only in passing, beside the happening that its sentences are about.</summary>
    public bool IsAside { get; }

    public Factuality Factuality { get; }

    public List<CasualtyMention> Casualties { get; } = [];

    public List<QuantityMention> Quantities { get; } = [];

    /// <summary>Attributions that belong to it although no trigger stands in their content ("claimed responsibility").</summary>
    public List<int> Attributions { get; } = [];

    /// <summary>Sentences that tell of it.</summary>
    public HashSet<int> Sentences { get; } = [];

    /// <summary>Trigger entries that tell of it.</summary>
    public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>How it was done, as its tellings say.</summary>
    public HashSet<string> Modes { get; } = new(StringComparer.Ordinal);

    /// <summary>Kinds of things hit.</summary>
    public HashSet<string> TargetCategories { get; } = new(StringComparer.Ordinal);

    /// <summary>Families of modes that exclude one another (<see cref="EventMerger"/>).</summary>
    public HashSet<string> ModeFamilies { get; } = new(StringComparer.Ordinal);

    /// <summary>Sentence of the telling that came last.</summary>
    public int LastSentence { get; private set; }

    /// <summary>Who acts, each once, in the order of the tellings.</summary>
    public IReadOnlyCollection<Party> Actors => _actors.Values;

    /// <summary>Whom it is done to or directed at, victims included, each once.</summary>
    public IReadOnlyCollection<Party> Others => _others.Values;

    /// <summary>Recipients that other words add.</summary>
    public List<Party> ClaimedRecipients { get; } = [];

    /// <summary>The time of the telling that states one best.</summary>
    public EventTime? Time { get; private set; }

    /// <summary>The finest place that a telling states.</summary>
    public EventLocation? Location { get; private set; }

    public void Add(TriggerMention mention)
    {
        Mentions.Add(mention);
        Sentences.Add(mention.Sentence);
        Words.Add(mention.Entry.Phrase);
        Modes.UnionWith(mention.Modes);
        LastSentence = mention.Sentence;
        if (EventMerger.Family(mention.Type, mention.Modes) is { Length: > 0 } family)
            ModeFamilies.Add(family);
        foreach (var target in mention.Targets)
        {
            if (target.Category.Length > 0)
                TargetCategories.Add(target.Category);
        }
        foreach (var actor in mention.Actors)
            AddActor(actor);
        foreach (var other in mention.Recipients.Concat(mention.Victims))
            _others.TryAdd(other.Key, other);
        if (mention.Time is not null && Rank(mention.Time) > Rank(Time))
            Time = mention.Time;
        if (mention.Location is { } location && (Location is not { } known
            || (location.Toponym.Place!.Id != known.Toponym.Place!.Id && PlaceReader.Contains(known.Toponym.Place, location.Toponym.Place))))
            Location = location;
    }

    /// <summary>A party that other sentences make a doer ("claimed responsibility", "blamed on").</summary>
    public void AddActor(Party actor) => _actors.TryAdd(actor.Key, actor);

    /// <summary>A party that other words make one whom it is directed at.</summary>
    public void AddRecipient(Party recipient)
    {
        if (_others.TryAdd(recipient.Key, recipient))
            ClaimedRecipients.Add(recipient);
    }

    private static int Rank(EventTime? time) => time switch
    {
        null => 0,
        { Basis: TimeBasis.Stated, Precision: TimePrecision.Day or TimePrecision.PartOfDay } => 3,
        { Basis: TimeBasis.Stated or TimeBasis.Inferred } => 2,
        _ => 1,
    };
}
