using System.Globalization;
using System.Text;

namespace Sitrep.LocalHosting.Running;

/// <summary>
/// Stops the AppHost when the <c>dotnet run</c> that started it is killed. A killed <c>dotnet run</c> would leave the AppHost running with
/// no terminal to stop it from. Only that parent is watched: an AppHost started by a shell or a service manager may outlive them by intent.
/// Linux only, where a process can see who its parent is; elsewhere nothing is watched.
/// </summary>
internal static class ParentProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static void OnEnd(Action stop, CancellationToken stopping)
    {
        if (!OperatingSystem.IsLinux() || Parent() is not { } parent || !IsDotnetRun(parent)) return;
        _ = WatchAsync(parent, stop, stopping);
    }

    private static async Task WatchAsync(int parent, Action stop, CancellationToken stopping)
    {
        try
        {
            while (Parent() == parent)
                await Task.Delay(Interval, stopping);
            stop();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The AppHost stops anyway.
        }
    }

    private static bool IsDotnetRun(int process)
    {
        try
        {
            var arguments = Encoding.UTF8.GetString(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline"))).Split('\0');
            return Path.GetFileName(arguments[0]) == "dotnet" && arguments.Contains("run");
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Fourth field of stat; the second is the name in parentheses, which may hold anything.</summary>
    private static int? Parent()
    {
        try
        {
            var stat = File.ReadAllText("/proc/self/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
