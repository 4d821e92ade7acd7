using Sitrep.Conformance;
using Sitrep.Conformance.Sources;
using Sitrep.Sources.Registry;
using Sitrep.Sources.V1;
using Sitrep.Storage;

namespace Sitrep.Sources.Tests;

public sealed class RegistryTests
{
    [Fact]
    public void The_registry_begins_with_hundreds_of_sources_each_valid_and_each_name_one_sources()
    {
        var entries = RegistrySeed.Read();

        Assert.True(entries.Count > 300);
        Assert.All(entries, entry => Assert.True(SourceNaming.IsId(entry.Id), entry.Id));
        var names = entries.SelectMany(entry => entry.Source.CreditNames.Append(entry.Source.DisplayName).Select(SourceNaming.Key).Distinct()).ToList();
        Assert.Empty(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
        foreach (var (_, source) in entries)
        {
            var violations = new ServiceDefaults.Errors.Violations();
            foreach (var check in SourceMapping.Fields.Values)
            {
                check(source, violations);
            }

            violations.ThrowIfAny();
        }
    }

    [Fact]
    public async Task What_an_operator_has_said_of_a_source_stays_when_the_service_starts_again()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var request = new GetSourceRequest { Name = "sources/reuters" };
        await using (var app = await SourcesApp.StartAsync(database.ConnectionString, settings: ("Sources:SeedRegistry", "true")))
        {
            await app.Client.UpdateSourceAsync(
                new UpdateSourceRequest { Source = new Source { Name = request.Name, Reliability = Source.Types.Reliability.ACompletely } }, cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var again = await SourcesApp.StartAsync(database.ConnectionString, settings: ("Sources:SeedRegistry", "true"));
        var source = await again.Client.GetSourceAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Source.Types.Reliability.ACompletely, source.Reliability);
        Assert.Equal(Source.Types.Reliability.BUsually, Assert.Single(source.ReliabilityHistory).Reliability);
        Assert.Contains("RTRS", source.CreditNames);
    }

    [Fact]
    public async Task A_source_that_is_too_fast_is_refused_with_a_time_to_come_again_and_others_are_not()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var app = await SourcesApp.StartAsync(
            database.ConnectionString, settings: [("Sources:MaxReportsPerSourcePerMinute", "1"), ("Sources:Dispatch:Enabled", "false")]);
        await app.Client.SubmitAsync(Reports.Valid("First."));

        var status = await Reports.FailureAsync(() => app.Client.SubmitAsync(Reports.Valid("Second.")));
        var other = Reports.Valid("Second.");
        other.Source = "sources/another";
        await app.Client.SubmitAsync(other);

        Assert.Equal("SOURCE_TOO_FAST", status.Reason());
        Assert.True(status.GetDetail<Google.Rpc.RetryInfo>()?.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }
}
