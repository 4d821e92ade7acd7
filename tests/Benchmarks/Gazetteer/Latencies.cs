using System.Diagnostics;
using System.Globalization;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>Times one call after the other, on one thread.</summary>
internal static class Latencies
{
    /// <summary>Runs each once to warm up, then once to measure, and prints a row: how many a second, the median and the 99th percentile.</summary>
    public static void Measure<T>(string what, IReadOnlyList<T> inputs, Action<T> run, int warmUp = 200)
    {
        foreach (var input in inputs.Take(warmUp))
            run(input);
        var micros = new double[inputs.Count];
        var all = Stopwatch.GetTimestamp();
        for (var i = 0; i < micros.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run(inputs[i]);
            micros[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        var seconds = Stopwatch.GetElapsedTime(all).TotalSeconds;
        Array.Sort(micros);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {micros.Length / seconds,12:N0}/s   median {micros[micros.Length / 2],9:N1} us   p99 {micros[micros.Length * 99 / 100],9:N1} us"));
    }

    /// <summary>Bytes of this process that are in memory.</summary>
    public static long ResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
