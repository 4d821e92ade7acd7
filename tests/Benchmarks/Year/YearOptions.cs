using System.Globalization;

namespace Sitrep.Benchmarks.Year;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Database">"sqlite" or "postgres".</param>
/// <param name="Store">Path of the SQLite file, or connection string of a PostgreSQL database, which is made where it is missing.</param>
/// <param name="Events">How many events; incidents are a quarter, change-log rows three times as many.</param>
/// <param name="Seed">Of the generator.</param>
/// <param name="Rounds">How often each question is asked.</param>
/// <param name="Watchers">Open watches.</param>
/// <param name="Seconds">How long the watches are held.</param>
internal sealed record YearOptions(string Database, string Store, int Events, int Seed, int Rounds, int Watchers, int Seconds)
{
    public bool IsPostgres => Database == "postgres";

    public static YearOptions Parse(string[] args)
    {
        string Of(string name, string otherwise) => Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
        int Number(string name, int otherwise) => int.Parse(Of(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        var database = Of("database", "sqlite");
        return new YearOptions(
            database, Of("store", "year.sqlite"), Number("events", 1_000_000), Number("seed", 1), Number("rounds", 50), Number("watchers", 1_000), Number("seconds", 60));
    }
}
