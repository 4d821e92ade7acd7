using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Sitrep.ServiceDefaults.Telemetry;

/// <summary>
/// Client spans of Redis commands. The instrumentation package is not to be had, so commands are profiled per parent span and turned into
/// spans after the fact, with their own start and end. Names and tags follow OpenTelemetry's database conventions; keys and values stay out.
/// </summary>
internal static class RedisActivities
{
    private static readonly ActivitySource Source = new("Sitrep.ServiceDefaults.Redis");
    private static readonly TimeSpan DrainEvery = TimeSpan.FromMilliseconds(500);

    public static void Attach(IConnectionMultiplexer multiplexer)
    {
        var sessions = new ConcurrentDictionary<ActivityContext, ProfilingSession>();
        multiplexer.RegisterProfiler(() => Source.HasListeners() && Activity.Current is { Recorded: true } parent
            ? sessions.GetOrAdd(parent.Context, static _ => new ProfilingSession())
            : null!);
        // Whoever asks for the connection first may do so where instrumentation is suppressed; the drain must not carry that on for ever.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => DrainAsync(sessions));
        }
    }

    private static async Task DrainAsync(ConcurrentDictionary<ActivityContext, ProfilingSession> sessions)
    {
        // Two rounds before a session is let go: a command may still be under way in the first.
        var idle = new HashSet<ActivityContext>();
        using var timer = new PeriodicTimer(DrainEvery);
        while (await timer.WaitForNextTickAsync())
        {
            foreach (var (parent, session) in sessions)
            {
                var any = false;
                foreach (var command in session.FinishProfiling())
                {
                    any = true;
                    Record(command, parent);
                }

                if (any)
                {
                    idle.Remove(parent);
                }
                else if (!idle.Add(parent))
                {
                    idle.Remove(parent);
                    sessions.TryRemove(parent, out _);
                }
            }
        }
    }

    private static void Record(IProfiledCommand command, ActivityContext parent)
    {
        using var activity = Source.StartActivity(
            command.Command, ActivityKind.Client, parent, startTime: new DateTimeOffset(command.CommandCreated.ToUniversalTime()));
        if (activity is null)
        {
            return;
        }

        activity.SetTag("db.system.name", "redis");
        activity.SetTag("db.operation.name", command.Command);
        switch (command.EndPoint)
        {
            case IPEndPoint ip:
                activity.SetTag("server.address", ip.Address.ToString()).SetTag("server.port", ip.Port);
                break;
            case DnsEndPoint dns:
                activity.SetTag("server.address", dns.Host).SetTag("server.port", dns.Port);
                break;
        }

        activity.SetEndTime(command.CommandCreated.ToUniversalTime() + command.ElapsedTime);
    }
}
