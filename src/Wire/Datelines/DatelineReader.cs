using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Sitrep.Language;

namespace Sitrep.Wire.Datelines;

/// <summary>Finds the dateline at the head of a text: in its first line, or below a headline or byline.</summary>
public static partial class DatelineReader
{
    private const int MatchTimeoutMs = 10_000;

    /// <summary>Lines that may stand before it: a headline, a byline, a line of the day.</summary>
    private const int MaxLinesBefore = 3;

    /// <summary>A dateline is no longer than this.</summary>
    private const int MaxLength = 160;

    /// <summary>Shortest name of a place that nothing but capitals and a colon tell.</summary>
    private const int MinPlace = 3;

    /// <summary>What stands in capitals before a colon or dash at the head of a text and is no place.</summary>
    private static readonly FrozenSet<string> NoPlaces = (
        "ADVISORY ALERT ANALYSIS ANSWER BREAKING CORRECTION EDITORIAL EXCLUSIVE EXPLAINER FACTBOX FEATURE FLASH INTERVIEW LIVE NEWS NOTE OPINION PHOTO PHOTOS PICTURES QUESTION RPT SPECIAL SUMMARY TEXT "
        + "TIMELINE TITLE UPDATE URGENT VIDEO WATCH WRAPUP").Split(' ').ToFrozenSet();

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The dateline; null where there is none.</summary>
    /// <param name="text">Any string.</param>
    public static Dateline? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = 0;
        for (var line = 0; line <= MaxLinesBefore; line++)
        {
            while (start < text.Length && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            if (start == text.Length)
            {
                return null;
            }

            if (At(text, start) is { } dateline)
            {
                return dateline;
            }

            var end = text.IndexOf('\n', start);
            if (end < 0 || end - start > MaxLength)
            {
                // What is longer than a headline is the text itself.
                return null;
            }

            start = end + 1;
        }

        return null;
    }

    private static Dateline? At(string text, int start)
    {
        var head = text.Substring(start, Math.Min(MaxLength, text.Length - start));
        var match = Pattern().Match(head);
        if (!match.Success)
        {
            return null;
        }

        var (place, agency, dash) = (match.Groups["place"].Value.Trim(), match.Groups["agency"].Value.Trim(), match.Groups["dash"].Value);
        var (month, day, year) = Date(match);
        var hasMore = agency.Length > 0 || month is not null;
        if (place.Length == 0 ? agency.Length == 0 || !IsAgency(agency) : !hasMore && (!IsUpper(place) || dash is "-" || NoPlaces.Contains(place) || place.Length < MinPlace || place.Contains('.')))
        {
            return null;
        }

        // "Washington (CNN) said" is no dateline, nor is "The United Nations (UN) - ": the dash makes it one, and places have no article.
        return (match.Groups["dash"].Success ? place.StartsWith("The ", StringComparison.Ordinal) : agency.Length == 0 || !IsUpper(place))
            ? null
            : new Dateline(new TextSpan(start, start + match.Value.TrimEnd().Length), place, match.Groups["region"].Value.Trim(), month, day, year, agency);
    }

    private static (int? Month, int? Day, int? Year) Date(Match match)
    {
        var name = match.Groups["month"].Value;
        if (name.Length < 3)
        {
            return default;
        }

        var month = Array.IndexOf(Months, name[..3].ToLowerInvariant()) + 1;
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        int? year = match.Groups["year"] is { Success: true } given ? int.Parse(given.Value, CultureInfo.InvariantCulture) : null;
        return month == 0 || day is < 1 or > 31
            ? default
            : (month, day, year is >= 0 and < 100 ? year + (year < 50 ? 2000 : 1900) : year);
    }

    private static bool IsUpper(string place) => place.Any(char.IsLetter) && !place.Any(char.IsLower);

    /// <summary>"AFP", "Reuters", "Xinhua Special": a name and no sentence in brackets.</summary>
    private static bool IsAgency(string agency) => char.IsUpper(agency[0]) && agency.Split(' ').Length <= 4;

    [GeneratedRegex(
        """
        ^\[?(?:
          (?<place>\p{Lu}[\p{L}\p{M}.'’-]*(?:[ /]\p{Lu}[\p{L}\p{M}.'’-]*|[ ](?:de|del|la|el|al|of|and|di|do|da|dos|sur|upon|es)(?=[ ]\p{Lu})){0,5})
          (?:,[ ](?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?<region>\p{Lu}[\p{L}\p{M}.'’ -]{1,40}?))??
          (?:,?[ ](?:(?<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}{0,6})\.?[ ](?<day>\d{1,2})(?:,?[ ](?<year>\d{4}))?|(?<day>\d{1,2})[ ](?<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}{0,6})\.?(?:,?[ ](?<year>\d{4}|\d{2}))?))?
        )?
        (?:
          [ ]{0,2}(?:\((?<agency>\p{Lu}[\p{L}\p{M}\d.'’/& -]{1,38})\)|/(?<agency>\p{Lu}[\p{L}\d ]{1,20})/\.)\]?[ ]{0,2}(?<dash>--+|—|–|-|:|(?<=/\.))?(?=\s)
          |\]?[ ]{0,2}(?<dash>--+|—|–|-|:)(?=\s)
        )
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex Pattern();
}
