using System.Globalization;
using FsCheck.Xunit;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Tests;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Zā Khēl", "za khel")]
    [InlineData("Sana'a", "sanaa")]
    [InlineData("Ṣan‘ā’", "sana")]
    [InlineData("U.S.", "us")]
    [InlineData("Deir ez-Zor", "deir ez zor")]
    [InlineData("  St.  Louis ", "st louis")]
    [InlineData("Łódź", "lodz")]
    [InlineData("İSTANBUL", "istanbul")]
    [InlineData("Iğdır", "igdir")]
    [InlineData("Trinidad & Tobago", "trinidad and tobago")]
    [InlineData("Straße", "strasse")]
    [InlineData("أفغانستان", "افغانستان")]
    [InlineData("کابُل", "كابل")]
    [InlineData("КИЇВ", "київ")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("北京", "北京")]
    [InlineData("...", "")]
    public void Names_that_differ_only_in_marks_fold_alike(string name, string folded) => Assert.Equal(folded, Folding.Fold(name));

    [Property(MaxTest = 1000)]
    public void Folding_twice_changes_nothing(string? name)
    {
        var once = Folding.Fold(name ?? "");

        Assert.Equal(once, Folding.Fold(once));
        Assert.True(once.Length <= Folding.MaxLength((name ?? "").Length));
    }

    [Fact]
    public void Every_character_folds_to_what_stays_folded()
    {
        for (var i = 0; i <= char.MaxValue; i++)
        {
            var once = Folding.Fold([(char)i]);
            Assert.Equal(once, Folding.Fold(once));
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("az-Latn-AZ")]
    [InlineData("lt-LT")]
    public void The_culture_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("istanbul izmir i", Folding.Fold("ISTANBUL İZMİR I"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
