using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Sitrep.Gazetteer;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>Time and allocation of single look-ups in the default index.</summary>
[MemoryDiagnoser]
public class GazetteerBenchmarks
{
    private readonly GazetteerIndex _gazetteer = DefaultGazetteer.Open();

    public static Task<int> RunAsync(string[] arguments)
    {
        BenchmarkRunner.Run<GazetteerBenchmarks>(null, arguments);
        return Task.FromResult(0);
    }

    [Benchmark(Baseline = true)]
    public object? Find() => _gazetteer.Find("1138958");

    [Benchmark]
    public object Exact() => _gazetteer.Search(new PlaceQuery("Kunduz", NameMatch.Exact, [], [], null), 0, 10);

    [Benchmark]
    public object Prefix() => _gazetteer.Search(new PlaceQuery("San", NameMatch.Prefix, [], [], null), 0, 10);

    [Benchmark]
    public object Fuzzy() => _gazetteer.Search(new PlaceQuery("Kandahhar", NameMatch.Fuzzy, [], [], null), 0, 10);

    [Benchmark]
    public object? Nearest() => _gazetteer.Nearest(new GeoPoint(36.7, 68.8), 50_000, []);
}
