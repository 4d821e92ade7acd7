using Sitrep.Coder.Lexicons;

namespace Sitrep.Coder.Tests;

public sealed class LexiconTests
{
    public static TheoryData<string> Files => new(typeof(ReportCoder).Assembly.GetManifestResourceNames());

    [Theory]
    [MemberData(nameof(Files))]
    public void Lexicon_is_commented_sorted_and_without_a_line_twice(string file)
    {
        using var reader = new StreamReader(typeof(ReportCoder).Assembly.GetManifestResourceStream(file)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var entries = lines.Where(l => l[0] != '#').ToList();
        Assert.StartsWith("#", lines[0], StringComparison.Ordinal);
        Assert.Equal(entries.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), entries);
    }

    [Theory]
    [InlineData(2019, "REB")]
    [InlineData(2023, "GOV")]
    public void Taliban_are_rebels_before_2021_and_govern_after(int year, string sector)
    {
        var coded = Coding.Of("The Taliban condemned the raid.", $"{year}-06-01");
        Assert.Equal(sector, coded.Single(Events.EventType.Accuse).Participants[0].Sectors[0]);
    }

    [Fact]
    public void Every_actor_has_a_country_or_a_kind_and_known_sectors()
    {
        string[] sectors =
        [
            "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP",
            "PRE", "REL", "SOC",
        ];
        foreach (var fields in ((string[])["actors_groups.txt", "actors_parties.txt", "actors_bodies.txt", "actors_people.txt"]).SelectMany(file => LexiconFile.Read(file, 5)))
        {
            Assert.Matches("^[A-Z]{3}$", fields[1]);
            Assert.All(LexiconFile.List(fields[2], ','), s => Assert.Contains(s, sectors));
            Assert.NotEmpty(LexiconFile.List(fields[3], ';'));
        }
    }

    [Fact]
    public void Engine_assembly_references_only_the_base_class_library_and_its_own_kind() =>
        Assert.All(typeof(ReportCoder).Assembly.GetReferencedAssemblies(), a => Assert.Matches("^(System|Sitrep)\\.", a.Name!));
}
