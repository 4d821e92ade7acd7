using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;

namespace Sitrep.Events.SearchEvents;

/// <summary>
/// Finds positions of events that a query may mean, in order, from a position on; <see cref="EventQuery.Matches"/> has the last word, as a
/// circle is only a box here. Walks the index of the filter that narrows most, in the order of pages, one walk for each of its values, and
/// merges them: a page then costs what it shows, not what is stored.
/// </summary>
internal static class EventWalk
{
    /// <summary>A filter of more values than this is checked event by event.</summary>
    private const int MaxWalks = 8;

    /// <summary>A filter that so few events pass is rare enough to be walked without looking for a rarer one.</summary>
    private const int Rare = 1_000;

    /// <summary>A box of more cells than this is checked event by event.</summary>
    private const int MaxCells = 25;

    /// <summary>The next positions.</summary>
    /// <param name="context">The store.</param>
    /// <param name="query">What to find.</param>
    /// <param name="order">Newest or oldest first.</param>
    /// <param name="after">Left out, with all before it.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<EventPosition>> NextAsync(
        EventsDbContext context, EventQuery query, WalkOrder order, EventPosition after, int count, CancellationToken cancellationToken)
    {
        var filters = Filters(context, query);
        var (guide, isRare) = await ChooseAsync(filters, query.Words.Count > 0, cancellationToken);
        // Events that end after a first day: short ones start no earlier than so many days before it. Long ones may start before that, and stand in
        // order beyond all those: they are walked apart, and only where the page has room for them.
        int? latestOrder = query.StartDay is { } start ? EventRow.LongDays - start : null;

        IQueryable<EventRow> Pass(IQueryable<EventRow> from, Filter? except = null) =>
            filters.Where(f => f != except).Aggregate(Standing(from, query), (rows, filter) => filter.Apply(rows));
        var span = new Span(order, after, query.EndDay is { } end ? -end : null, latestOrder);
        async Task<List<EventPosition>> Near()
        {
            if (guide is null && query.Words.Count > 0)
            {
                return [.. await TextWalk.NextAsync(
                    context, query.Words, rows => Walk(Pass(rows), span).Select(f => new EventPosition(f.DateOrder, f.Id)), order, after, latestOrder, count, cancellationToken)];
            }

            return await MergeAsync(guide is null ? [Walk(Pass(context.Events), span)] : guide.Walks(Pass(context.Events, guide), span), order, count, cancellationToken);
        }

        async Task<List<EventPosition>> Far(int least)
        {
            var old = span with { Before = null, From = least };
            return await MergeAsync(
                guide is not null && isRare
                    ? guide.Walks(Pass(context.Events, guide).Where(e => e.IsLong), old)
                    : [Walk(Pass(context.Events).Where(e => e.IsLong), old)],
                order, count, cancellationToken);
        }

        if (latestOrder is not { } latest)
        {
            return await Near();
        }

        var found = order == WalkOrder.NewestFirst ? await Near() : await Far(latest);
        if (found.Count < count)
        {
            found.AddRange(order == WalkOrder.NewestFirst ? await Far(latest) : await Near());
        }

        return found.Count > count ? found.GetRange(0, count) : found;
    }

    /// <summary>One statement for all walks; each is in order already.</summary>
    private static async Task<List<EventPosition>> MergeAsync(
        List<IQueryable<Found>> walks, WalkOrder order, int count, CancellationToken cancellationToken)
    {
        var found = await walks.Select(walk => walk.Take(count)).Aggregate(Queryable.Concat).ToListAsync(cancellationToken);
        var positions = found.Select(f => new EventPosition(f.DateOrder, f.Id));
        if (walks.Count > 1)
        {
            // An event with two of the values is found twice.
            positions = positions.Distinct();
            positions = order == WalkOrder.NewestFirst ? positions.Order() : positions.OrderDescending();
        }

        return [.. positions.Take(count)];
    }

    /// <summary>All events that a query may mean, in no order; words are not looked at, and a circle is only a box.</summary>
    public static IQueryable<EventRow> Passing(EventsDbContext context, EventQuery query) =>
        Filters(context, query).Aggregate(Standing(context.Events, query), (rows, filter) => filter.Apply(rows));

    /// <summary>What is only checked and never walked.</summary>
    private static IQueryable<EventRow> Standing(IQueryable<EventRow> from, EventQuery query)
    {
        var rows = from.AsNoTracking().Where(e => query.Factualities.Contains(e.Factuality));
        if (!query.IncludeWithdrawn)
        {
            rows = rows.Where(e => e.State != (short)Event.Types.State.ReportWithdrawn);
        }

        rows = query.ReviewStatuses.Count > 0
            ? rows.Where(e => query.ReviewStatuses.Contains(e.ReviewStatus))
            : rows.Where(e => e.ReviewStatus != (short)Review.Types.Status.Rejected);
        if (query.StartDay is { } start)
        {
            rows = rows.Where(e => e.EndDay > start);
        }

        if (query.EndDay is { } end)
        {
            rows = rows.Where(e => e.DateOrder > -end && e.EndDay != null);
        }

        if (query.MinKilled is { } killed)
        {
            rows = rows.Where(e => e.Killed >= killed);
        }

        if (query.MinConfidence > 0)
        {
            rows = rows.Where(e => e.Confidence >= query.MinConfidence);
        }

        foreach (var area in Areas(query))
        {
            rows = rows.Where(e => e.Latitude >= area.South && e.Latitude <= area.North);
            rows = area.CrossesAntimeridian
                ? rows.Where(e => e.Longitude >= area.West || e.Longitude <= area.East)
                : rows.Where(e => e.Longitude >= area.West && e.Longitude <= area.East);
        }

        return rows;
    }

    private static IEnumerable<GeoArea> Areas(EventQuery query)
    {
        if (query.Box is { } box)
        {
            yield return box;
        }

        if (query.Circle is { } circle)
        {
            yield return circle.Bounds();
        }
    }

    /// <summary>What can be walked, by a guess at what narrows most.</summary>
    private static List<Filter> Filters(EventsDbContext context, EventQuery query)
    {
        var filters = new List<Filter>();
        void Column<T>(IReadOnlyList<T> values, Expression<Func<EventRow, T>> column)
        {
            if (values.Count > 0)
            {
                filters.Add(new ColumnFilter<T>(context, values, column));
            }
        }

        Column(query.Reports, e => e.Report);
        Column(query.Incidents, e => e.Incident);
        filters.AddRange(query.Terms.Select(term => new TermFilter(context, (short)term.Kind, term.Values)));
        filters.AddRange(Areas(query)
            .Select(area => area.Cells(MaxCells))
            .OfType<IReadOnlyList<string>>()
            .Select(cells => new TermFilter(context, (short)TermKind.Cell, cells)));
        Column(query.Sources, e => e.Source);
        Column(query.Types, e => e.Type);
        return filters;
    }

    /// <summary>The filter to walk along, and whether few events pass it; null for the order of days, or of the index of words.</summary>
    private static async Task<(Filter? Guide, bool IsRare)> ChooseAsync(IReadOnlyList<Filter> filters, bool hasWords, CancellationToken cancellationToken)
    {
        var walkable = filters.Where(f => f.Count <= (f is TermFilter { IsCell: true } ? MaxCells : MaxWalks)).ToList();
        if (walkable.Count > 1 || (hasWords && walkable.Count > 0))
        {
            foreach (var filter in walkable)
            {
                if (await filter.Few().Take(Rare + 1).CountAsync(cancellationToken) <= Rare)
                {
                    return (filter, true);
                }
            }
        }

        // Words narrow more than what is not rare.
        return (hasWords ? null : walkable.FirstOrDefault(), false);
    }

    private static IQueryable<Found> Walk(IQueryable<EventRow> rows, Span span)
    {
        var (dateOrder, id) = span.Start;
        if (span.Last is { } last)
        {
            rows = rows.Where(e => e.DateOrder > last);
        }

        if (span.Before is { } before)
        {
            rows = rows.Where(e => e.DateOrder < before);
        }

        if (span.From is { } from)
        {
            rows = rows.Where(e => e.DateOrder >= from);
        }

        return span.Order switch
        {
            WalkOrder.NewestFirst => rows
                .Where(e => e.DateOrder >= dateOrder && (e.DateOrder > dateOrder || e.Id > id))
                .OrderBy(e => e.DateOrder).ThenBy(e => e.Id)
                .Select(e => new Found { DateOrder = e.DateOrder, Id = e.Id }),
            _ => rows
                .Where(e => e.DateOrder <= dateOrder && (e.DateOrder < dateOrder || e.Id < id))
                .OrderByDescending(e => e.DateOrder).ThenByDescending(e => e.Id)
                .Select(e => new Found { DateOrder = e.DateOrder, Id = e.Id }),
        };
    }

    /// <summary>A stretch of the order of pages.</summary>
    /// <param name="Order">Which way it is walked.</param>
    /// <param name="After">Left out, with all before it.</param>
    /// <param name="Last">Days up to this one are left out, counted as <see cref="EventRow.DateOrder"/>; null for no end.</param>
    /// <param name="Before">Days from this one on are left out.</param>
    /// <param name="From">Days before this one are left out.</param>
    private sealed record Span(WalkOrder Order, EventPosition After, int? Last, int? Before, int? From = null)
    {
        /// <summary>Where the walk begins: databases go by one bound of an index only, so it must be the nearest.</summary>
        public EventPosition Start => Order == WalkOrder.NewestFirst
            ? new[] { After, Last is { } last ? new EventPosition(last, long.MaxValue) : After, From is { } from ? new EventPosition(from, -1) : After }.Max()
            : new[] { After, Before is { } before ? new EventPosition(before, -1) : After }.Min();
    }

    /// <summary>A position, as databases can put it into one list with others.</summary>
    private sealed class Found
    {
        public int DateOrder { get; init; }

        public long Id { get; init; }
    }

    /// <summary>One field of a filter that an index leads along.</summary>
    private abstract class Filter
    {
        public abstract int Count { get; }

        /// <summary>Leaves the events that pass.</summary>
        public abstract IQueryable<EventRow> Apply(IQueryable<EventRow> rows);

        /// <summary>Something to count that is about as many as the events that pass.</summary>
        public abstract IQueryable<long> Few();

        /// <summary>One walk for each value over those of the rows that pass.</summary>
        public abstract List<IQueryable<Found>> Walks(IQueryable<EventRow> rows, Span span);
    }

    private sealed class ColumnFilter<T>(EventsDbContext context, IReadOnlyList<T> values, Expression<Func<EventRow, T>> column) : Filter
    {
        public override int Count => values.Count;

        public override IQueryable<EventRow> Apply(IQueryable<EventRow> rows) => rows.Where(Where(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(T)], Captured(values), column.Body)));

        public override IQueryable<long> Few() => Apply(context.Events).Select(e => e.Id);

        public override List<IQueryable<Found>> Walks(IQueryable<EventRow> rows, Span span) =>
            [.. values.Select(value => Walk(rows.Where(Where(Expression.Equal(column.Body, Captured(value)))), span))];

        private static MemberExpression Captured<TValue>(TValue value)
        {
            // A captured variable, as the compiler makes it: EF then sends it as a parameter and compiles the query once.
            Expression<Func<TValue>> capture = () => value;
            return (MemberExpression)capture.Body;
        }

        private Expression<Func<EventRow, bool>> Where(Expression condition) => Expression.Lambda<Func<EventRow, bool>>(condition, column.Parameters);
    }

    private sealed class TermFilter(EventsDbContext context, short kind, IReadOnlyList<string> values) : Filter
    {
        public bool IsCell => kind == (short)TermKind.Cell;

        public override int Count => values.Count;

        public override IQueryable<EventRow> Apply(IQueryable<EventRow> rows) => rows.Where(e => context.EventTerms
            .Any(t => t.Kind == kind && values.Contains(t.Value) && t.DateOrder == e.DateOrder && t.EventId == e.Id));

        public override IQueryable<long> Few() => context.EventTerms.Where(t => t.Kind == kind && values.Contains(t.Value)).Select(t => t.EventId);

        public override List<IQueryable<Found>> Walks(IQueryable<EventRow> rows, Span span) => [.. values.Select(value => Walk(value, rows, span))];

        private IQueryable<Found> Walk(string value, IQueryable<EventRow> rows, Span span)
        {
            var (dateOrder, id) = span.Start;
            var terms = context.EventTerms.Where(t => t.Kind == kind && t.Value == value);
            if (span.Last is { } last)
            {
                terms = terms.Where(t => t.DateOrder > last);
            }

            if (span.Before is { } before)
            {
                terms = terms.Where(t => t.DateOrder < before);
            }

            if (span.From is { } from)
            {
                terms = terms.Where(t => t.DateOrder >= from);
            }

            return span.Order switch
            {
                WalkOrder.NewestFirst => terms
                    .Where(t => t.DateOrder >= dateOrder && (t.DateOrder > dateOrder || t.EventId > id))
                    .Join(rows, t => t.EventId, e => e.Id, (t, e) => t)
                    .OrderBy(t => t.DateOrder).ThenBy(t => t.EventId)
                    .Select(t => new Found { DateOrder = t.DateOrder, Id = t.EventId }),
                _ => terms
                    .Where(t => t.DateOrder <= dateOrder && (t.DateOrder < dateOrder || t.EventId < id))
                    .Join(rows, t => t.EventId, e => e.Id, (t, e) => t)
                    .OrderByDescending(t => t.DateOrder).ThenByDescending(t => t.EventId)
                    .Select(t => new Found { DateOrder = t.DateOrder, Id = t.EventId }),
            };
        }
    }
}

/// <summary>In which order events are walked.</summary>
internal enum WalkOrder
{
    /// <summary>As pages are: undated last, ties by name.</summary>
    NewestFirst,
    /// <summary>The other way round.</summary>
    OldestFirst,
}
