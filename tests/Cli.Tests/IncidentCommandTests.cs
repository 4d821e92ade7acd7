using Sitrep.Events.V1;

namespace Sitrep.Cli.Tests;

public sealed class IncidentCommandTests
{
    private static Incident Bombing => new()
    {
        Name = "incidents/1",
        Type = EventType.Assault,
        Modes = { "explosives" },
        Factuality = Factuality.Asserted,
        Credibility = Credibility.ProbablyTrue,
        ReportCount = 3,
        SourceCount = 2,
        IndependentSourceCount = 2,
        Events = { "events/1", "events/2" },
        Tolls =
        {
            new Incident.Types.Toll
            {
                Harm = Casualties.Types.Harm.Killed,
                Low = 12,
                Best = 14,
                High = 20,
                BestRule = "the latest claim",
                Claims =
                {
                    new Claim
                    {
                        Casualties = new Casualties { Count = new CountRange { Low = 14, High = 14, Stated = 14 } },
                        Report = new ReportRef { SourceDisplayName = "The Herald" },
                        Superseded = true,
                    },
                },
            },
        },
        MergeReasons = { "events/2 and events/1: same place (+1.3)" },
    };

    [Fact]
    public async Task Incidents_are_shown_with_their_tolls_claims_accounts_and_reasons()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Incident = Bombing;

        var found = await services.RunAsync("incidents", "search", "--type", "assault", "--independent", "2");
        var got = await services.RunAsync("incidents", "get", "incidents/1");

        Assert.Contains("14 (12 to 20)", found.Output, StringComparison.Ordinal);
        Assert.Contains("probably true", got.Output, StringComparison.Ordinal);
        Assert.Contains("killed  14 (12 to 20)  the latest claim", got.Output, StringComparison.Ordinal);
        Assert.Contains("    14  The Herald  superseded", got.Output, StringComparison.Ordinal);
        Assert.Contains("because events/2 and events/1: same place (+1.3)", got.Output, StringComparison.Ordinal);
        var request = Assert.Single(services.Events.Asked.Of<SearchIncidentsRequest>());
        Assert.Equal(2, request.MinIndependentSources);
        Assert.Equal([EventType.Assault], request.Filter.Types_);
    }

    [Fact]
    public async Task Merge_and_split_want_a_reason()
    {
        await using var services = await FakeServices.StartAsync();
        services.Events.Incident = Bombing;

        var refused = await services.RunAsync("incidents", "merge", "incidents/1", "incidents/2");
        var merged = await services.RunAsync("incidents", "merge", "incidents/1", "incidents/2", "--reason", "one bomb");
        var split = await services.RunAsync("incidents", "split", "incidents/1", "events/2", "--reason", "two bombs");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal((0, 0), (merged.ExitCode, split.ExitCode));
        Assert.Equal(["incidents/1", "incidents/2"], Assert.Single(services.Events.Asked.Of<MergeIncidentsRequest>()).Names);
        Assert.Equal(("two bombs", "events/2"), (services.Events.Asked.Of<SplitIncidentRequest>().Single().Reason, services.Events.Asked.Of<SplitIncidentRequest>().Single().Events[0]));
    }
}
