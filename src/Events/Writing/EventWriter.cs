using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Joining;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Storage;

namespace Sitrep.Events.Writing;

/// <summary>
/// Writes events within one transaction: row, body, terms, what the event was before, index of words and change log together, so that none is ever
/// forgotten. Gathers first and writes in few statements; the lock on the change log is taken last of all, for others wait for it.
/// </summary>
internal sealed class EventWriter(EventsDbContext context, TimeProvider time)
{
    private const int EtagBytes = 9;

    private readonly long _now = UnixMicros.From(time.GetUtcNow());
    private readonly List<ChangeRow> _changes = [];
    private readonly List<EventTermRow> _terms = [];
    private readonly List<long> _formerTerms = [];
    private readonly List<TouchedEvent> _touched = [];
    private readonly List<(ReportTextRow Text, IReadOnlyList<int> Added, IReadOnlyList<int> Removed)> _texts = [];

    /// <summary>Whether the change log grows.</summary>
    public bool Changes => _changes.Count > 0;

    /// <summary>How the report tells its events, where its text is at hand and was coded; joining keeps what it looks at.</summary>
    public ReportTelling? Telling { get; init; }

    /// <summary>What joining does beside.</summary>
    public JoinPlan Joining { get; init; } = new();

    /// <summary>Adds an event that is seen for the first time; sets what is the store's of it.</summary>
    public EventRow Add(long id, Event account, int position, string author)
    {
        account.Revision = 1;
        account.CreateTime = UnixMicros.ToTimestamp(_now);
        account.UpdateTime = account.CreateTime;
        account.Etag = Etag(account);
        var row = EventTerms.Row(id, account, position, author, reason: "");
        var stored = new StoredEvent(row, new EventBodyRow { EventId = id, Data = account.ToByteArray() });
        context.Events.Add(row);
        context.EventBodies.Add(stored.Body);
        AddTerms(id, account);
        Note(id, account.Revision, removed: false);
        Touch(stored, account, isRevised: true, "");
        return row;
    }

    /// <summary>Writes an event as it stands now; no revision and no change where nothing but versions differs.</summary>
    /// <param name="standing">As it is stored, tracked.</param>
    /// <param name="before">The event as it is stored.</param>
    /// <param name="account">As it stands now; gets revision, times and etag.</param>
    /// <param name="coded">As the coder has it, where an analyst overrode some of it; else null.</param>
    /// <param name="position">Place in the report.</param>
    /// <param name="author">Who changed it.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <returns>Whether it changed.</returns>
    public bool Update(StoredEvent standing, Event before, Event account, byte[]? coded, int position, string author, string reason)
    {
        var (row, body) = standing;
        account.Revision = before.Revision;
        account.CreateTime = before.CreateTime;
        account.UpdateTime = before.UpdateTime;
        account.Etag = before.Etag;
        row.Position = position;
        body.Coded = coded;
        if (SameButVersions(before, account))
        {
            // Read again by another version with the same result: that is noted, and nobody is told.
            var same = account.ToByteArray();
            if (!same.AsSpan().SequenceEqual(body.Data))
            {
                body.Data = same;
            }

            Touch(standing, account, isRevised: false, before.Incident);
            return false;
        }

        context.EventRevisions.Add(Former(standing, keep: true));
        account.Revision = before.Revision + 1;
        account.UpdateTime = UnixMicros.ToTimestamp(_now);
        account.Etag = Etag(account);
        context.Entry(row).CurrentValues.SetValues(EventTerms.Row(row.Id, account, position, author, reason));
        body.Data = account.ToByteArray();
        var (former, terms) = (EventTerms.Of(before), EventTerms.Of(account));
        if (EventDays.Order(before) != row.DateOrder || !former.SetEquals(terms))
        {
            _formerTerms.Add(row.Id);
            AddTerms(row.Id, account);
        }

        Note(row.Id, account.Revision, removed: false);
        Touch(standing, account, isRevised: true, before.Incident);
        return true;
    }

    /// <summary>Has an event joined anew as it stands.</summary>
    public void Rejoin(StoredEvent standing)
    {
        var account = Event.Parser.ParseFrom(standing.Body.Data);
        Touch(standing, account, isRevised: false, account.Incident);
    }

    /// <summary>Takes an event away.</summary>
    /// <param name="standing">As it is stored, tracked.</param>
    /// <param name="keep">Whether what it was stays among the revisions; not where its report was deleted for good.</param>
    public void Remove(StoredEvent standing, bool keep)
    {
        context.EventRevisions.Add(Former(standing, keep));
        context.EventBodies.Remove(standing.Body);
        context.Events.Remove(standing.Row);
        Note(standing.Row.Id, standing.Row.Revision + 1, removed: true);
        _touched.Add(new TouchedEvent(standing.Row.Id, null, null, IsRevised: true, null, standing.Row.Incident));
    }

    /// <summary>Brings the index of words in line with the days of a report's events.</summary>
    /// <param name="text">The report's words; may be about to be added.</param>
    /// <param name="before">Days under which it stands in the index.</param>
    /// <param name="now">Days under which it shall stand.</param>
    public void Index(ReportTextRow text, IEnumerable<int> before, IEnumerable<int> now)
    {
        var (former, orders) = (before.ToHashSet(), now.ToHashSet());
        var (added, removed) = (orders.Except(former).ToList(), former.Except(orders).ToList());
        if (added.Count > 0 || removed.Count > 0)
        {
            _texts.Add((text, added, removed));
        }
    }

    /// <summary>Writes what was gathered; the transaction is the caller's, and ends soon after.</summary>
    /// <exception cref="BlocksBusyException">Roll back, and write everything anew with its roots in <see cref="Joining"/>.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        _changes.AddRange(await IncidentJoiner.JoinAsync(context, _touched, Joining, _now, cancellationToken));
        await context.SaveChangesAsync(cancellationToken);
        if (_formerTerms.Count > 0)
        {
            await context.EventTerms.Where(t => _formerTerms.Contains(t.EventId)).ExecuteDeleteAsync(cancellationToken);
        }

        if (_terms.Count > 0)
        {
            await context.AddTermsAsync(_terms, cancellationToken);
        }

        foreach (var (text, added, removed) in _texts)
        {
            if (removed.Count > 0)
            {
                await context.RemoveTextsAsync([.. removed.Select(order => TextKeys.Of(order, text.Number))], cancellationToken);
            }

            if (added.Count > 0)
            {
                await context.AddTextsAsync([.. added.Select(order => TextKeys.Of(order, text.Number))], text.Words, cancellationToken);
            }
        }

        if (_changes.Count > 0)
        {
            await context.OrderChangesAsync(cancellationToken);
            context.Changes.AddRange(_changes);
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>What a stored event was, for the revisions; nothing of what it said where its report was deleted for good.</summary>
    public static EventRevisionRow Former(StoredEvent standing, bool keep) => new()
    {
        EventId = standing.Row.Id,
        Revision = standing.Row.Revision,
        Report = standing.Row.Report,
        Data = keep ? standing.Body.Data : [],
        Author = standing.Row.Author,
        Reason = keep ? standing.Row.Reason : "",
    };

    private static bool SameButVersions(Event before, Event now)
    {
        var (a, b) = (before.Clone(), now.Clone());
        a.CoderVersion = b.CoderVersion = a.GazetteerVersion = b.GazetteerVersion = "";
        return a.Equals(b);
    }

    private void Touch(StoredEvent stored, Event account, bool isRevised, string formerIncident)
    {
        _touched.Add(new TouchedEvent(stored.Row.Id, stored, account, isRevised, Telling?.Of(account), formerIncident));
    }

    private void AddTerms(long id, Event account)
    {
        var order = EventDays.Order(account);
        _terms.AddRange(EventTerms.Of(account).Select(term => new EventTermRow
        {
            Kind = (short)term.Kind,
            Value = term.Value,
            DateOrder = order,
            EventId = id,
        }));
    }

    private void Note(long id, int revision, bool removed) => _changes.Add(new ChangeRow { EventId = id, Revision = revision, Removed = removed, Time = _now });

    private static string Etag(Event account) => Etag(account.Name, account.Revision, account.UpdateTime);

    /// <summary>Guards a resource against a change that came between.</summary>
    public static string Etag(string name, int revision, Timestamp update) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{revision}\n{update}")).AsSpan(0, EtagBytes));
}

/// <summary>An event as it is stored.</summary>
internal sealed record StoredEvent(EventRow Row, EventBodyRow Body);
