using FsCheck.Xunit;

namespace Sitrep.Sources.Tests;

public sealed class NamingTests
{
    [Theory]
    [InlineData("Reuters", "reuters")]
    [InlineData("Agence France-Presse", "agence-france-presse")]
    [InlineData("L'Orient – Le Jour", "lorient-le-jour")]
    [InlineData("Þjóðviljinn", "thjodviljinn")]
    public void A_display_name_in_Latin_letters_becomes_its_words(string displayName, string id) => Assert.Equal(id, SourceNaming.IdOf(displayName));

    [Theory]
    [InlineData("Газета 24")]
    [InlineData("新华社")]
    [InlineData("!!!")]
    [InlineData("A name that is so long that it does not fit into the sixty-three letters of an id")]
    public void Where_letters_are_lost_a_hash_tells_names_apart(string displayName)
    {
        Assert.Matches("-[0-9a-f]{8}$", SourceNaming.IdOf(displayName));
        Assert.NotEqual(SourceNaming.IdOf(displayName), SourceNaming.IdOf(displayName + " x"));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-1", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    public void Ids_of_sources_are_small_letters_digits_and_inner_hyphens(string id, bool valid) => Assert.Equal(valid, SourceNaming.IsId(id));

    [Property]
    public void Every_name_makes_valid_ids_that_are_the_same_each_time(string? any)
    {
        var name = any ?? "";
        Assert.True(SourceNaming.IsId(SourceNaming.IdOf(name)));
        Assert.True(SourceNaming.IsId(SourceNaming.SecondIdOf(name)));
        Assert.NotEqual(SourceNaming.IdOf(name), SourceNaming.SecondIdOf(name));
        Assert.Equal(SourceNaming.IdOf(name), SourceNaming.IdOf(name));
    }

    [Property]
    public void Every_report_has_a_valid_id_of_its_own(string? source, string? url, string? text)
    {
        var (s, u, t) = (source ?? "", url ?? "", text ?? "");
        var id = ReportNaming.IdOf(s, u, t);

        Assert.True(ReportNaming.IsId(id));
        Assert.Equal(id, ReportNaming.IdOf(s, u, t));
        Assert.NotEqual(id, ReportNaming.IdOf(s, u, t + "."));
        // The parts do not run into one another.
        Assert.NotEqual(ReportNaming.IdOf("ab", "c", t), ReportNaming.IdOf("a", "bc", t));
    }

    [Fact]
    public void Ids_of_reports_are_what_they_were_in_the_first_version() =>
        Assert.Equal("jkq4ep3iqzkqpg3v4nia2phlph", ReportNaming.IdOf("orontes-news", "https://news.example/2026/market", "Shells fell on the market of Daraa at noon."));
}
