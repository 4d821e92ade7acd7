using Microsoft.EntityFrameworkCore;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.Storage;
using Sitrep.Sources.Stories;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.GetStory;

/// <summary>Reads one story; the name of one that was merged answers with what it became part of.</summary>
internal sealed class GetStoryHandler(IDbContextFactory<SourcesDbContext> contexts)
{
    /// <exception cref="SitrepException">INVALID_ARGUMENT; NOT_FOUND.</exception>
    public async Task<Story> HandleAsync(GetStoryRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var id = FieldRules.ReadStoryName(request.Name, "name", violations);
        violations.ThrowIfAny();

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Stories.AsNoTracking().SingleOrDefaultAsync(story => story.Id == id, cancellationToken) ?? throw NotFound(id!);
        if (row.MergedInto is { } survivor)
        {
            row = await context.Stories.AsNoTracking().SingleOrDefaultAsync(story => story.Id == survivor, cancellationToken) ?? throw NotFound(id!);
        }

        return (await StoryView.LoadAsync(context, [row], cancellationToken)).Single();
    }

    private static SitrepException NotFound(string id) => new(
        Grpc.Core.StatusCode.NotFound, SourcesReasons.StoryNotFound, $"stories/{id} does not exist.", new Dictionary<string, string> { ["story"] = $"stories/{id}" });
}
