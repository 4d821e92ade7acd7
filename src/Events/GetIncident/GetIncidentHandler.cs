using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Incidents;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.GetIncident;

/// <summary>One incident by its name; one that another took in answers with where it went.</summary>
internal sealed class GetIncidentHandler(IDbContextFactory<EventsDbContext> contexts)
{
    /// <summary>An incident that was merged again and again is followed no farther than this.</summary>
    private const int MaxHops = 64;

    public async Task<Incident> HandleAsync(GetIncidentRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        IncidentRules.CheckName(request.Name, "name", violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(context, request.Name, cancellationToken) ?? throw IncidentRules.NotFound(request.Name);
    }

    /// <summary>The incident, or where it went; null where there is none, or none of its events counts any more.</summary>
    public static async Task<Incident?> FindAsync(EventsDbContext context, string name, CancellationToken cancellationToken)
    {
        if (!IncidentName.TryParse(name, out var id) || await ReadAsync(context, id, cancellationToken) is not { } row)
        {
            return null;
        }

        var incident = Incident.Parser.ParseFrom(row.Data);
        var last = row;
        for (var hop = 0; hop < MaxHops && last is { MergedInto: { } next }; hop++)
        {
            last = await ReadAsync(context, next, cancellationToken);
            incident.MergedInto = last is null ? "" : IncidentName.Of(last.Id);
        }

        return last is { EventCount: > 0 } ? incident : null;
    }

    private static Task<IncidentRow?> ReadAsync(EventsDbContext context, long id, CancellationToken cancellationToken) =>
        context.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
}
