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
        var guide = await ChooseAsync(filters, query.Words.Count > 0, cancellationToken);
        // Events that end after a first day: short ones start no earlier than so many days before; long ones are few and walked apart.
        int? latestOrder = query.StartDay is { } start ? EventRow.LongDays - start : null;

        IQueryable<EventRow> Pass(IQueryable<EventRow> from, Filter? except = null) =>
            filters.Where(f => f != except).Aggregate(Standing(from, query), (rows, filter) => filter.Apply(rows));
        IQueryable<EventRow> Rest(Filter? except) => Pass(context.Events, except);
        var found = new List<EventPosition>();
        List<IQueryable<EventPosition>> walks = [];
        if (guide is null && query.Words.Count > 0)
        {
            found.AddRange(await TextWalk.NextAsync(
                context, query.Words, rows => Walk(Shorts(Pass(rows), latestOrder), order, after), order, after, latestOrder, count, cancellationToken));
        }
        else
        {
            walks = guide is null ? [Walk(Shorts(Rest(null), latestOrder), order, after)] : guide.Walks(Shorts(Rest(guide), latestOrder), order, after, latestOrder);
        }

        if (latestOrder is not null)
        {
            walks.Add(Walk(Rest(null).Where(e => e.IsLong), order, after));
        }

        foreach (var walk in walks)
        {
            found.AddRange(await walk.Take(count).ToListAsync(cancellationToken));
        }

        if (latestOrder is null && walks.Count <= 1)
        {
            return found;
        }

        var merged = found.Distinct().Order();
        return [.. (order == WalkOrder.NewestFirst ? merged : merged.OrderDescending()).Take(count)];
    }

    /// <summary>All events that a query may mean, in no order; words are not looked at, and a circle is only a box.</summary>
    public static IQueryable<EventRow> Passing(EventsDbContext context, EventQuery query) =>
        Filters(context, query).Aggregate(Standing(context.Events, query), (rows, filter) => filter.Apply(rows));

    private static IQueryable<EventRow> Shorts(IQueryable<EventRow> rows, int? latestOrder) =>
        latestOrder is { } latest ? rows.Where(e => !e.IsLong && e.DateOrder < latest) : rows;

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

    /// <summary>The filter to walk along; null for the order of days, or of the index of words.</summary>
    private static async Task<Filter?> ChooseAsync(IReadOnlyList<Filter> filters, bool hasWords, CancellationToken cancellationToken)
    {
        var walkable = filters.Where(f => f.Count <= (f is TermFilter { IsCell: true } ? MaxCells : MaxWalks)).ToList();
        if (walkable.Count > 1 || (hasWords && walkable.Count > 0))
        {
            foreach (var filter in walkable)
            {
                if (await filter.Few().Take(Rare + 1).CountAsync(cancellationToken) <= Rare)
                {
                    return filter;
                }
            }
        }

        // Words narrow more than what is not rare.
        return hasWords ? null : walkable.FirstOrDefault();
    }

    private static IQueryable<EventPosition> Walk(IQueryable<EventRow> rows, WalkOrder order, EventPosition after)
    {
        var (dateOrder, id) = after;
        return order switch
        {
            WalkOrder.NewestFirst => rows
                .Where(e => e.DateOrder >= dateOrder && (e.DateOrder > dateOrder || e.Id > id))
                .OrderBy(e => e.DateOrder).ThenBy(e => e.Id)
                .Select(e => new EventPosition(e.DateOrder, e.Id)),
            _ => rows
                .Where(e => e.DateOrder <= dateOrder && (e.DateOrder < dateOrder || e.Id < id))
                .OrderByDescending(e => e.DateOrder).ThenByDescending(e => e.Id)
                .Select(e => new EventPosition(e.DateOrder, e.Id)),
        };
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
        public abstract List<IQueryable<EventPosition>> Walks(IQueryable<EventRow> rows, WalkOrder order, EventPosition after, int? latestOrder);
    }

    private sealed class ColumnFilter<T>(EventsDbContext context, IReadOnlyList<T> values, Expression<Func<EventRow, T>> column) : Filter
    {
        public override int Count => values.Count;

        public override IQueryable<EventRow> Apply(IQueryable<EventRow> rows) => rows.Where(Where(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(T)], Captured(values), column.Body)));

        public override IQueryable<long> Few() => Apply(context.Events).Select(e => e.Id);

        public override List<IQueryable<EventPosition>> Walks(IQueryable<EventRow> rows, WalkOrder order, EventPosition after, int? latestOrder) =>
            [.. values.Select(value => Walk(rows.Where(Where(Expression.Equal(column.Body, Captured(value)))), order, after))];

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

        public override List<IQueryable<EventPosition>> Walks(IQueryable<EventRow> rows, WalkOrder order, EventPosition after, int? latestOrder) =>
            [.. values.Select(value => Walk(value, rows, order, after, latestOrder))];

        private IQueryable<EventPosition> Walk(string value, IQueryable<EventRow> rows, WalkOrder order, EventPosition after, int? latestOrder)
        {
            var (dateOrder, id) = after;
            var terms = context.EventTerms.Where(t => t.Kind == kind && t.Value == value);
            if (latestOrder is { } latest)
            {
                terms = terms.Where(t => t.DateOrder < latest);
            }

            return order switch
            {
                WalkOrder.NewestFirst => terms
                    .Where(t => t.DateOrder >= dateOrder && (t.DateOrder > dateOrder || t.EventId > id))
                    .Join(rows, t => t.EventId, e => e.Id, (t, e) => t)
                    .OrderBy(t => t.DateOrder).ThenBy(t => t.EventId)
                    .Select(t => new EventPosition(t.DateOrder, t.EventId)),
                _ => terms
                    .Where(t => t.DateOrder <= dateOrder && (t.DateOrder < dateOrder || t.EventId < id))
                    .Join(rows, t => t.EventId, e => e.Id, (t, e) => t)
                    .OrderByDescending(t => t.DateOrder).ThenByDescending(t => t.EventId)
                    .Select(t => new EventPosition(t.DateOrder, t.EventId)),
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
