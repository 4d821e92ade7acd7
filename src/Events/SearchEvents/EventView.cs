using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.SearchEvents;

/// <summary>An event as filters look at it: what it is found by is worked out once, however many filters look. Safe for concurrent use.</summary>
/// <param name="account">The event; never written to.</param>
/// <param name="words">Words of its report, packed; null where they are not known.</param>
internal sealed class EventView(Event account, byte[]? words = null)
{
    private IReadOnlySet<(TermKind Kind, string Value)>? _terms;

    public Event Event => account;

    /// <summary>Words of the report; see <see cref="TextWords"/>.</summary>
    public byte[]? Words => words;

    /// <summary>Days of the event; null where it has no date.</summary>
    public EventDays? Days { get; } = EventDays.Of(account);

    /// <summary>The values that it is found by.</summary>
    public IReadOnlySet<(TermKind Kind, string Value)> Terms => _terms ??= EventTerms.Of(account);
}
