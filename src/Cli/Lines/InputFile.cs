using System.Text;

namespace Sitrep.Cli.Lines;

/// <summary>Reads files of the user's; what goes wrong is the user's to mend.</summary>
internal static class InputFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.Failed($"cannot read {path}: {Why(exception)}", exception);
        }
    }

    /// <summary>The whole of a UTF-8 text file, or of standard input where <paramref name="path"/> is "-"; a byte order mark is dropped.</summary>
    public static async Task<string> ReadTextAsync(string path, Stream standardInput, CancellationToken cancellationToken)
    {
        await using var stream = path == "-" ? standardInput : OpenRead(path);
        using var bytes = new MemoryStream();
        try
        {
            await stream.CopyToAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"cannot read {path}: {Why(exception)}", exception);
        }
        var span = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (span.StartsWith("\uFEFF"u8))
            span = span["\uFEFF"u8.Length..];
        try
        {
            return StrictUtf8.GetString(span);
        }
        catch (DecoderFallbackException exception)
        {
            throw CliException.Failed($"{(path == "-" ? "standard input" : path)} is not UTF-8 (byte {exception.Index})", exception);
        }
    }

    /// <summary>What is wrong with a file, without the path that .NET repeats.</summary>
    public static string Why(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "it is a folder, or not ours to open",
        _ => exception.Message,
    };
}
