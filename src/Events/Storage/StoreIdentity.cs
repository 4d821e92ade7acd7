using Microsoft.EntityFrameworkCore;

namespace Sitrep.Events.Storage;

/// <summary>Which database this is: cursors and page tokens of another are refused.</summary>
internal sealed class StoreIdentity(IDbContextFactory<EventsDbContext> contexts)
{
    private string? _id;

    /// <summary>32 lower-case hex digits; never changes, so it is read once.</summary>
    public async ValueTask<string> GetIdAsync(CancellationToken cancellationToken)
    {
        if (_id is { } known)
        {
            return known;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return _id = await context.Store.AsNoTracking().Where(s => s.Id == StoreRow.TheId).Select(s => s.DatabaseId).SingleAsync(cancellationToken);
    }
}
