using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Sitrep.Cli.Terminal;

namespace Sitrep.Cli.Gazetteers;

/// <summary>Fetches files of GeoNames' download area, one after the other: goes on where an earlier run stopped, leaves alone what has not changed, checks what came.</summary>
/// <remarks>
/// What is half there waits as `FILE.part`, beside `FILE.part.tag`, the server's validator of that version; a range is asked for with it, so that halves of two
/// versions never meet. GeoNames publishes no checksums: lengths are compared, zip files read through against their own CRC-32, and where the server has a
/// `SHA256SUMS`, against that.
/// </remarks>
internal sealed class DumpDownload(HttpClient http, Uri baseAddress, string folder, CliConsole console)
{
    private const int Attempts = 5;
    private const string SumsFile = "SHA256SUMS";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Fetches the files.</summary>
    /// <returns>How many were new; the others had not changed.</returns>
    /// <exception cref="CliException">A file is not there, cannot be had, or is damaged.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var sums = await SumsAsync(cancellationToken);
        var changed = 0;
        foreach (var file in files)
        {
            using var progress = new Progress(console, "KB of " + file);
            var isNew = await FetchAsync(file, sums.GetValueOrDefault(file), progress, cancellationToken);
            progress.Note(isNew ? $"{file}: {new FileInfo(Path.Combine(folder, file)).Length.ToString("N0", CultureInfo.InvariantCulture)} bytes" : $"{file}: has not changed");
            changed += isNew ? 1 : 0;
        }
        return changed;
    }

    private async Task<bool> FetchAsync(string file, string? sum, Progress progress, CancellationToken cancellationToken)
    {
        var (path, part) = (Path.Combine(folder, file), Path.Combine(folder, file + ".part"));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!await ReceiveAsync(file, path, part, progress, cancellationToken))
                    return false;
                break;
            }
            // A connection that broke goes on where it was; anything the server said is final.
            catch (Exception e) when (e is HttpRequestException { StatusCode: null } or HttpIOException or IOException { InnerException: System.Net.Sockets.SocketException })
            {
                if (attempt == Attempts)
                    throw CliException.NotAvailable($"{new Uri(baseAddress, file)} cannot be had: {e.Message} What came is kept; the next run goes on from there.", e);
                progress.Note($"{file}: {e.Message} Trying again.");
                await Task.Delay(Pause * attempt, console.Time, cancellationToken);
            }
        }
        Check(file, part, sum);
        File.Move(part, path, true);
        File.Delete(part + ".tag");
        return true;
    }

    // False where the file that is there is the server's.
    private async Task<bool> ReceiveAsync(string file, string path, string part, Progress progress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseAddress, file));
        var have = File.Exists(part) && File.Exists(part + ".tag") ? new FileInfo(part).Length : 0;
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.TryAddWithoutValidation("If-Range", await File.ReadAllTextAsync(part + ".tag", cancellationToken));
        }
        else if (File.Exists(path))
        {
            request.Headers.IfModifiedSince = File.GetLastWriteTimeUtc(path);
        }
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified)
            return false;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == have)
            return true; // all of it was there already
        if (!response.IsSuccessStatusCode)
            throw Refused(file, response.StatusCode);
        if (response.StatusCode != HttpStatusCode.PartialContent)
            have = 0;
        var tag = response.Headers.ETag is { IsWeak: false } etag ? etag.ToString() : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
        if (tag is null)
            File.Delete(part + ".tag");
        else
            await File.WriteAllTextAsync(part + ".tag", tag, cancellationToken);
        var total = response.Content.Headers.ContentLength + have;
        await CopyAsync(response, part, have, total, progress, cancellationToken);
        if (response.Content.Headers.LastModified is { } modified)
            File.SetLastWriteTimeUtc(part, modified.UtcDateTime);
        return true;
    }

    private static async Task CopyAsync(HttpResponseMessage response, string part, long have, long? total, Progress progress, CancellationToken cancellationToken)
    {
        using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var output = new FileStream(part, have > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        var buffer = new byte[1 << 16];
        var written = have;
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            written += read;
            progress.Report(written / 1024, total is > 0 ? (double)written / total : null);
        }
        if (total is { } expected && written != expected)
            throw new HttpIOException(HttpRequestError.ResponseEnded, $"The connection ended after {written} of {expected} bytes.");
    }

    private async Task<Dictionary<string, string>> SumsAsync(CancellationToken cancellationToken)
    {
        using var response = await SendSumsAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            return [];
        var lines = (await response.Content.ReadAsStringAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Select(l => l.Split([' ', '*'], StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length == 2 && p[0].Length == 64)
            .ToDictionary(p => p[1], p => p[0].ToLowerInvariant(), StringComparer.Ordinal);
    }

    private async Task<HttpResponseMessage> SendSumsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetAsync(new Uri(baseAddress, SumsFile), cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw CliException.NotAvailable($"{baseAddress} does not answer: {e.Message}", e);
        }
    }

    private static void Check(string file, string part, string? sum)
    {
        if (sum is not null)
        {
            using var stream = File.OpenRead(part);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != sum)
                throw Damaged(file, part, "its SHA-256 is not the one that the server publishes");
        }
        if (!file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return;
        try
        {
            using var zip = ZipFile.OpenRead(part);
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                if (Crc32.Of(content) != entry.Crc32)
                    throw Damaged(file, part, $"the checksum of {entry.FullName} in it does not match");
            }
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, part, e.Message);
        }
    }

    private static CliException Damaged(string file, string part, string why)
    {
        File.Delete(part);
        File.Delete(part + ".tag");
        return CliException.Failed($"{file} came damaged and was thrown away: {why}");
    }

    private CliException Refused(string file, HttpStatusCode status) => status is HttpStatusCode.NotFound or HttpStatusCode.Gone
        ? CliException.Failed($"{baseAddress} has no {file}")
        : CliException.NotAvailable($"{new Uri(baseAddress, file)} is refused with {(int)status} {status}");
}
