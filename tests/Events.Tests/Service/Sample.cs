using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Sources.V1;
using Sitrep.Text.V1;

namespace Sitrep.Events.Tests.Service;

/// <summary>Events and reports of tests: a plain one, and what the test changes about it.</summary>
internal static class Sample
{
    public const string Afghanistan = "places/1149361", Kunduz = "places/1135690", Fiji = "places/2205218";

    /// <summary>An assault with one trigger at [at, at + 8).</summary>
    public static Event Event(int at = 0, Action<Event>? change = null)
    {
        var account = new Event
        {
            Name = $"events/{at}",
            Type = EventType.Assault,
            Factuality = Factuality.Asserted,
            Confidence = 0.9,
            Triggers = { new Evidence { Span = new TextSpan { Start = at, End = at + 8 }, Quote = "attacked" } },
            Time = Day(2019, 8, 31),
        };
        change?.Invoke(account);
        return account;
    }

    public static EventTime Day(int year, int month, int day, int days = 1)
    {
        var end = new DateOnly(year, month, day).AddDays(days);
        return new EventTime
        {
            StartDate = new Date { Year = year, Month = month, Day = day },
            EndDate = new Date { Year = end.Year, Month = end.Month, Day = end.Day },
            Precision = EventTime.Types.Precision.Day,
        };
    }

    public static Date Date(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    /// <summary>A location inside places, the innermost first.</summary>
    public static EventLocation At(double latitude, double longitude, string countryCode = "AF", params string[] places)
    {
        var place = new Place { Name = places.FirstOrDefault("places/1"), CountryCode = countryCode };
        place.ContainingAreas.AddRange(places.Skip(1).Select(name => new ContainingArea { Place = name }));
        return new EventLocation
        {
            Point = new LatLng { Latitude = latitude, Longitude = longitude },
            Toponym = new Toponym { Place = place },
        };
    }

    public static Casualties Killed(long low, Casualties.Types.Scope scope = Casualties.Types.Scope.Event) => new()
    {
        Harm = Casualties.Types.Harm.Killed,
        Scope = scope,
        Count = new CountRange { Low = low, Stated = low },
    };

    /// <summary>A report as Sources delivers it.</summary>
    public static CodeReportRequest Report(string id, IEnumerable<Event> events, Action<CodeReportRequest>? change = null)
    {
        var request = new CodeReportRequest
        {
            Report = new Report
            {
                Name = $"reports/{id}",
                Source = "sources/herald",
                Text = ScriptedCoder.Text(events),
                Title = "A title",
                Url = $"https://herald.example/{id}",
                LanguageCode = "en",
                PublishTime = Timestamp.FromDateTime(new System.DateTime(2019, 9, 1, 6, 0, 0, DateTimeKind.Utc)),
                Status = Sources.V1.Report.Types.Status.Current,
                Revision = 1,
            },
            Source = new Source { Name = "sources/herald", DisplayName = "The Herald", CountryCode = "GB" },
        };
        change?.Invoke(request);
        return request;
    }

    public static CodeReportRequest Report(string id, params Event[] events) => Report(id, events, change: null);
}
