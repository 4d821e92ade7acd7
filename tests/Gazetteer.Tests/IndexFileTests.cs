namespace Sitrep.Gazetteer.Tests;

public sealed class IndexFileTests
{
    [Fact]
    public void A_file_with_one_changed_byte_is_refused_wherever_it_is()
    {
        using var files = new BuildFolder();
        files.Dump([BuildFolder.Row(10, "Kunduz", 36.73, 68.86, "P", "PPLA", "AF", "24", 161_902)]);
        files.Build();
        var bytes = File.ReadAllBytes(files.Index);
        for (var at = 0; at < bytes.Length; at += 61)
        {
            bytes[at] ^= 0x20;
            File.WriteAllBytes(files.Index, bytes);
            Assert.Throws<GazetteerFormatException>(() => GazetteerIndex.Open(files.Index));
            bytes[at] ^= 0x20;
        }
    }

    [Fact]
    public void A_file_that_ends_early_is_refused()
    {
        using var files = new BuildFolder();
        files.Dump([BuildFolder.Row(10, "Kunduz", 36.73, 68.86, "P", "PPLA", "AF", "24", 161_902)]);
        files.Build();
        var bytes = File.ReadAllBytes(files.Index);
        foreach (var length in new[] { 0, 7, 40, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(files.Index, bytes[..length]);
            Assert.Throws<GazetteerFormatException>(() => GazetteerIndex.Open(files.Index));
        }
    }

    [Theory]
    [InlineData(8, "format")]
    [InlineData(10, "folded")]
    public void A_file_of_another_format_says_so(int at, string word)
    {
        using var files = new BuildFolder();
        files.Dump([BuildFolder.Row(10, "Kunduz", 36.73, 68.86, "P", "PPLA", "AF", "24", 161_902)]);
        files.Build();
        var bytes = File.ReadAllBytes(files.Index);
        bytes[at] = 99;
        File.WriteAllBytes(files.Index, bytes);

        Assert.Contains(word, Assert.Throws<GazetteerFormatException>(() => GazetteerIndex.Open(files.Index)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_has_the_hash_of_the_file()
    {
        using var file = File.OpenRead(DefaultGazetteer.Path);

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), Default.Index.Description.Sha256);
    }

    [Fact]
    public void The_library_needs_the_base_class_library_only() =>
        Assert.All(typeof(GazetteerIndex).Assembly.GetReferencedAssemblies(), a => Assert.Matches(@"^(System|Sitrep)\.", a.Name!));
}
