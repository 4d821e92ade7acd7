namespace Sitrep.Benchmarks;

/// <summary>Every subject; a new one is a folder and a line here.</summary>
internal static class Subjects
{
    private static readonly Subject[] All =
    [
        new("gazetteer", "search, resolution and reverse geocoding over the default index, one core (BenchmarkDotNet's arguments)", Gazetteer.GazetteerBenchmarks.RunAsync),
        new("language", "words per second, each stage's share and JavaScript peers over files of JSON Lines: FILE.jsonl... [--peers DIR]", Language.LanguageBenchmark.RunAsync),
        new("coder", "words per second from text to events, its stages' shares, reports of 1,000 words, 64 KiB to 1 MiB: FILE.jsonl...", Coding.CoderBenchmark.RunAsync),
        new("stories", "[--twice] FILE.jsonl...: precision, recall and rate of telling rewritten wire copy from other reports, seeds 1 to 5", Stories.StoriesBenchmark.RunAsync),
        new("ingest", "ADDRESS FILE.jsonl REPORTS_PER_SECOND SECONDS: a running system under load, beside an empty RPC and plain inserts", Ingest.IngestBenchmark.RunAsync),
        new("geo-dump", "writes a synthetic dump: ROWS FOLDER", Gazetteer.SyntheticDump.RunAsync),
        new("geo-search", "search and memory of an index beside SQLite FTS5 and pg_trgm: INDEX [--peers ROWS]", Gazetteer.SearchComparison.RunAsync),
        new("geo-resolve", "toponyms resolved and words tagged a second beside a dictionary scan: [INDEX]", Gazetteer.ResolutionRates.RunAsync),
        new("geo-rpc", "GetPlace beside an RPC of the same messages that looks nothing up", Gazetteer.RpcComparison.RunAsync),
        new("joining", "pairwise scores of incident joining on generated news with known truth (seeds; 1 to 5 by default)", Joining.JoiningBenchmark.RunAsync),
        new("year", "a year's events in SQLite or PostgreSQL: fill, search, aggregate, ingest, watch", Year.YearBenchmarks.RunAsync),
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
