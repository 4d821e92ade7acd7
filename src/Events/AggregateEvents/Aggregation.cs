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
        // Each incident once a bucket, however many accounts of it there are.
        var incidents = new HashSet<long>();
        var columns = _facts.Columns;
        for (var row = 0; row < columns.Length; row++)
        {
            ref readonly var column = ref columns[row];
            if (!Matches(column, row))
            {
                continue;
            }

            var key = (dimensions.Count > 0 ? dimensions[0].Number(column) : 0, dimensions.Count > 1 ? dimensions[1].Number(column) : 0);
            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out var known);
            if (!known)
            {
                bucket = counts.Count;
                counts.Add(default);
            }

            CollectionsMarshal.AsSpan(counts)[bucket].Events++;
            if (column.Incident != EventFacts.None)
            {
                incidents.Add(Pair(bucket, column.Incident));
            }
        }

        foreach (var pair in incidents)
        {
            var (bucket, incident) = ((int)(pair >> 32), (int)pair);
            ref var count = ref CollectionsMarshal.AsSpan(counts)[bucket];
            count.Incidents++;
            if (!HasWholeIn(incidents, bucket, incident))
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
    private bool HasWholeIn(HashSet<long> incidents, int bucket, int incident)
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

    private struct Bucket
    {
        public long Events, Incidents, Killed, Injured;
    }
}
