using Google.Protobuf.WellKnownTypes;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;

namespace Sitrep.Events.Tests;

public sealed class CodeTextTests(EventsFixture fixture) : IClassFixture<EventsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EventsService.EventsServiceClient Client => fixture.Instance.Client;

    [Fact]
    public async Task Only_the_parts_asked_for_are_filled_and_versions_always()
    {
        var text = ScriptedCoder.Text(Sample.Event());

        var whole = await Client.CodeTextAsync(new CodeTextRequest { Text = text }, cancellationToken: Token);
        var part = await Client.CodeTextAsync(new CodeTextRequest { Text = text, Parts = new FieldMask { Paths = { "toponyms" } } }, cancellationToken: Token);

        Assert.Single(whole.Events);
        Assert.Equal(new CodeTextResponse { CoderVersion = "scripted-1", GazetteerVersion = "gazetteer-1" }, part);
    }

    [Fact]
    public async Task Events_of_a_text_have_names_of_their_own_and_links_use_them()
    {
        // Two events of one trigger, and a link between them.
        var text = ScriptedCoder.Text(
            Sample.Event(0, e => e.Links.Add(new EventLink { Event = "events/second" })),
            Sample.Event(0, e => e.Name = "events/second"));

        var coded = await Client.CodeTextAsync(new CodeTextRequest { Text = text }, cancellationToken: Token);

        Assert.NotEqual(coded.Events[0].Name, coded.Events[1].Name);
        Assert.Equal(coded.Events[1].Name, coded.Events[0].Links[0].Event);
    }

    [Fact]
    public async Task The_coder_gets_the_day_of_publication_where_the_text_was_written()
    {
        // 21:00 UTC is the next day in Kabul already.
        var time = Timestamp.FromDateTime(new System.DateTime(2019, 8, 31, 21, 0, 0, DateTimeKind.Utc));

        await Client.CodeTextAsync(new CodeTextRequest { Text = "In Kabul", PublishTime = time, TimeZone = "Asia/Kabul" }, cancellationToken: Token);
        await Client.CodeTextAsync(new CodeTextRequest { Text = "Nowhere", PublishTime = time }, cancellationToken: Token);
        await Client.CodeTextAsync(new CodeTextRequest { Text = "Never" }, cancellationToken: Token);

        var days = fixture.Coder.Asked.ToLookup(asked => asked.Input.Text, asked => asked.Day);
        Assert.Equal(new DateOnly(2019, 9, 1), days["In Kabul"].Single());
        Assert.Equal(new DateOnly(2019, 8, 31), days["Nowhere"].Single());
        Assert.Null(days["Never"].Single());
    }

    [Fact]
    public async Task What_the_answer_depends_on_is_coded_anew_and_nothing_else_is()
    {
        var request = new CodeTextRequest { Text = "Coded once", Title = "Title", PublishTime = Timestamp.FromDateTime(new System.DateTime(2019, 8, 31, 0, 0, 0, DateTimeKind.Utc)) };
        CodeTextRequest But(Action<CodeTextRequest> change)
        {
            var other = request.Clone();
            change(other);
            return other;
        }

        var before = fixture.Coder.Calls;
        CodeTextRequest[] same = [request, request.Clone(), But(r => r.LanguageCode = "en"), But(r => r.PublishTime.Seconds += 3600), But(r => r.Parts = new FieldMask { Paths = { "events" } })];
        foreach (var one in same)
        {
            await Client.CodeTextAsync(one, cancellationToken: Token);
        }

        Assert.Equal(1, fixture.Coder.Calls - before);
        CodeTextRequest[] others =
        [
            But(r => r.Title = "Other"), But(r => r.PublishTime.Seconds += 86400), But(r => r.PublishTime = null),
            But(r => r.Context = new Geo.V1.Context { CountryCodes = { "AF" } }), But(r => (r.Text, r.Title) = ("Coded onceT", "itle")),
        ];
        foreach (var one in others)
        {
            await Client.CodeTextAsync(one, cancellationToken: Token);
        }

        Assert.Equal(1 + others.Length, fixture.Coder.Calls - before);
    }
}
