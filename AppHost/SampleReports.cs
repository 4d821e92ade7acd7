using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Sitrep.Access;
using Sitrep.Sources.V1;

namespace Sitrep.AppHost;

/// <summary>Submits the reports of the samples folder, so that a first look at the application has something to show.</summary>
internal static class SampleReports
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Submits every <c>*.txt</c> of the folder, in the order of their names.</summary>
    /// <param name="address">Address of the sources service.</param>
    /// <param name="settings">Where the samples are, and what callers must show.</param>
    /// <param name="cancellationToken">Ends the work between two reports or within one.</param>
    /// <returns>How many were submitted; a failure names the first file that was refused.</returns>
    public static async Task<ExecuteCommandResult> SubmitAsync(string address, AppHostSettings settings, CancellationToken cancellationToken)
    {
        var folder = settings.SamplesFolder;
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0) return CommandResults.Failure($"There is no report in {folder}.");
        using var channel = GrpcChannel.ForAddress(address);
        var headers = new Metadata();
        if (ServiceAccess.Token(settings, AccessRoles.Ingester) is { } token) headers.Add("authorization", "Bearer " + token);
        var sources = new SourcesService.SourcesServiceClient(channel);
        foreach (var file in files)
        {
            try
            {
                var report = Read(await File.ReadAllTextAsync(file, cancellationToken));
                await sources.SubmitReportAsync(
                    new() { Report = report }, headers, TimeProvider.System.GetUtcNow().UtcDateTime + Deadline, cancellationToken: cancellationToken);
            }
            catch (Exception e) when (e is RpcException or FormatException)
            {
                return CommandResults.Failure($"{Path.GetFileName(file)}: {(e is RpcException rpc ? rpc.Status.Detail : e.Message)}");
            }
        }

        return CommandResults.Success(string.Create(CultureInfo.InvariantCulture, $"{files.Count} reports submitted."));
    }

    /// <summary>Reads a sample: lines <c>Title:</c>, <c>Published:</c> (ISO 8601) and <c>Source:</c>, an empty line, the text.</summary>
    /// <exception cref="FormatException">The head is not of that form.</exception>
    internal static Report Read(string file)
    {
        var report = new Report();
        var lines = file.ReplaceLineEndings("\n").Split('\n');
        var line = 0;
        for (; line < lines.Length && lines[line].Length > 0; line++)
        {
            var colon = lines[line].IndexOf(':', StringComparison.Ordinal);
            var value = lines[line][(colon + 1)..].Trim();
            switch (colon < 0 ? "" : lines[line][..colon])
            {
                case "Title": report.Title = value; break;
                case "Source": report.Source = value; break;
                case "Published":
                    report.PublishTime = Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
                    break;
                default: throw new FormatException($"Line {line + 1} is none of Title, Published and Source.");
            }
        }

        report.Text = string.Join('\n', lines.Skip(line + 1)).Trim('\n');
        return report;
    }
}
