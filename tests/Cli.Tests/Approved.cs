using System.Runtime.CompilerServices;

namespace Sitrep.Cli.Tests;

/// <summary>Compares output with the file that was approved beside the test; a difference leaves `X.received.txt` to look at and, if it is right, to rename.</summary>
internal static class Approved
{
    public static void Match(string actual, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}.approved.txt");
        var received = path.Replace(".approved.", ".received.", StringComparison.Ordinal);
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.Fail($"differs from {Path.GetFileName(path)}; received:\n{actual}");
    }
}
