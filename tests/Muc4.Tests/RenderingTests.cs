using Sitrep.Muc4.Rendering;

namespace Sitrep.Muc4.Tests;

/// <summary>What the shipped models make of reports in our own words.</summary>
public sealed class RenderingTests
{
    private static readonly IncidentRenderer? Renderer = IncidentRenderer.Load();

    [Fact]
    public async Task A_bombing_has_its_weapon_country_and_day()
    {
        var templates = await RenderAsync(
            "A powerful bomb exploded last night in front of a bank in San Salvador and destroyed the building. Police blamed urban guerrillas of the FMLN for the terrorist attack. Two passersby were injured.");
        var template = Assert.Single(templates, t => t.IncidentType == "BOMBING");
        Assert.Contains(template.Fillers, f => f.Slot == Slot.Weapon && f.Text.EndsWith("bomb", StringComparison.Ordinal));
        Assert.Equal("EL SALVADOR", template.Location[0]);
        Assert.NotEmpty(template.Date);
    }

    [Fact]
    public async Task A_kidnapping_has_the_victims_name()
    {
        var templates = await RenderAsync(
            "Rancher Hernando Pulido was kidnapped yesterday by a group of armed men at his farm, police reported. The kidnappers, who belong to the ELN, demanded a ransom from his family.", "Bogota");
        var template = Assert.Single(templates, t => t.IncidentType == "KIDNAPPING");
        Assert.Contains(template.Fillers, f => f is { Slot: Slot.Human, IsName: true, Text: "Hernando Pulido" });
        Assert.Equal("COLOMBIA", template.Location[0]);
    }

    [Theory]
    [InlineData("The national football team beat its neighbours by two goals to one on Sunday. The coach praised his players.")]
    [InlineData("The president met the ministers of finance and trade to discuss coffee prices and the foreign debt.")]
    [InlineData("")]
    public async Task Reports_without_incidents_have_no_template(string text) => Assert.Empty(await RenderAsync(text));

    [Fact]
    public async Task Fillers_are_words_of_the_report()
    {
        const string text = "Unidentified individuals shot and killed labor leader Rosa Maria Duran this morning.\nHer driver was wounded. Death squads have threatened union members before.";
        foreach (var filler in (await RenderAsync(text)).SelectMany(t => t.Fillers))
            Assert.Contains(filler.Text, text.Replace('\n', ' '), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Template>> RenderAsync(string text, string place = "San Salvador")
    {
        var (report, analysis, coded) = await Reading.OfAsync(text, place);
        Assert.SkipWhen(Renderer is null, "This build leaves muc4.model out.");
        return Renderer!.Render(report, analysis, coded);
    }
}
