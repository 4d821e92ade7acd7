using System.Runtime.InteropServices;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.AggregateEvents;

/// <summary>Counts the events of a query by keys. Decides over columns what <see cref="EventQuery.Matches"/> decides over an event.</summary>
internal sealed class Aggregation
{
    private readonly EventFacts _facts;
    private readonly EventQuery _query;
    private readonly IReadOnlyList<EventFacts.Postings> _sets;
    private readonly bool[] _types = new bool[byte.MaxValue + 1], _factualities = new bool[byte.MaxValue + 1], _reviews = new bool[byte.MaxValue + 1];
    private readonly HashSet<int> _sources, _incidents;

    /// <param name="facts">All events.</param>
    /// <param name="query">Which to count.</param>
    /// <param name="sets">Rows that pass the query's terms, words and reports: each must hold.</param>
    public Aggregation(EventFacts facts, EventQuery query, IReadOnlyList<EventFacts.Postings> sets)
    {
        (_facts, _query, _sets) = (facts, query, sets);
        foreach (var factuality in query.Factualities)
        {
            _factualities[(byte)factuality] = true;
        }

        Array.Fill(_types, query.Types.Count == 0);
        foreach (var type in query.Types)
        {
            _types[(byte)type] = true;
        }

        Array.Fill(_reviews, query.ReviewStatuses.Count == 0);
        _reviews[(byte)Review.Types.Status.Rejected] = false;
        foreach (var status in query.ReviewStatuses)
        {
            _reviews[(byte)status] = true;
        }

        _sources = [.. query.Sources.Select(facts.Sources.Find)];
        _incidents = [.. query.Incidents.Select(facts.IncidentNumber).Where(number => number != EventFacts.None)];
    }

    /// <summary>The counts, by keys ascending.</summary>
    /// <param name="dimensions">None to two; none counts all together.</param>
    public AggregateEventsResponse Count(IReadOnlyList<Dimension> dimensions)
    {
        var buckets = new Dictionary<(long, long), int>();
        var counts = new List<Bucket>();
        var columns = _facts.Columns;
        // Each incident once a bucket, however many accounts of it there are.
        var incidents = new PairSet(columns.Length);
        var (lastKey, bucket) = ((0L, 0L), -1);
        for (var row = 0; row < columns.Length; row++)
        {
            ref readonly var column = ref columns[row];
            if (!Matches(column, row))
            {
                continue;
            }

            var key = (dimensions.Count > 0 ? dimensions[0].Number(column) : 0, dimensions.Count > 1 ? dimensions[1].Number(column) : 0);
            if (key != lastKey || bucket < 0)
            {
                // Events of one report come together and often fall into one bucket.
                ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out var known);
                if (!known)
                {
                    found = counts.Count;
                    counts.Add(default);
                }

                (lastKey, bucket) = (key, found);
            }

            CollectionsMarshal.AsSpan(counts)[bucket].Events++;
            if (column.Incident != EventFacts.None)
            {
                incidents.Add(Pair(bucket, column.Incident));
            }
        }

        foreach (var pair in incidents.Pairs)
        {
            var (of, incident) = ((int)(pair >> 32), (int)pair);
            ref var count = ref CollectionsMarshal.AsSpan(counts)[of];
            count.Incidents++;
            if (!HasWholeIn(incidents, of, incident))
            {
                count.Killed += _facts.Incidents[incident].Killed;
                count.Injured += _facts.Incidents[incident].Injured;
            }
        }

        var response = new AggregateEventsResponse();
        response.Buckets.AddRange(buckets
            .Select(one => (Keys: Keys(dimensions, one.Key), Count: counts[one.Value]))
            .OrderBy(one => one.Keys[0], StringComparer.Ordinal)
            .ThenBy(one => one.Keys[1], StringComparer.Ordinal)
            .Select(one => new AggregateEventsResponse.Types.Bucket
            {
                Keys = { one.Keys.Take(dimensions.Count) },
                EventCount = one.Count.Events,
                IncidentCount = one.Count.Incidents,
                Killed = one.Count.Killed,
                Injured = one.Count.Injured,
            }));
        return response;
    }

    private static string[] Keys(IReadOnlyList<Dimension> dimensions, (long First, long Second) numbers) =>
        [dimensions.Count > 0 ? dimensions[0].Key(numbers.First) : "", dimensions.Count > 1 ? dimensions[1].Key(numbers.Second) : ""];

    private static long Pair(int bucket, int incident) => ((long)bucket << 32) | (uint)incident;

    /// <summary>Whether the incident is a part of one that is counted in the same bucket.</summary>
    private bool HasWholeIn(PairSet incidents, int bucket, int incident)
    {
        // Wholes of wholes are few; a circle would be a bug elsewhere and must not become an endless loop here.
        const int maxDepth = 8;
        for (var depth = 0; depth < maxDepth && _facts.Incidents[incident].PartOf is >= 0 and var whole; depth++)
        {
            if (incidents.Contains(Pair(bucket, whole)))
            {
                return true;
            }

            incident = whole;
        }

        return false;
    }

    private bool Matches(in EventFacts.Column column, int row)
    {
        if (column.Gone
            || !_factualities[column.Factuality]
            || !_types[column.Type]
            || !_reviews[column.Review]
            || (!_query.IncludeWithdrawn && column.State == (byte)Event.Types.State.ReportWithdrawn)
            || column.Confidence < _query.MinConfidence
            || (_query.MinKilled is { } killed && column.Killed < Math.Min(killed, int.MaxValue))
            || (_query.Sources.Count > 0 && !_sources.Contains(column.Source))
            || (_query.Incidents.Count > 0 && !_incidents.Contains(column.Incident)))
        {
            return false;
        }

        if (_query.MinKilled is not null && column.Killed == EventFacts.None)
        {
            return false;
        }

        if ((_query.StartDay is not null || _query.EndDay is not null)
            && (column.DateOrder == EventRow.Undated || -column.DateOrder >= (_query.EndDay ?? int.MaxValue) || column.EndDay <= (_query.StartDay ?? int.MinValue)))
        {
            return false;
        }

        if ((_query.Box is not null || _query.Circle is not null)
            && (double.IsNaN(column.Latitude)
                || (_query.Box is { } box && !box.Contains(column.Latitude, column.Longitude))
                || (_query.Circle is { } circle && !circle.Contains(column.Latitude, column.Longitude))))
        {
            return false;
        }

        foreach (var set in _sets)
        {
            if (!set[row])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Pairs of a bucket and an incident, each once. Plainly a HashSet of long, which takes three times as long for the million that a year's events make:
    /// it grows step by step and follows chains.
    /// </summary>
    /// <param name="most">So many are added at most.</param>
    private sealed class PairSet(int most)
    {
        private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

        /// <summary>A pair and one, so that nothing is zero; at most half full.</summary>
        private long[] _slots = new long[1024];
        private int _shift = 64 - 10;
        private int _count;

        public IEnumerable<long> Pairs => _slots.Where(slot => slot != 0).Select(slot => slot - 1);

        public void Add(long pair)
        {
            if (_count * 2 >= _slots.Length)
            {
                Grow();
            }

            var at = Find(_slots, _shift, pair + 1);
            if (_slots[at] == 0)
            {
                _slots[at] = pair + 1;
                _count++;
            }
        }

        public bool Contains(long pair) => _slots[Find(_slots, _shift, pair + 1)] != 0;

        private static int Find(long[] slots, int shift, long value)
        {
            var at = (int)((ulong)value * Spread >> shift);
            while (slots[at] != 0 && slots[at] != value)
            {
                at = (at + 1) & (slots.Length - 1);
            }

            return at;
        }

        private void Grow()
        {
            // Large at once: few questions lie between some hundred incidents and all of them.
            var length = (int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(most, 1)) * 2UL, (ulong)_slots.Length * 32);
            var (former, shift) = (_slots, 64 - System.Numerics.BitOperations.Log2((uint)length));
            (_slots, _shift) = (new long[length], shift);
            foreach (var slot in former)
            {
                if (slot != 0)
                {
                    _slots[Find(_slots, shift, slot)] = slot;
                }
            }
        }
    }

    private struct Bucket
    {
        public long Events, Incidents, Killed, Injured;
    }
}
