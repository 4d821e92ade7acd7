using Sitrep.Gazetteer.Building;

namespace Sitrep.Training.Gazetteers;

/// <summary>`gazetteer`: builds the default gazetteer from data that a package registry has.</summary>
internal static class GazetteerCommand
{
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments is not ["--cities", var cities, "--zonemap", var zonemap, "--output", var output])
        {
            Console.Error.WriteLine("usage: gazetteer --cities FILE --zonemap DIR --output FILE");
            return 2;
        }

        var sources = new GazetteerSources
        {
            Dumps = [cities],
            CountryInfo = Path.Combine(zonemap, "countryInfo.txt"),
            Admin1Codes = Path.Combine(zonemap, "admin1Codes.txt"),
        };
        var built = GazetteerBuilder.Build(sources, output, true, null, CancellationToken.None);
        Console.WriteLine($"{built.Version}: {built.PlaceCount} places, {built.NameCount} names, {new FileInfo(output).Length} bytes, sha256 {built.Sha256}");
        return 0;
    }
}
