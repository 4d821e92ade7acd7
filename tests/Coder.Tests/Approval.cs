namespace Sitrep.Coder.Tests;

/// <summary>Compares text with an approved file beside the tests; what differs is written beside it as X.received.txt for a person to read and copy.</summary>
internal static class Approval
{
    public static void Verify(string name, string received)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Approved");
        Directory.CreateDirectory(folder);
        var approvedPath = Path.Combine(folder, name + ".approved.txt");
        var receivedPath = Path.Combine(folder, name + ".received.txt");
        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";
        if (approved == received)
        {
            File.Delete(receivedPath);
            return;
        }
        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{name} differs from what was approved, first in line {FirstDifference(approved, received)}. Read {receivedPath} and, "
            + $"where it is right, copy it to Approved/{name}.approved.txt.");
    }

    private static string FirstDifference(string approved, string received)
    {
        var a = approved.Split('\n');
        var b = received.Split('\n');
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var left = i < a.Length ? a[i] : "(end)";
            var right = i < b.Length ? b[i] : "(end)";
            if (left != right)
                return $"{i + 1}: approved \"{left}\", received \"{right}\"";
        }
        return "none";
    }
}
