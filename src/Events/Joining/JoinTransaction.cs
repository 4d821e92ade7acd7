using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Incidents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Events.Writing;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Events.Joining;

/// <summary>Writes what joining came to: which incident each event is of, under which name, and what the incidents then are.</summary>
/// <param name="context">In its transaction.</param>
/// <param name="touched">Events that the transaction adds, changes or takes away.</param>
/// <param name="further">Events whose incidents are worked out anew beside them.</param>
/// <param name="lead">The incident that an analyst lets take others in; empty where none does.</param>
/// <param name="now">Unix microseconds.</param>
internal sealed class JoinTransaction(
    EventsDbContext context, IReadOnlyDictionary<long, TouchedEvent> touched, IReadOnlyList<long> further, string lead, long now)
{
    /// <summary>Author of a revision in which an event only went from one incident to another.</summary>
    private const string Author = "joining";

    /// <summary>`incidents/{incident}` of each standing event of the block, as it was.</summary>
    private readonly Dictionary<long, string> _assigned = [];
    private readonly Dictionary<long, Member> _members = [];
    private readonly List<ChangeRow> _changes = [];

    /// <summary>Events that were of one incident with a touched one.</summary>
    public async Task<IReadOnlyList<long>> FormerCompanyAsync(CancellationToken cancellationToken)
    {
        string[] incidents = [.. FormerIncidents()];
        return incidents.Length == 0
            ? []
            : await context.Events.AsNoTracking().Where(e => incidents.Contains(e.Incident)).Select(e => e.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Reads which incidents the events of a block are of now.</summary>
    public async Task LoadAssignmentsAsync(IReadOnlySet<long> block, CancellationToken cancellationToken)
    {
        foreach (var own in touched.Values.Where(t => t.Event is not null))
        {
            _assigned[own.Id] = own.FormerIncident;
        }

        var others = block.Where(id => !touched.ContainsKey(id)).ToArray();
        if (others.Length > 0)
        {
            foreach (var other in await context.Events.AsNoTracking().Where(e => others.Contains(e.Id)).Select(e => new { e.Id, e.Incident }).ToListAsync(cancellationToken))
            {
                _assigned[other.Id] = other.Incident;
            }
        }
    }

    /// <summary>Whether there is such an event after this transaction.</summary>
    public bool Stands(long id) => _assigned.ContainsKey(id);

    /// <summary>Gives every cluster its incident and writes events and incidents that this changes.</summary>
    public async Task<IReadOnlyList<ChangeRow>> AssignAsync(IReadOnlyList<Cluster> clusters, PairDecisions decisions, CancellationToken cancellationToken)
    {
        var company = _assigned.Values.Where(name => name.Length > 0).GroupBy(name => name).ToDictionary(g => g.Key, g => g.Count());
        var former = FormerIncidents().ToHashSet();
        var anew = further.Concat(touched.Keys).ToHashSet();
        bool IsAsItWas(Cluster cluster) =>
            _assigned[cluster.Ids[0]] is { Length: > 0 } name
            && cluster.Ids.All(id => _assigned[id] == name && !anew.Contains(id))
            && company[name] == cluster.Ids.Count
            && !former.Contains(name);

        var changed = clusters.Where(cluster => !IsAsItWas(cluster)).ToList();
        await LoadMembersAsync([.. changed.SelectMany(cluster => cluster.Ids)], cancellationToken);
        var left = LeaveIncidents(clusters);

        var taken = clusters.Except(changed).Select(cluster => _assigned[cluster.Ids[0]]).ToHashSet();
        var named = new List<(Cluster Cluster, IncidentRow Row)>();
        foreach (var cluster in changed.OrderBy(c => c.LockedIn == 0).ThenBy(c => !c.Ids.Any(id => _assigned[id] == lead)).ThenBy(c => Oldest(c).Created).ThenBy(c => Oldest(c).Id))
        {
            named.Add((cluster, await NameAsync(cluster, taken, cancellationToken)));
        }

        foreach (var (cluster, row) in named)
        {
            var name = IncidentName.Of(row.Id);
            foreach (var id in cluster.Ids)
            {
                Move(_members[id], name);
            }
        }

        var sources = await SourcesAsync([.. named.SelectMany(n => n.Cluster.Ids).Select(id => _members[id].Event.Report.Report).Distinct()], cancellationToken);
        var writer = new IncidentWriter(context, now, _changes);
        foreach (var (cluster, row) in named)
        {
            var accounts = cluster.Ids.Select(id => _members[id]).Select(m => new Account(m.Id, m.Event, sources[m.Event.Report.Report])).ToList();
            var incident = IncidentBuilder.Build(accounts);
            incident.MergeReasons.AddRange(JoinReasons.Of(cluster.Signatures, decisions));
            incident.PartOf = await PartOfAsync(cluster, IncidentName.Of(row.Id), cancellationToken);
            writer.Write(row, incident, accounts);
        }

        // What no cluster bears the name of any more has gone where its oldest event went, or is gone.
        var standing = named.Select(n => IncidentName.Of(n.Row.Id)).Concat(taken).ToHashSet();
        foreach (var name in company.Keys.Concat(left).Concat(former).Distinct().Where(name => !standing.Contains(name)).Order(StringComparer.Ordinal))
        {
            var heirs = _members.Values.Where(m => m.Former == name && m.Event.Incident.Length > 0).OrderBy(m => m.Created).ThenBy(m => m.Id);
            await writer.CloseAsync(name, heirs.FirstOrDefault()?.Event.Incident ?? "", cancellationToken);
        }

        return _changes;
    }

    /// <summary>Takes the touched events that count no more out of their incidents.</summary>
    private List<string> LeaveIncidents(IReadOnlyList<Cluster> clusters)
    {
        var joined = clusters.SelectMany(cluster => cluster.Ids).ToHashSet();
        var left = new List<string>();
        foreach (var own in touched.Values.Where(t => t.Event is not null && !joined.Contains(t.Id)))
        {
            if (own.FormerIncident.Length > 0)
            {
                left.Add(own.FormerIncident);
            }

            Move(new Member(own.Id, own.Stored!, own.Event!, own.FormerIncident, own.IsRevised), "");
        }

        return left;
    }

    private IEnumerable<string> FormerIncidents() => touched.Values.Select(t => t.FormerIncident).Where(name => name.Length > 0).Distinct();

    private Member Oldest(Cluster cluster) => cluster.Ids.Select(id => _members[id]).OrderBy(m => m.Created).ThenBy(m => m.Id).First();

    private async Task LoadMembersAsync(long[] ids, CancellationToken cancellationToken)
    {
        foreach (var own in ids.Where(touched.ContainsKey).Select(id => touched[id]))
        {
            _members[own.Id] = new Member(own.Id, own.Stored!, own.Event!, own.FormerIncident, own.IsRevised);
        }

        var others = ids.Where(id => !touched.ContainsKey(id)).ToArray();
        if (others.Length > 0)
        {
            var stored = await context.Events
                .Where(e => others.Contains(e.Id))
                .Join(context.EventBodies, e => e.Id, b => b.EventId, (e, b) => new { Row = e, Body = b })
                .ToListAsync(cancellationToken);
            foreach (var other in stored)
            {
                _members[other.Row.Id] = new Member(
                    other.Row.Id, new StoredEvent(other.Row, other.Body), Event.Parser.ParseFrom(other.Body.Data), other.Row.Incident, IsRevised: false);
            }
        }
    }

    /// <summary>
    /// The incident of a cluster: the one that a lock holds it in, else that of its oldest event, or of the next oldest where another cluster has
    /// that; a new one where none is left. An event that was the first of an incident takes that name up again.
    /// </summary>
    private async Task<IncidentRow> NameAsync(Cluster cluster, HashSet<string> taken, CancellationToken cancellationToken)
    {
        var wishes = cluster.Ids.Select(id => _members[id]).OrderBy(m => m.Created).ThenBy(m => m.Id).Select(m => m.Former).Where(name => name.Length > 0);
        if (lead.Length > 0 && cluster.Ids.Any(id => _members[id].Former == lead))
        {
            wishes = wishes.Prepend(lead);
        }

        if (cluster.LockedIn != 0)
        {
            wishes = wishes.Prepend(IncidentName.Of(cluster.LockedIn));
        }

        foreach (var wish in wishes.Distinct())
        {
            if (!taken.Contains(wish) && IncidentName.TryParse(wish, out var number) && await context.Incidents.FindAsync([number], cancellationToken) is { } row)
            {
                taken.Add(wish);
                return row;
            }
        }

        var founder = Oldest(cluster).Id;
        for (var attempt = 0; ; attempt++)
        {
            var id = IncidentName.Hash(founder, attempt);
            var row = await context.Incidents.FindAsync([id], cancellationToken);
            if (row is null)
            {
                row = new IncidentRow { Id = id, Founder = founder, Data = [], Members = [] };
                context.Incidents.Add(row);
                taken.Add(IncidentName.Of(id));
                return row;
            }

            if (row.EventCount == 0 && row.Founder == founder && taken.Add(IncidentName.Of(id)))
            {
                return row;
            }
        }
    }

    private void Move(Member member, string incident)
    {
        var (row, body) = member.Stored;
        if (member.Event.Incident == incident && row.Incident == incident)
        {
            return;
        }

        member.Event.Incident = incident;
        if (!member.IsRevised)
        {
            context.EventRevisions.Add(EventWriter.Former(member.Stored, keep: true));
            member.Event.Revision = ++row.Revision;
            member.Event.UpdateTime = UnixMicros.ToTimestamp(now);
            member.Event.Etag = EventWriter.Etag(member.Event.Name, member.Event.Revision, member.Event.UpdateTime);
            (row.Author, row.Reason) = (Author, "");
            _changes.Add(new ChangeRow { EventId = member.Id, Revision = member.Event.Revision, Time = now });
        }

        row.Incident = incident;
        body.Data = member.Event.ToByteArray();
    }

    private async Task<Dictionary<string, Source>> SourcesAsync(string[] reports, CancellationToken cancellationToken)
    {
        var rows = await context.Reports.AsNoTracking().Where(r => reports.Contains(r.Name)).Select(r => new { r.Name, r.Source }).ToDictionaryAsync(r => r.Name, r => r.Source, cancellationToken);
        foreach (var entry in context.ChangeTracker.Entries<ReportRow>())
        {
            // The report at hand is not saved yet.
            rows[entry.Entity.Name] = entry.Entity.Source;
        }

        return rows.ToDictionary(r => r.Key, r => Source.Parser.ParseFrom(r.Value), StringComparer.Ordinal);
    }

    /// <summary>The incident of which most accounts make this one a part; empty where none does.</summary>
    private async Task<string> PartOfAsync(Cluster cluster, string self, CancellationToken cancellationToken)
    {
        var wholes = cluster.Ids
            .SelectMany(id => _members[id].Event.Links)
            .Where(link => link.Kind == EventLink.Types.Kind.PartOf)
            .Select(link => EventName.TryParse(link.Event, out var id) ? id : -1)
            .Where(id => id >= 0)
            .ToList();
        if (wholes.Count == 0)
        {
            return "";
        }

        var names = new List<string>();
        var elsewhere = wholes.Where(id => !_members.ContainsKey(id)).ToArray();
        names.AddRange(wholes.Where(_members.ContainsKey).Select(id => _members[id].Event.Incident));
        if (elsewhere.Length > 0)
        {
            names.AddRange(await context.Events.AsNoTracking().Where(e => elsewhere.Contains(e.Id)).Select(e => e.Incident).ToListAsync(cancellationToken));
        }

        return names.Where(name => name.Length > 0 && name != self)
            .GroupBy(name => name).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key ?? "";
    }

    /// <summary>An event with its row, and the incident that it was of.</summary>
    private sealed record Member(long Id, StoredEvent Stored, Event Event, string Former, bool IsRevised)
    {
        public long Created => Event.CreateTime is { } time ? UnixMicros.From(time) : 0;
    }
}
