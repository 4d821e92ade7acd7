using Sitrep.Coder;
using Sitrep.Events.V1;
using Sitrep.Gazetteer;
using Sitrep.Language.Toponyms;

namespace Sitrep.Events.Coding;

/// <summary>The coder that ships.</summary>
internal sealed class ReportTextCoder : ITextCoder
{
    private readonly ReportCoder _coder = new();

    public string Version => ReportCoder.Version;

    public async Task<CodeTextResponse> CodeAsync(TextToCode input, DateOnly? day, string gazetteerVersion, CancellationToken cancellationToken)
    {
        var coded = await _coder.CodeAsync(
            new CoderInput(input.Text, input.Title, day is { } d ? new DateTimeOffset(d, TimeOnly.MinValue, TimeSpan.Zero) : null, "", ResolutionContext.None),
            new NoToponyms(gazetteerVersion),
            cancellationToken);
        return new CodeTextResponse { CoderVersion = coded.CoderVersion };
    }

    private sealed class NoToponyms(string version) : IToponymSource
    {
        public ValueTask<ToponymResolution> ResolveAsync(
            string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ToponymResolution([], version));
    }
}
