using Sitrep.Gazetteer.Resolution;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_of_the_README_does_what_it_says()
    {
        var gazetteer = DefaultGazetteer.Open();
        var resolver = new ToponymResolver(gazetteer);
        const string Text = "Fighting in Kunduz spread to Baghlan province, 40 km south of Kunduz.";
        var found = resolver.Resolve(Text, [new(new(12, 18), ToponymUsage.Literal), new(new(29, 36), ToponymUsage.Literal)], ResolutionContext.None, 0);

        Assert.Equal(("Kunduz", "P"), (found[0].Place?.DisplayName, found[0].Place?.FeatureClass));
        Assert.Equal(GeoPrecision.Adm1, found[1].Precision);
    }
}
