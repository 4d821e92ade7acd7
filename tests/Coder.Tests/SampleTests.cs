using System.Globalization;

namespace Sitrep.Coder.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData("kunduz-battle")]
    [InlineData("baghdad-airstrike")]
    [InlineData("abqaiq-denial")]
    [InlineData("pretoria-talks")]
    [InlineData("afghanistan-withdrawal")]
    public void Sample_report_is_coded_as_approved(string name)
    {
        var lines = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name + ".txt")).Split('\n');
        var published = lines[1]["Published:".Length..].Trim();
        var body = string.Join('\n', lines.Skip(4));

        var coded = Coding.Of(body, DateOnly.FromDateTime(DateTime.Parse(published, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));

        Approval.Verify(name, Rendering.Of(coded));
    }
}
