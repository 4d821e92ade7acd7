using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.GetEvent;

/// <summary>One event by its name.</summary>
internal sealed class GetEventHandler(IDbContextFactory<EventsDbContext> contexts)
{
    private const int MaxNameBytes = 400;

    public async Task<Event> HandleAsync(GetEventRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.CheckText(request.Name, "name", MaxNameBytes, required: true);
        violations.Require(
            request.Name.Length == 0 || request.Name.StartsWith(EventName.Collection, StringComparison.Ordinal), "name", "INVALID_FORMAT", "Must be `events/{event}`.");
        violations.ThrowIfAny();

        byte[]? bytes = null;
        if (EventName.TryParse(request.Name, out var id))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            bytes = await context.EventBodies.AsNoTracking().Where(b => b.EventId == id).Select(b => b.Data).SingleOrDefaultAsync(cancellationToken);
        }

        return bytes is not null
            ? Event.Parser.ParseFrom(bytes)
            : throw new SitrepException(
                StatusCode.NotFound,
                EventsReasons.EventNotFound,
                $"There is no {request.Name}.",
                new Dictionary<string, string> { ["name"] = request.Name });
    }
}
