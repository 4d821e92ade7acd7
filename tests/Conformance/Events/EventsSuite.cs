using Grpc.Core;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Storage;

namespace Sitrep.Conformance.Events;

/// <summary>What the suites of the events service start from: one service on a fresh database, and a geo-lookup that knows three places.</summary>
public abstract class EventsSuite(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase? _database;
    private GeoLookupFake? _geo;
    private EventsInstance? _events;

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    internal DatabaseKind Kind => kind;

    internal ScriptedCoder Coder { get; } = new();

    internal TestDatabase Database => _database!;

    internal GeoLookupFake Geo => _geo!;

    internal EventsInstance Instance => _events!;

    internal EventsService.EventsServiceClient Client => Instance.Client;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(kind);
        _geo = await GeoLookupFake.StartAsync(Sample.Afghanistan, Sample.Kunduz, Sample.Fiji);
        _events = Start();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_events is not null)
        {
            await _events.DisposeAsync();
            Assert.True(_events.Errors.IsEmpty, string.Join("\n", _events.Errors));
        }

        if (_geo is not null)
        {
            await _geo.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>One more instance on the same database.</summary>
    internal EventsInstance Start(ScriptedCoder? coder = null, params (string Key, string Value)[] settings) =>
        EventsInstance.Start(Database.ConnectionString, Geo.Address, coder ?? Coder, [("Events:Heartbeat", "00:10:00"), .. settings]);

    internal async Task<CodeReportResponse> CodeAsync(CodeReportRequest request) => await Client.CodeReportAsync(request, cancellationToken: Token);

    internal async Task<Event> GetAsync(string name) => await Client.GetEventAsync(new GetEventRequest { Name = name }, cancellationToken: Token);

    /// <summary>Every match, page by page.</summary>
    internal async Task<List<Event>> SearchAsync(EventFilter filter, int pageSize = 1000)
    {
        var found = new List<Event>();
        var request = new SearchEventsRequest { Filter = filter, PageSize = pageSize };
        do
        {
            var page = await Client.SearchEventsAsync(request, cancellationToken: Token);
            found.AddRange(page.Events);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    internal async Task<List<Event>> StreamAsync(EventFilter filter)
    {
        using var call = Client.StreamEvents(new StreamEventsRequest { Filter = filter }, cancellationToken: Token);
        return await call.ResponseStream.ReadAllAsync(Token).ToListAsync(Token);
    }
}
