using Google.Protobuf.WellKnownTypes;
using Sitrep.Events.Joining;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.Events.Tests;

/// <summary>What joining takes from the text around an event.</summary>
public sealed class ReportTellingTests
{
    private const string Text =
        "KUNDUZ (Northwire) - A bomb hit a police station in Kunduz on Saturday, a hospital official said. Karim Wardak was among the wounded. The blast drew criticism.";

    [Fact]
    public void Who_says_it_and_the_dateline_and_places_are_no_words_of_the_deed()
    {
        var sentence = Telling().Of(Account("bomb"));

        Assert.Equal(Hashes("bomb", "hit", "police", "station"), sentence.Words.Order());
        Assert.Empty(sentence.Names);
    }

    [Fact]
    public void A_police_station_is_no_bus_station_and_the_hospital_that_speaks_was_not_hit()
    {
        var sentence = Telling().Of(Account("bomb"));

        Assert.Equal(JoinWords.TargetsIn("the police headquarters", 0, 23, _ => false), sentence.Targets);
        Assert.NotEqual(JoinWords.TargetsIn("a bus station", 0, 13, _ => false), sentence.Targets);
    }

    [Fact]
    public void What_says_neither_where_nor_when_is_taken_to_be_where_and_when_the_report_begins()
    {
        var told = Account("blast");
        told.Time = new EventTime { StartDate = Sample.Date(2019, 9, 1), EndDate = Sample.Date(2019, 9, 2), Basis = EventTime.Types.Basis.PublishTime };

        var signature = SignatureReader.Read(1, told, Telling().Of(told))!;
        var main = SignatureReader.Read(2, Account("bomb"), Telling().Of(Account("bomb")))!;

        Assert.Equal((main.BlockKey, main.Place), (signature.BlockKey, signature.Place));
        Assert.Equal(main.StartDay, signature.StartDay);
        Assert.True(signature.PlaceIsCarried);
        Assert.Equal(Hashes("police", "station").Intersect(main.Sentence.Words), signature.Sentence.Lead.Intersect(main.Sentence.Words));
    }

    [Fact]
    public void A_place_that_the_account_says_itself_is_not_replaced()
    {
        var told = Account("blast");
        told.Location = Sample.At(34.5, 69.2, "AF", "places/kabul", Sample.Afghanistan);

        Assert.False(SignatureReader.Read(1, told, Telling().Of(told))!.PlaceIsCarried);
    }

    [Fact]
    public void A_signature_is_read_back_from_its_bytes_as_it_was_written()
    {
        var told = Account("blast");
        told.Time = new EventTime { StartDate = Sample.Date(2019, 9, 1), EndDate = Sample.Date(2019, 9, 2), Basis = EventTime.Types.Basis.PublishTime };
        var signature = SignatureReader.Read(1, told, Telling().Of(told))!;
        var row = new Storage.EventSignatureRow
        {
            EventId = 1,
            BlockKey = signature.BlockKey,
            StartDay = signature.StartDay,
            EndDay = signature.EndDay,
            Type = signature.Type,
            Data = SignatureBytes.Write(signature),
        };

        var read = SignatureBytes.Read(row);

        Assert.Equal(row.Data, SignatureBytes.Write(read));
        Assert.Equal(signature.Sentence.Lead, read.Sentence.Lead);
        Assert.Equal((signature.Sentence.Setting.BlockKey, signature.Sentence.Setting.Day), (read.Sentence.Setting.BlockKey, read.Sentence.Setting.Day));
        Assert.Equal(PairFeatures.Score(signature, signature with { Report = 7 }), PairFeatures.Score(read, read with { Report = 7 }));
    }

    [Fact]
    public void Accounts_that_name_other_people_are_farther_apart_than_those_that_name_the_same()
    {
        var (one, other) = (Named("Karim Wardak"), Named("Yusuf Haddad"));

        Assert.True(PairFeatures.Score(one, Named("Karim Wardak") with { Report = 2 }) > PairFeatures.Score(one, other with { Report = 2 }) + 200);
    }

    private static Signature Named(string person)
    {
        var text = $"Police arrested {person} in Kunduz on Saturday.";
        var at = text.IndexOf("arrested", StringComparison.Ordinal);
        var account = Sample.Event(at, e => e.Location = Sample.At(36.7, 68.9, "AF", "places/kunduz-town", Sample.Afghanistan));
        account.Report = new ReportRef { Report = $"reports/{person[0]}" };
        return SignatureReader.Read(1, account, new ReportTelling(text, new CodeTextResponse()).Of(account))! with { Report = 1 };
    }

    private static Event Account(string trigger)
    {
        var at = Text.IndexOf(trigger, StringComparison.Ordinal);
        var account = Sample.Event(at, e =>
        {
            e.Triggers[0] = Evidence(trigger);
            e.Time.Basis = EventTime.Types.Basis.Stated;
        });
        account.Report = new ReportRef { Report = "reports/a", PublishTime = Timestamp.FromDateTime(new System.DateTime(2019, 9, 1, 6, 0, 0, DateTimeKind.Utc)) };
        return account;
    }

    private static ReportTelling Telling() => new(Text, new CodeTextResponse
    {
        Attributions = { new Attribution { Claimant = new Participant { Mention = Evidence("a hospital official") }, Cue = Evidence("said") } },
        TimeExpressions = { new TimeExpression { Evidence = Evidence("Saturday"), Type = "DATE", Value = "2019-08-31" } },
        Toponyms = { new Toponym { Evidence = Evidence("Kunduz on", 6), Place = new Place { Name = "places/kunduz-town", CountryCode = "AF", FeatureClass = "P", FeatureCode = "PPL" } } },
    });

    private static Evidence Evidence(string quote, int length = 0)
    {
        var at = Text.IndexOf(quote, StringComparison.Ordinal);
        return new Evidence { Span = new TextSpan { Start = at, End = at + (length > 0 ? length : quote.Length) }, Quote = quote };
    }

    private static IEnumerable<int> Hashes(params string[] words) => words.SelectMany(JoinWords.Stems).Where(JoinWords.IsTelling).Select(SignatureReader.Hash32).Order();
}
