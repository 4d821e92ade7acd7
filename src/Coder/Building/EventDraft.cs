using Sitrep.Coder.Events;
using Sitrep.Coder.Participants;
using Sitrep.Coder.Tolls;
using Sitrep.Coder.Triggers;
using Sitrep.Language.Time;

namespace Sitrep.Coder.Building;

/// <summary>An event while it is put together from its tellings.</summary>
internal sealed class EventDraft(TriggerMention first)
{
    public List<TriggerMention> Mentions { get; } = [first];

    public EventType Type { get; } = first.Type;

    public Factuality Factuality { get; } = first.Factuality;

    public List<CasualtyMention> Casualties { get; } = [];

    public List<QuantityMention> Quantities { get; } = [];

    /// <summary>Attributions that belong to it although no trigger stands in their content ("claimed responsibility").</summary>
    public List<int> Attributions { get; } = [];

    /// <summary>Parties that other sentences make its doers ("claimed responsibility", "blamed on").</summary>
    public List<Party> ClaimedActors { get; } = [];

    /// <summary>Parties that other words make those whom it is directed at.</summary>
    public List<Party> ClaimedRecipients { get; } = [];

    public IEnumerable<Party> Actors => Mentions.SelectMany(m => m.Actors).Concat(ClaimedActors);

    public IEnumerable<Party> Others => Mentions.SelectMany(m => m.Recipients.Concat(m.Victims)).Concat(ClaimedRecipients);

    /// <summary>The time of the telling that states one best.</summary>
    public EventTime? Time =>
        Mentions.FirstOrDefault(m => m.Time is { Basis: TimeBasis.Stated, Precision: TimePrecision.Day or TimePrecision.PartOfDay })?.Time
        ?? Mentions.FirstOrDefault(m => m.Time is { Basis: TimeBasis.Stated or TimeBasis.Inferred })?.Time
        ?? Mentions.FirstOrDefault(m => m.Time is not null)?.Time;

    /// <summary>The finest place that a telling states.</summary>
    public EventLocation? Location
    {
        get
        {
            EventLocation? best = null;
            foreach (var mention in Mentions)
            {
                if (mention.Location is not { } location)
                    continue;
                if (best is null || (location.Toponym.Place!.Id != best.Toponym.Place!.Id && Places.PlaceReader.Contains(best.Toponym.Place, location.Toponym.Place)))
                    best = location;
            }
            return best;
        }
    }
}
