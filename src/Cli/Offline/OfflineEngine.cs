using System.CommandLine;
using Sitrep.Coder;
using Sitrep.Coder.Explaining;
using Sitrep.Events.V1;
using Sitrep.Gazetteer;
using Sitrep.Language.Toponyms;
using Sitrep.Mapping.Coding;

namespace Sitrep.Cli.Offline;

/// <summary>Coder and gazetteer in this process. Safe for concurrent use.</summary>
internal sealed class OfflineEngine : IToponymSource
{
    private readonly ReportCoder _coder;
    private readonly Task<LocalGazetteer> _gazetteer;

    private OfflineEngine(Task<LocalGazetteer> gazetteer)
    {
        _gazetteer = gazetteer;
        _coder = new ReportCoder();
    }

    public static Option<string?> GazetteerOption() => new("--gazetteer") { Description = "Index to use in place of the one that comes with the tool.", HelpName = "file" };

    /// <summary>Opens the coder, and beside it the gazetteer, which takes longer and which a text without place names never waits for.</summary>
    /// <param name="gazetteerFile">An index; null for the one that comes with the tool.</param>
    public static OfflineEngine Open(string? gazetteerFile) => new(Task.Run(() => LocalGazetteer.Open(gazetteerFile)));

    public ValueTask<CodedText> ReadAsync(CoderInput input, CancellationToken cancellationToken) => _coder.CodeAsync(input, this, cancellationToken);

    public ValueTask<(CodedText Coded, CodingExplanation Explanation)> ExplainAsync(CoderInput input, CancellationToken cancellationToken) =>
        _coder.ExplainAsync(input, this, cancellationToken);

    public async ValueTask<CodeTextResponse> CodeAsync(CoderInput input, CancellationToken cancellationToken) =>
        CodedTextMapping.ToResponse(await ReadAsync(input, cancellationToken));

    public async ValueTask<ToponymResolution> ResolveAsync(
        string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken)
    {
        var gazetteer = await _gazetteer.WaitAsync(cancellationToken);
        return new ToponymResolution(gazetteer.Resolver.Resolve(text, mentions, context, maxAlternatives: 0), gazetteer.Index.Description.Version);
    }
}
