using System.CommandLine;
using Sitrep.Coder;
using Sitrep.Events.V1;
using Sitrep.Gazetteer;

namespace Sitrep.Cli.Offline;

/// <summary>Coder and gazetteer in this process.</summary>
internal sealed class OfflineEngine
{
    private readonly ReportCoder _coder = new();
    private readonly InProcessToponyms _toponyms;

    private OfflineEngine(IToponymResolver resolver, string gazetteerVersion)
    {
        Resolver = resolver;
        _toponyms = new InProcessToponyms(resolver, gazetteerVersion);
    }

    public IToponymResolver Resolver { get; }

    public static Option<string?> GazetteerOption() => new("--gazetteer") { Description = "Index to use in place of the one that comes with the tool.", HelpName = "file" };

    public static OfflineEngine Open(string? gazetteerFile) => throw CliException.NotAvailable("the gazetteer is not merged yet " + gazetteerFile);

    public ValueTask<CodedText> ReadAsync(CoderInput input, CancellationToken cancellationToken) => _coder.CodeAsync(input, _toponyms, cancellationToken);

    public async ValueTask<CodeTextResponse> CodeAsync(CoderInput input, CancellationToken cancellationToken)
    {
        await ReadAsync(input, cancellationToken);
        throw CliException.NotAvailable("mapping is not merged yet");
    }
}
