namespace Sitrep.Benchmarks;

/// <summary>Something measured.</summary>
/// <param name="Name">First argument on the command line.</param>
/// <param name="Help">What it measures and what its arguments are.</param>
/// <param name="RunAsync">Measures and prints; gives the exit code.</param>
internal sealed record Subject(string Name, string Help, Func<string[], Task<int>> RunAsync);
