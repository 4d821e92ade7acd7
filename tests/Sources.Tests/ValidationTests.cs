using Google.Protobuf.WellKnownTypes;
using Sitrep.Conformance.Sources;
using Sitrep.ServiceDefaults.Errors;
using Sitrep.Sources.SubmitReport;
using Sitrep.Sources.V1;

namespace Sitrep.Sources.Tests;

public sealed class ValidationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_valid_report_is_read_as_it_is()
    {
        var read = SubmitReportMapping.Read(Reports.Valid(), "0197F0C2-96A1-7CCB-B1A4-4DC39DB1A8F6", new SourcesOptions(), Now);

        Assert.Equal(new SourceReference("orontes-news", null), read.Source);
        Assert.Equal("0197f0c2-96a1-7ccb-b1a4-4dc39db1a8f6", read.RequestId);
        Assert.Equal(Reports.Published.ToUnixTimeMilliseconds() * 1_000, read.PublishTime);
    }

    public static TheoryData<string, Action<Report>, string, string> Wrong => new()
    {
        { "no text", r => r.Text = "", "report.text", "REQUIRED" },
        { "over 1 MiB of ASCII", r => r.Text = new string('a', (1024 * 1024) + 1), "report.text", "TOO_LONG" },
        { "over 1 MiB in three bytes each", r => r.Text = new string('界', (1024 * 1024 / 3) + 1), "report.text", "TOO_LONG" },
        { "U+0000 in the text", r => r.Text = "Calm\0 day.", "report.text", "NUL_CHARACTER" },
        { "U+0000 in the title", r => r.Title = "\0", "report.title", "NUL_CHARACTER" },
        { "a title without end", r => r.Title = new string('t', 2_001), "report.title", "TOO_LONG" },
        { "a licence without end", r => r.Licence = new string('l', 501), "report.licence", "TOO_LONG" },
        { "the year 9999", r => r.PublishTime = new Timestamp { Seconds = 253_402_300_799 }, "report.publish_time", "TIME_OUT_OF_RANGE" },
        { "the day after tomorrow", r => r.PublishTime = Timestamp.FromDateTimeOffset(Now.AddHours(25)), "report.publish_time", "TIME_OUT_OF_RANGE" },
        { "the year 1899", r => r.PublishTime = new Timestamp { Seconds = -2_208_988_801 }, "report.publish_time", "TIME_OUT_OF_RANGE" },
        { "the year 10000", r => r.PublishTime = new Timestamp { Seconds = 253_402_300_800 }, "report.publish_time", "INVALID_TIMESTAMP" },
        { "negative nanos", r => r.PublishTime = new Timestamp { Seconds = 1_700_000_000, Nanos = -1 }, "report.publish_time", "INVALID_TIMESTAMP" },
        { "a second of nanos", r => r.PublishTime = new Timestamp { Seconds = 1_700_000_000, Nanos = 1_000_000_000 }, "report.publish_time", "INVALID_TIMESTAMP" },
        { "a language in words", r => r.LanguageCode = "english language", "report.language_code", "INVALID_LANGUAGE" },
        { "a language with an underscore", r => r.LanguageCode = "en_US", "report.language_code", "INVALID_LANGUAGE" },
        { "a language with a line end", r => r.LanguageCode = "en\n", "report.language_code", "INVALID_LANGUAGE" },
        { "a language with a Kelvin sign", r => r.LanguageCode = "\u212Ao", "report.language_code", "INVALID_LANGUAGE" },
        { "a zone that is none", r => r.TimeZone = "Asia/Atlantis", "report.time_zone", "UNKNOWN_TIME_ZONE" },
        { "an offset as a zone", r => r.TimeZone = "+03:00", "report.time_zone", "UNKNOWN_TIME_ZONE" },
        { "a path as a zone", r => r.TimeZone = "../../etc/passwd", "report.time_zone", "UNKNOWN_TIME_ZONE" },
        { "a relative url", r => r.Url = "/2026/market", "report.url", "INVALID_URL" },
        { "a script as url", r => r.Url = "javascript:alert(1)", "report.url", "INVALID_URL" },
        { "a url with a space", r => r.Url = "https://news.example/a b", "report.url", "INVALID_URL" },
        { "a url without a host", r => r.Url = "https:///market", "report.url", "INVALID_URL" },
        { "a url without end", r => r.Url = "https://news.example/" + new string('a', 2_048), "report.url", "TOO_LONG" },
        { "a source of capitals", r => r.Source = "sources/Reuters", "report.source", "INVALID_NAME" },
        { "a source with a path", r => r.Source = "sources/a/b", "report.source", "INVALID_NAME" },
        { "a source of nothing", r => r.Source = "sources/", "report.source", "INVALID_NAME" },
        { "a source of spaces", r => r.Source = "  ", "report.source", "INVALID_NAME" },
        { "a source of two lines", r => r.Source = "Orontes\nNews", "report.source", "INVALID_NAME" },
        { "a source without end", r => r.Source = new string('s', 201), "report.source", "TOO_LONG" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void One_wrong_field_is_one_violation(string what, Action<Report> spoil, string field, string reason)
    {
        var report = Reports.Valid();
        spoil(report);

        var refusal = Assert.Throws<SitrepException>(() => SubmitReportMapping.Read(report, "", new SourcesOptions(), Now));

        Assert.True(refusal.Violations is [var only] && (only.Field, only.Reason) == (field, reason), $"{what}: {refusal.Message}");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var report = new Report { Source = "sources/X", Url = "x", LanguageCode = "?", TimeZone = "?", Title = "\0", PublishTime = new Timestamp { Nanos = -1 } };

        var refusal = Assert.Throws<SitrepException>(() => SubmitReportMapping.Read(report, "not-a-uuid", new SourcesOptions(), Now));

        Assert.Equal(
            ["report.language_code", "report.publish_time", "report.source", "report.text", "report.time_zone", "report.title", "report.url", "request_id"],
            refusal.Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_request_without_a_report_is_refused()
    {
        var refusal = Assert.Throws<SitrepException>(() => SubmitReportMapping.Read(null, "", new SourcesOptions(), Now));

        Assert.Equal(("report", "REQUIRED"), (Assert.Single(refusal.Violations).Field, refusal.Violations[0].Reason));
    }

    [Theory]
    [InlineData("0197f0c296a17ccbb1a44dc39db1a8f6")]
    [InlineData("{0197f0c2-96a1-7ccb-b1a4-4dc39db1a8f6}")]
    [InlineData("1")]
    public void Only_a_plain_UUID_is_a_request_id(string requestId)
    {
        var refusal = Assert.Throws<SitrepException>(() => SubmitReportMapping.Read(Reports.Valid(), requestId, new SourcesOptions(), Now));

        Assert.Equal(("request_id", "INVALID_UUID"), (Assert.Single(refusal.Violations).Field, refusal.Violations[0].Reason));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    [InlineData("zh-Hans-CN")]
    [InlineData("de-CH-1996")]
    [InlineData("es-419")]
    [InlineData("en-a-bbb-x-a-ccc")]
    [InlineData("x-private")]
    [InlineData("ZH-hant")]
    public void Well_formed_language_tags_pass(string tag)
    {
        var report = Reports.Valid();
        report.LanguageCode = tag;

        Assert.Equal(tag, SubmitReportMapping.Read(report, "", new SourcesOptions(), Now).LanguageCode);
    }

    [Theory]
    [InlineData("https://news.example")]
    [InlineData("HTTP://news.example:8080/a?b=c#d")]
    [InlineData("https://новости.example/путь")]
    [InlineData("urn:newsml:news.example:20261120:1")]
    public void Web_addresses_and_URNs_pass(string url)
    {
        var report = Reports.Valid();
        report.Url = url;

        Assert.Equal(url, SubmitReportMapping.Read(report, "", new SourcesOptions(), Now).Url);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Kabul")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT+3")]
    public void IANA_zones_pass(string zone)
    {
        var report = Reports.Valid();
        report.TimeZone = zone;

        Assert.Equal(zone, SubmitReportMapping.Read(report, "", new SourcesOptions(), Now).TimeZone);
    }

    [Fact]
    public void A_text_of_exactly_one_mebibyte_passes()
    {
        var report = Reports.Valid(new string('a', 1024 * 1024));

        Assert.Equal(report.Text, SubmitReportMapping.Read(report, "", new SourcesOptions(), Now).Text);
    }

    [Fact]
    public void The_whole_range_of_publication_passes()
    {
        foreach (var time in new[] { new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero), Now.AddHours(24) })
        {
            var report = Reports.Valid();
            report.PublishTime = Timestamp.FromDateTimeOffset(time);

            Assert.Equal(time.ToUnixTimeMilliseconds() * 1_000, SubmitReportMapping.Read(report, "", new SourcesOptions(), Now).PublishTime);
        }
    }
}
