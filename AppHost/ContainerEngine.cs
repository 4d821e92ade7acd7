#if ASPIRE
using System.ComponentModel;
using System.Diagnostics;
#endif

namespace Sitrep.AppHost;

/// <summary>Whether containers can run here.</summary>
internal static class ContainerEngine
{
#if ASPIRE
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks the Docker server, not the client: many machines have a client alone.</summary>
    public static bool Answers()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["version", "--format", "{{.Server.Version}}"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (docker is null) return false;
            if (docker.WaitForExit(Patience)) return docker.ExitCode == 0;
            docker.Kill();
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
#else
    /// <summary>LocalHosting runs none, whatever the machine could.</summary>
    public static bool Answers() => false;
#endif
}
