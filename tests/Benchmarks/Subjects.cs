namespace Sitrep.Benchmarks;

/// <summary>Every subject; a new one is a folder and a line here.</summary>
internal static class Subjects
{
    private static readonly Subject[] All =
    [
        new("gazetteer", "search, resolution and reverse geocoding over the default index, one core (BenchmarkDotNet's arguments)", Gazetteer.GazetteerBenchmarks.RunAsync),
    ];

    public static Subject? Find(string name) => Array.Find(All, s => s.Name == name);

    public static int Usage(TextWriter output)
    {
        output.WriteLine("dotnet run -c Release --project tests/Benchmarks -- SUBJECT [ARGUMENTS]");
        foreach (var subject in All)
            output.WriteLine($"  {subject.Name,-16} {subject.Help}");
        return 2;
    }
}
