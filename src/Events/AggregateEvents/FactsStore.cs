using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.SearchEvents;
using Sitrep.Events.Storage;
using Sitrep.Events.WatchEvents;

namespace Sitrep.Events.AggregateEvents;

/// <summary>
/// Keeps <see cref="EventFacts"/> in line with the store: read whole when first asked for, and from then on by what the change log says has changed.
/// Each question sees at least every change that was committed before it was asked.
/// </summary>
internal sealed class FactsStore(IDbContextFactory<EventsDbContext> contexts, ChangeLog log) : IDisposable
{
    /// <summary>So many changes are caught up with; behind by more, all is read anew, which is quicker.</summary>
    private const int MaxCatchUp = 50_000;

    private const int BatchSize = 500;

    /// <summary>Terms that are kept; a bit an event each.</summary>
    private const int MaxPostings = 256;

    private const int TextBatch = 4_096;

    private const string Columns =
        "id, date_order, end_day, type, factuality, state, review_status, source, country, adm1, incident, latitude, longitude, killed, confidence";

    private readonly SemaphoreSlim _one = new(1, 1);
    private EventFacts? _facts;
    private long _sequence;
    private long _uses;

    /// <summary>Lets go of the lock.</summary>
    public void Dispose() => _one.Dispose();

    /// <summary>Answers a question from facts that are up to date.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="ask">Gets the facts and, where the query asks for terms, words or reports, the sets of rows that pass each.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> AskAsync<T>(EventQuery query, Func<EventFacts, IReadOnlyList<EventFacts.Postings>, T> ask, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Database.OpenConnectionAsync(cancellationToken);
            var facts = await RefreshAsync(context, cancellationToken);
            var sets = new List<EventFacts.Postings>();
            foreach (var (kind, values) in query.Terms)
            {
                sets.Add(await TermsAsync(context, facts, (short)kind, values, cancellationToken));
            }

            if (query.Words.Count > 0)
            {
                sets.Add(await TextsAsync(context, facts, query.Words, cancellationToken));
            }

            if (query.Reports.Count > 0)
            {
                var set = new EventFacts.Postings();
                Add(set, facts, await context.Events.Where(e => query.Reports.Contains(e.Report)).Select(e => e.Id).ToListAsync(cancellationToken));
                sets.Add(set);
            }

            return ask(facts, sets);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<EventFacts> RefreshAsync(EventsDbContext context, CancellationToken cancellationToken)
    {
        var (newest, pruned) = await log.EndsAsync(cancellationToken);
        if (_facts is { } known && _sequence >= pruned && newest >= _sequence)
        {
            if (newest == _sequence)
            {
                return known;
            }

            var changes = await context.Changes.AsNoTracking()
                .Where(c => c.Sequence > _sequence && c.Sequence <= newest)
                .Select(c => new { c.EventId, c.IsIncident })
                .Distinct()
                .Take(MaxCatchUp + 1)
                .ToListAsync(cancellationToken);
            if (changes.Count <= MaxCatchUp)
            {
                // Where it fails half-way, the next question does it again: setting what is set changes nothing.
                await CatchUpIncidentsAsync(context, known, [.. changes.Where(c => c.IsIncident).Select(c => c.EventId)], cancellationToken);
                await CatchUpAsync(context, known, [.. changes.Where(c => !c.IsIncident).Select(c => c.EventId)], cancellationToken);
                _sequence = newest;
                return known;
            }
        }

        // The sequence is older than what is read after it, or as old: catching up from it misses nothing.
        var facts = await ReadAllAsync(context, cancellationToken);
        (_facts, _sequence) = (facts, newest);
        return facts;
    }

    private static async Task<EventFacts> ReadAllAsync(EventsDbContext context, CancellationToken cancellationToken)
    {
        var facts = new EventFacts();
        await using (var command = Command(context, $"SELECT {Columns} FROM events"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                facts.Set(Fact(reader));
            }
        }

        await using (var command = Command(context, "SELECT id, killed, injured, part_of FROM incidents WHERE event_count > 0"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                facts.Set(new IncidentFact(reader.GetInt64(0), Number(reader, 1), Number(reader, 2), Number(reader, 3)));
            }
        }

        return facts;
    }

    private static async Task CatchUpAsync(EventsDbContext context, EventFacts facts, IReadOnlyList<long> changed, CancellationToken cancellationToken)
    {
        foreach (var ids in changed.Chunk(BatchSize))
        {
            var rows = await context.Events.AsNoTracking().Where(e => ids.Contains(e.Id)).ToListAsync(cancellationToken);
            await SetAsync(context, facts, rows, cancellationToken);
            foreach (var id in ids.Except(rows.Select(e => e.Id)))
            {
                facts.Remove(id);
            }
        }
    }

    private static async Task CatchUpIncidentsAsync(EventsDbContext context, EventFacts facts, IReadOnlyList<long> changed, CancellationToken cancellationToken)
    {
        foreach (var ids in changed.Chunk(BatchSize))
        {
            var standing = await context.Incidents.AsNoTracking()
                .Where(i => ids.Contains(i.Id) && i.EventCount > 0)
                .Select(i => new IncidentFact(i.Id, i.Killed, i.Injured, i.PartOf))
                .ToListAsync(cancellationToken);
            foreach (var fact in standing)
            {
                facts.Set(fact);
            }

            foreach (var id in ids.Except(standing.Select(i => i.Id)))
            {
                facts.RemoveIncident(id);
            }

            // An event may come to an incident without a change of its own.
            var names = ids.Select(IncidentName.Of).ToList();
            await SetAsync(context, facts, await context.Events.AsNoTracking().Where(e => names.Contains(e.Incident)).ToListAsync(cancellationToken), cancellationToken);
        }
    }

    private static async Task SetAsync(EventsDbContext context, EventFacts facts, List<EventRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            facts.Set(new EventFact(
                row.Id, row.DateOrder, row.EndDay, row.Type, row.Factuality, row.State, row.ReviewStatus, row.Source, row.Country, row.Adm1, row.Incident,
                row.Latitude, row.Longitude, row.Killed, row.Confidence));
        }

        if (!facts.HasPostings || rows.Count == 0)
        {
            return;
        }

        var ids = rows.ConvertAll(e => e.Id);
        var terms = await context.EventTerms.AsNoTracking()
            .Where(t => ids.Contains(t.EventId))
            .Select(t => new { t.EventId, t.Kind, t.Value })
            .ToListAsync(cancellationToken);
        var byEvent = terms.ToLookup(t => t.EventId, t => (t.Kind, t.Value));
        foreach (var id in ids)
        {
            facts.SetTerms(id, byEvent[id].ToHashSet());
        }
    }

    private async Task<EventFacts.Postings> TermsAsync(
        EventsDbContext context, EventFacts facts, short kind, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        EventFacts.Postings? any = null;
        foreach (var value in values)
        {
            var postings = facts.FindPostings(kind, value);
            if (postings is null)
            {
                var events = new List<long>();
                await using (var command = Command(context, "SELECT event_id FROM event_terms WHERE kind = @kind AND value = @value", ("@kind", kind), ("@value", value)))
                await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                {
                    while (await reader.ReadAsync(cancellationToken))
                    {
                        events.Add(reader.GetInt64(0));
                    }
                }

                postings = facts.AddPostings(kind, value, events, MaxPostings);
            }

            postings.LastUse = ++_uses;
            if (values.Count == 1)
            {
                return postings;
            }

            any ??= new EventFacts.Postings();
            any.Add(postings);
        }

        return any ?? new EventFacts.Postings();
    }

    private static async Task<EventFacts.Postings> TextsAsync(
        EventsDbContext context, EventFacts facts, IReadOnlyList<ulong> words, CancellationToken cancellationToken)
    {
        var set = new EventFacts.Postings();
        var from = 0L;
        while (true)
        {
            var keys = await context.FindTextsAsync(words, from, descending: false, TextBatch, cancellationToken);
            Add(set, facts, await context.EventsOfTexts(keys).Select(e => e.Id).ToListAsync(cancellationToken));
            if (keys.Count < TextBatch)
            {
                return set;
            }

            from = keys[^1] + 1;
        }
    }

    private static void Add(EventFacts.Postings set, EventFacts facts, IEnumerable<long> events)
    {
        foreach (var id in events)
        {
            if (facts.Row(id) is >= 0 and var row)
            {
                set.Set(row, true);
            }
        }
    }

    private static EventFact Fact(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetInt32(1),
        reader.IsDBNull(2) ? null : reader.GetInt32(2),
        reader.GetInt16(3),
        reader.GetInt16(4),
        reader.GetInt16(5),
        reader.GetInt16(6),
        reader.GetString(7),
        reader.GetString(8),
        reader.GetString(9),
        reader.GetString(10),
        reader.IsDBNull(11) ? null : reader.GetDouble(11),
        reader.IsDBNull(12) ? null : reader.GetDouble(12),
        Number(reader, 13),
        reader.GetDouble(14));

    private static long? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>A million rows are read by hand: as entities they would take three times as long.</summary>
    private static DbCommand Command(EventsDbContext context, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
