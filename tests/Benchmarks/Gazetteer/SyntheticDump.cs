using System.Globalization;
using System.Text;

namespace Sitrep.Benchmarks.Gazetteer;

/// <summary>Writes a dump of any size in GeoNames' form, the same for the same number: names of syllables, a few of them very common, populations by a power law.</summary>
internal static class SyntheticDump
{
    private static readonly string[] Countries = ["AF\tAFG\t1149361", "IQ\tIRQ\t99237", "SD\tSDN\t366755", "NG\tNGA\t2328926", "UA\tUKR\t690791", "MX\tMEX\t3996063", "IN\tIND\t1269750", "US\tUSA\t6252001"];

    private static readonly string[] Starts = ["ka", "ba", "mo", "za", "qa", "shi", "ta", "de", "ru", "san ", "al ", "el ", "nor", "wes", "gu", "pe", "li", "ho", "bra", "chi"];
    private static readonly string[] Middles = ["ra", "lu", "na", "ri", "ko", "ma", "to", "ni", "sa", "le", "du", "va", "mi", "go", "bi", "hu"];
    private static readonly string[] Ends = ["bad", "stan", "ton", "ville", "gar", "zai", "kala", "pur", "grad", "a", "o", "an", "ek", "ul", "dar", "sk"];

    public static Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var count, var folder] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
        {
            Console.Error.WriteLine("geo-dump ROWS FOLDER");
            return Task.FromResult(2);
        }
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "countryInfo.txt"), Countries.Select(c => c.Split('\t') is var p ? $"{p[0]}\t{p[1]}\t0\tX\t{p[0]}\tX\t1\t1000000\tAS\t.x\tX\tX\t1\t\t\tx\t{p[2]}\t\t" : ""));
        var random = new Random(12);
        using var writer = new StreamWriter(Path.Combine(folder, "allCountries.txt"), false, new UTF8Encoding(false), 1 << 20);
        for (var i = 0; i < rows; i++)
        {
            var country = random.Next(Countries.Length);
            var (name, other) = (Name(random), Name(random));
            var population = random.Next(3) == 0 ? (long)(200 / Math.Pow(random.NextDouble() + 1e-6, 0.9)) : 0;
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{20_000_000 + i}\t{name}\t{name}\t{other},{name} {Ends[random.Next(Ends.Length)]}\t{random.NextDouble() * 140 - 60:0.#####}\t{random.NextDouble() * 360 - 180:0.#####}\tP\tPPL\t{Countries[country][..2]}\t\t{random.Next(40):00}\t{random.Next(4000)}\t\t\t{Math.Min(population, 20_000_000)}\t\t\tEtc/UTC\t2026-01-01\n"));
        }
        return Task.FromResult(0);
    }

    // Cubing makes the first syllables far more common than the last, so that some names have thousands of places.
    private static string Name(Random random)
    {
        var text = new StringBuilder(Pick(random, Starts));
        for (var n = random.Next(1, 4); n > 0; n--)
            text.Append(Pick(random, Middles));
        text.Append(Pick(random, Ends));
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private static string Pick(Random random, string[] from) => from[(int)(from.Length * Math.Pow(random.NextDouble(), 1.6))];
}
