using System.Diagnostics;
using System.Globalization;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>Times one call after the other, on one thread.</summary>
/// <remarks>Rates are by processor time, and of each input the best of three counts, so that other work on the machine shows as little as can be.</remarks>
internal static class Latencies
{
    private const int Tries = 3;

    /// <summary>Runs some to warm up, then each thrice, and prints a row: how many a second of processor time, the median and the 99th percentile.</summary>
    public static void Measure<T>(string what, IReadOnlyList<T> inputs, Action<T> run, int warmUp = 200)
    {
        foreach (var input in inputs.Take(warmUp))
            run(input);
        var micros = new double[inputs.Count];
        Array.Fill(micros, double.MaxValue);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < micros.Length * Tries; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run(inputs[i / Tries]);
            micros[i / Tries] = Math.Min(micros[i / Tries], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        var seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        Array.Sort(micros);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {Tries * micros.Length / seconds,12:N0}/s   median {micros[micros.Length / 2],9:N1} us   p99 {micros[micros.Length * 99 / 100],9:N1} us"));
    }

    /// <summary>Bytes of this process that are in memory.</summary>
    public static long ResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
