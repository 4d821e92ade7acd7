using Microsoft.Data.Sqlite;

namespace Sitrep.Events.Tests.Service;

/// <summary>One service on a SQLite file and a geo-lookup that knows two places, for the tests of a class: what they store, they name apart.</summary>
public sealed class EventsFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sitrep-events-");
    private GeoLookupFake? _geo;
    private EventsInstance? _instance;

    internal ScriptedCoder Coder { get; } = new();

    internal GeoLookupFake Geo => _geo!;

    internal EventsInstance Instance => _instance!;

    internal string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "events.sqlite") }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _geo = await GeoLookupFake.StartAsync(Sample.Afghanistan, Sample.Kunduz);
        _instance = Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Instance.DisposeAsync();
        await Geo.DisposeAsync();
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Delete(recursive: true);
        Assert.Empty(Instance.Errors);
    }

    /// <summary>One more instance on the same database.</summary>
    internal EventsInstance Start(params (string Key, string Value)[] settings) => EventsInstance.Start(ConnectionString, Geo.Address, Coder, settings);
}
