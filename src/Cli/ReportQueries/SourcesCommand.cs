using System.CommandLine;
using Sitrep.Cli.Lines;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Services;
using Sitrep.Cli.Terminal;
using Sitrep.Sources.V1;

namespace Sitrep.Cli.ReportQueries;

/// <summary>`sitrep sources`: who publishes.</summary>
internal static class SourcesCommand
{
    private const int PageSize = 1_000;

    public static Command Create(CliConsole console, ServiceClients services)
    {
        var json = Arguments.Json();
        var list = new Command("list", "Every source.") { json };
        list.SetAction(async (result, cancellationToken) =>
        {
            var client = services.Sources(result);
            var request = new ListSourcesRequest { PageSize = PageSize };
            var sources = new List<Source>();
            do
            {
                var page = await client.ListSourcesAsync(request, services.Unary(result, cancellationToken));
                sources.AddRange(page.Sources);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            if (result.GetValue(json))
                sources.ForEach(source => ProtoJson.Write(console, source));
            else if (sources.Count == 0)
                console.Output.WriteLine("No sources.");
            else
                Renderer.Render(console, ReportViews.Table(sources));
            return ExitCode.Done;
        });
        return new Command("sources", "The publishers of reports.") { list };
    }
}
