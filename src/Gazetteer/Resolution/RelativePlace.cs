using System.Globalization;
using System.Text.RegularExpressions;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>What the words before a name say about where the thing lies relative to it: "10 km north of", "near", "the outskirts of".</summary>
/// <param name="IsNear">Whether it lies near the place and not at it.</param>
/// <param name="DistanceM">Metres, where stated with a direction.</param>
/// <param name="Bearing">Degrees clockwise from north, where stated with a distance.</param>
internal readonly partial record struct RelativePlace(bool IsNear, double? DistanceM, double? Bearing)
{
    private const int Reach = 90;

    private static readonly Dictionary<string, double> Bearings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["north"] = 0,
        ["northeast"] = 45,
        ["east"] = 90,
        ["southeast"] = 135,
        ["south"] = 180,
        ["southwest"] = 225,
        ["west"] = 270,
        ["northwest"] = 315,
    };

    private static readonly string[] NumberWords =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty",
    ];

    /// <summary>Reads the words that stand directly before <paramref name="start"/>.</summary>
    public static RelativePlace Before(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - Reach), Math.Min(start, Reach));
        // Nearly every name stands behind none of these words; a look at the word before it spares the expressions.
        var word = before.TrimEnd();
        if (word.Length == before.Length || !MayRelate(word))
            return default;
        var words = before.ToString();
        var match = Distance().Match(words);
        if (!match.Success)
            return new RelativePlace(Nearness().IsMatch(words), null, null);
        var direction = match.Groups["direction"].Value.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        direction = direction.EndsWith("ern", StringComparison.OrdinalIgnoreCase) ? direction[..^3] : direction;
        if (direction.Length == 0 || !Bearings.TryGetValue(direction, out var bearing) || Number(match.Groups["number"].Value) is not { } number)
            return new RelativePlace(true, null, null);
        var unit = match.Groups["unit"].Value[0] is 'k' or 'K' ? 1000.0 : match.Groups["unit"].Value.StartsWith("mi", StringComparison.OrdinalIgnoreCase) ? 1609.344 : 1.0;
        return number * unit <= 1_000_000 ? new RelativePlace(true, number * unit, bearing) : new RelativePlace(true, null, null);
    }

    private static bool MayRelate(ReadOnlySpan<char> words) =>
        words.EndsWith("of", StringComparison.OrdinalIgnoreCase) || words.EndsWith("from", StringComparison.OrdinalIgnoreCase) || words.EndsWith("near", StringComparison.OrdinalIgnoreCase)
        || words.EndsWith("outside", StringComparison.OrdinalIgnoreCase) || words.EndsWith("to", StringComparison.OrdinalIgnoreCase) || words.EndsWith("the", StringComparison.OrdinalIgnoreCase)
        || words.EndsWith("around", StringComparison.OrdinalIgnoreCase) || words.EndsWith("city", StringComparison.OrdinalIgnoreCase) || words.EndsWith("town", StringComparison.OrdinalIgnoreCase)
        || words.EndsWith("capital", StringComparison.OrdinalIgnoreCase) || words.EndsWith("village", StringComparison.OrdinalIgnoreCase) || words.EndsWith("beyond", StringComparison.OrdinalIgnoreCase);

    private static double? Number(string written)
    {
        if (double.TryParse(written.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        var word = Array.FindIndex(NumberWords, w => w.Equals(written, StringComparison.OrdinalIgnoreCase));
        return word >= 0 ? word : null;
    }

    // No timeouts: ninety characters bound the work, while a limit by the clock makes a busy machine throw where an idle one answers.

    // "some 10 km (6 miles) to the north-east of the city of "
    [GeneratedRegex(
        @"(?<number>\d{1,4}(?:[.,]\d{1,3})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[\s-]*(?<unit>km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|m)\b\s*(?:\([^)]{1,25}\)\s*)?(?:away\s+)?(?:to\s+the\s+)?(?<direction>(?:north|south)?[\s-]?(?:east|west)(?:ern)?|north|south)?\s*(?:of|from)\s+(?:the\s+)?(?:(?:provincial\s+|regional\s+)?(?:capital|city|town|village)\s+(?:of\s+)?)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Distance();

    [GeneratedRegex(
        @"\b(?:near|nearby|outside|close\s+to|next\s+to|adjacent\s+to|around|beyond|(?:outskirts|edges?|suburbs?|periphery|vicinity|environs)\s+of|(?:just\s+|to\s+the\s+)?(?:(?:north|south)?[\s-]?(?:east|west)|north|south)\s+of|(?:short|some|long)?\s*distance\s+from|not\s+far\s+from)\s+(?:the\s+)?(?:(?:provincial\s+|regional\s+)?(?:capital|city|town|village)\s+(?:of\s+)?)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Nearness();
}
