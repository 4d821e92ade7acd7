using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Sitrep.Cli.Lines;
using Sitrep.Sources.V1;
using SmartReader;

namespace Sitrep.Cli.Submit;

/// <summary>Takes the article out of a saved web page. Nothing is fetched.</summary>
internal static partial class WebPage
{
    private const int MatchTimeoutMs = 10_000;

    /// <summary>Stands in for an address that the page does not give: relative links need one, and no report keeps it.</summary>
    private const string NoAddress = "https://page.invalid/";

    /// <exception cref="BadLineException">The page has no article.</exception>
    public static Report Read(string html)
    {
        var address = Canonical().Match(html) is { Success: true } match && Uri.TryCreate(match.Groups["url"].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? match.Groups["url"].Value
            : "";
        Article article;
        try
        {
            using var reader = new Reader(address.Length > 0 ? address : NoAddress, html);
            article = reader.GetArticle();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new BadLineException($"the page cannot be read: {fault.Message}", fault);
        }
        var text = Paragraphs(article.TextContent ?? "");
        if (text.Length == 0)
            throw new BadLineException("the page has no article");
        return new Report
        {
            Text = text,
            Title = (article.Title ?? "").Trim(),
            Url = address,
            Source = (article.SiteName ?? "").Trim(),
            LanguageCode = LanguageTag().IsMatch(article.Language ?? "") ? article.Language : "",
            PublishTime = article.PublicationDate is { } date ? Timestamp.FromDateTimeOffset(new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc))) : null,
        };
    }

    /// <summary>Lines without white space at their ends, one blank line between paragraphs.</summary>
    private static string Paragraphs(string text) =>
        string.Join("\n\n", text.Split('\n').Select(line => Spaces().Replace(line, " ").Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("""<link[^>]+rel=["']?canonical["']?[^>]+href=["'](?<url>[^"']+)["']|<meta[^>]+property=["']og:url["'][^>]+content=["'](?<url>[^"']+)["']""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex Canonical();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"[\s\u00A0]+", RegexOptions.CultureInvariant, MatchTimeoutMs)]
    private static partial Regex Spaces();
}
