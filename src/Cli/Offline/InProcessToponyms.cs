using Sitrep.Coder;
using Sitrep.Gazetteer;
using Sitrep.Language.Toponyms;

namespace Sitrep.Cli.Offline;

/// <summary>Resolves toponyms in this process, with no service.</summary>
internal sealed class InProcessToponyms(IToponymResolver resolver, string gazetteerVersion) : IToponymSource
{
    public ValueTask<ToponymResolution> ResolveAsync(
        string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new ToponymResolution(resolver.Resolve(text, mentions, context, maxAlternatives: 0), gazetteerVersion));
    }
}
