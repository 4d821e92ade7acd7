using Sitrep.Events.V1;
using Sitrep.Text.V1;

namespace Sitrep.Events.Coding;

/// <summary>Which name an event has.</summary>
internal static class EventNaming
{
    /// <summary>Names the events of a text that belongs to no report, so that links can name them; links are rewritten.</summary>
    public static void NameProvisionally(IReadOnlyList<Event> events)
    {
        var taken = new HashSet<long>();
        Rename(events, [.. events.Select(account => Fresh("", account, taken.Add))]);
    }

    /// <summary>
    /// Gives each event of a report its number: that of the event of an earlier coding with which its triggers share most, ties by position;
    /// a new one where no earlier event shares a word.
    /// </summary>
    /// <param name="report">`reports/{report}`.</param>
    /// <param name="earlier">What an earlier coding left standing, in its order.</param>
    /// <param name="events">What the coder found now, in its order.</param>
    /// <param name="taken">Those of some numbers that any event has or ever had.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A number for each of <paramref name="events"/>, none twice.</returns>
    public static async Task<IReadOnlyList<long>> MatchAsync(
        string report,
        IReadOnlyList<(long Id, Event Event)> earlier,
        IReadOnlyList<Event> events,
        Func<IReadOnlyList<long>, CancellationToken, Task<IReadOnlySet<long>>> taken,
        CancellationToken cancellationToken)
    {
        var pairs = from pair in Overlaps(earlier, events)
                    orderby pair.Shared descending, Math.Abs(pair.Before - pair.Now), pair.Before, pair.Now
                    select (pair.Before, pair.Now);
        var ids = new long[events.Count];
        var named = new bool[events.Count];
        var used = new bool[earlier.Count];
        foreach (var (before, now) in pairs)
        {
            if (!used[before] && !named[now])
            {
                (used[before], named[now], ids[now]) = (true, true, earlier[before].Id);
            }
        }

        // All are asked for at once: a clash is rare, and then only those that clashed are asked for again.
        var own = earlier.Select(before => before.Id).ToHashSet();
        var waiting = Enumerable.Range(0, events.Count).Where(i => !named[i]).ToList();
        for (var attempt = 0; waiting.Count > 0; attempt++)
        {
            var numbers = waiting.ConvertAll(i => EventName.Hash(report, TriggerStart(events[i]), attempt));
            var refused = await taken(numbers, cancellationToken);
            var next = new List<int>();
            for (var at = 0; at < waiting.Count; at++)
            {
                if (refused.Contains(numbers[at]) || !own.Add(numbers[at]))
                {
                    next.Add(waiting[at]);
                }
                else
                {
                    ids[waiting[at]] = numbers[at];
                }
            }

            waiting = next;
        }

        return ids;
    }

    /// <summary>Sets the names, and the names by which events of one text refer to each other.</summary>
    public static void Rename(IReadOnlyList<Event> events, IReadOnlyList<long> ids)
    {
        var renamed = new Dictionary<string, string>();
        for (var i = 0; i < events.Count; i++)
        {
            var name = EventName.Of(ids[i]);
            renamed[events[i].Name] = name;
            events[i].Name = name;
        }

        foreach (var link in events.SelectMany(account => account.Links))
        {
            link.Event = renamed.GetValueOrDefault(link.Event, link.Event);
        }
    }

    private static long Fresh(string report, Event account, Func<long, bool> take)
    {
        for (var attempt = 0; ; attempt++)
        {
            var id = EventName.Hash(report, TriggerStart(account), attempt);
            if (take(id))
            {
                return id;
            }
        }
    }

    private static int TriggerStart(Event account) => account.Triggers.Count > 0 ? account.Triggers[0].Span?.Start ?? 0 : 0;

    /// <summary>Pairs of events whose triggers share words, and how many code units those are.</summary>
    /// <remarks>Long reports have thousands of events: only triggers that begin near one another are compared.</remarks>
    private static IEnumerable<(int Before, int Now, int Shared)> Overlaps(IReadOnlyList<(long Id, Event Event)> earlier, IReadOnlyList<Event> events)
    {
        var triggers = earlier
            .SelectMany((before, index) => Spans(before.Event).Select(span => (span.Start, span.End, Index: index)))
            .OrderBy(trigger => trigger.Start)
            .ToList();
        var starts = triggers.ConvertAll(trigger => trigger.Start);
        var longest = triggers.Count == 0 ? 0 : triggers.Max(trigger => trigger.End - trigger.Start);
        var shared = new Dictionary<(int Before, int Now), int>();
        for (var now = 0; now < events.Count; now++)
        {
            foreach (var span in Spans(events[now]))
            {
                var first = starts.BinarySearch(span.Start - longest);
                first = first < 0 ? ~first : first;
                while (first > 0 && starts[first - 1] == span.Start - longest)
                {
                    first--;
                }

                for (var i = first; i < triggers.Count && triggers[i].Start < span.End; i++)
                {
                    var common = Math.Min(triggers[i].End, span.End) - Math.Max(triggers[i].Start, span.Start);
                    if (common > 0)
                    {
                        var pair = (triggers[i].Index, now);
                        shared[pair] = shared.GetValueOrDefault(pair) + common;
                    }
                }
            }
        }

        return shared.Select(pair => (pair.Key.Before, pair.Key.Now, pair.Value));
    }

    private static IEnumerable<TextSpan> Spans(Event account) => account.Triggers.Select(trigger => trigger.Span).OfType<TextSpan>();
}
