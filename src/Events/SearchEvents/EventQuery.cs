using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.SearchEvents;

/// <summary>An event filter, checked and completed: every field must hold, every list is an "any of", an empty list asks for nothing.</summary>
internal sealed record EventQuery
{
    public IReadOnlyList<short> Types { get; init; } = [];

    /// <summary>Never empty.</summary>
    public required IReadOnlyList<short> Factualities { get; init; }

    /// <summary>Days since 1970-01-01, half-open; null for no end.</summary>
    public int? StartDay { get; init; }

    public int? EndDay { get; init; }

    public GeoArea? Box { get; init; }

    public GeoCircle? Circle { get; init; }

    public long? MinKilled { get; init; }

    public double MinConfidence { get; init; }

    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Empty means all but rejected.</summary>
    public IReadOnlyList<short> ReviewStatuses { get; init; } = [];

    public IReadOnlyList<string> Reports { get; init; } = [];

    public IReadOnlyList<string> Incidents { get; init; } = [];

    public bool IncludeWithdrawn { get; init; }

    /// <summary>Words that the report's text must hold, all of them; see <see cref="TextWords"/>.</summary>
    public IReadOnlyList<ulong> Words { get; init; } = [];

    /// <summary>For each kind any of the values; the rarest kinds first, as a guess at what narrows a search most.</summary>
    public IReadOnlyList<(TermKind Kind, IReadOnlyList<string> Values)> Terms { get; init; } = [];

    /// <summary>Whether an event is meant: the last word, also on what the store has found.</summary>
    public bool Matches(EventView view)
    {
        var account = view.Event;
        if ((!IncludeWithdrawn && account.State == Event.Types.State.ReportWithdrawn)
            || !Factualities.Contains((short)account.Factuality)
            || (Types.Count > 0 && !Types.Contains((short)account.Type))
            || account.Confidence < MinConfidence
            || (Sources.Count > 0 && !Sources.Contains(account.Report.Source))
            || (Reports.Count > 0 && !Reports.Contains(account.Report.Report))
            || (Incidents.Count > 0 && !Incidents.Contains(account.Incident)))
        {
            return false;
        }

        var review = account.Review?.Status ?? Review.Types.Status.Unspecified;
        if (ReviewStatuses.Count > 0 ? !ReviewStatuses.Contains((short)review) : review == Review.Types.Status.Rejected)
        {
            return false;
        }

        if (StartDay is not null || EndDay is not null)
        {
            if (view.Days is not { } days || days.Start >= (EndDay ?? int.MaxValue) || days.End <= (StartDay ?? int.MinValue))
            {
                return false;
            }
        }

        if (MinKilled is { } least && !(EventTerms.Killed(account) >= least))
        {
            return false;
        }

        if (Box is not null || Circle is not null)
        {
            if (account.Location?.Point is not { } point
                || (Box is { } box && !box.Contains(point.Latitude, point.Longitude))
                || (Circle is { } circle && !circle.Contains(point.Latitude, point.Longitude)))
            {
                return false;
            }
        }

        if (Words.Count > 0 && !(view.Words is { } words && TextWords.HoldAll(words, Words)))
        {
            return false;
        }

        foreach (var (kind, values) in Terms)
        {
            if (!values.Any(value => view.Terms.Contains((kind, value))))
            {
                return false;
            }
        }

        return true;
    }
}
