using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sitrep.Language;

namespace Sitrep.Gazetteer.UserPlaces;

/// <summary>
/// Places of a user's own, further names of places, and entries to leave out: a TSV that lies over a gazetteer. The README has its columns; what refers to the
/// gazetteer is checked when the two are opened together.
/// </summary>
public sealed class UserPlaceTable
{
    private const int MaxProblems = 100;
    private const int MaxNameUnits = 200;

    private UserPlaceTable(string file)
    {
        File = file;
    }

    /// <summary>Name of the file, for messages.</summary>
    public string File { get; }

    /// <summary>What its `#version` line says, and eight hex digits of the content's SHA-256, so that two contents never share a version.</summary>
    public string Version { get; private set; } = "";

    /// <summary>What its `#attribution` line says; empty where there is none.</summary>
    public string Attribution { get; private set; } = "";

    internal List<UserPlaceRow> Places { get; } = [];

    internal List<UserNameRow> Names { get; } = [];

    internal List<UserHideRow> Hidden { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserPlacesException">Rows are refused; it names every one with its line.</exception>
    public static UserPlaceTable Read(string path) => Read(Path.GetFileName(path), System.IO.File.ReadAllBytes(path));

    /// <summary>Reads the content of a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="content">UTF-8.</param>
    /// <exception cref="UserPlacesException">Rows are refused; it names every one with its line.</exception>
    public static UserPlaceTable Read(string file, ReadOnlySpan<byte> content)
    {
        var table = new UserPlaceTable(file);
        var problems = new List<UserPlaceProblem>();
        var number = 0;
        var version = "";
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            throw new UserPlacesException($"{file} is not UTF-8: {e.Message}", e);
        }
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (line.StartsWith("#version\t", StringComparison.Ordinal))
                version = line[9..].Trim();
            else if (line.StartsWith("#attribution\t", StringComparison.Ordinal))
                table.Attribution = line[13..].Trim();
            else if (line.Length > 0 && line[0] != '#' && table.ReadRow(line.Split('\t'), number, ids) is { } wrong && problems.Count < MaxProblems)
                problems.Add(new UserPlaceProblem(number, wrong));
        }
        if (version.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) || version.Length > 40)
            problems.Insert(0, new UserPlaceProblem(1, "#version takes at most 40 of the characters A-Z a-z 0-9 . - _."));
        if (problems.Count > 0)
            throw new UserPlacesException(file, problems);
        table.Version = (version.Length > 0 ? version + "-" : "") + Convert.ToHexStringLower(SHA256.HashData(content)[..4]);
        return table;
    }

    // Null, or what is wrong with the row.
    private string? ReadRow(string[] row, int line, HashSet<string> ids)
    {
        switch (row[0])
        {
            case "place":
                return ReadPlace(row, line, ids);
            case "name":
                if (row.Length != 3)
                    return $"\"name\" takes 3 columns, not {row.Length}.";
                if (WrongNames(row[2], true) is { } names)
                    return names;
                Names.Add(new UserNameRow(line, row[1], Parts(row[2])));
                return null;
            case "hide":
                if (row.Length != 2)
                    return $"\"hide\" takes 2 columns, not {row.Length}.";
                Hidden.Add(new UserHideRow(line, row[1]));
                return null;
            default:
                return "The first column must be \"place\", \"name\" or \"hide\".";
        }
    }

    private string? ReadPlace(string[] row, int line, HashSet<string> ids)
    {
        if (row.Length != 10)
            return $"\"place\" takes 10 columns, not {row.Length}.";
        if (row[1].Length is < 3 or > 40 || !row[1].StartsWith("x-", StringComparison.Ordinal) || row[1].Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            return "The id must be \"x-\" and up to 38 of the characters a-z 0-9 -.";
        if (!ids.Add(row[1]))
            return $"The id {row[1]} stands in an earlier row.";
        if (WrongNames(row[2], true) is { } name)
            return name;
        if (row[2].Contains('|', StringComparison.Ordinal))
            return "The main name must be one name.";
        if (Degrees(row[3], 90) is not { } latitude)
            return "The latitude must be a number from -90 to 90.";
        if (Degrees(row[4], 180) is not { } longitude)
            return "The longitude must be a number from -180 to 180.";
        if (row[5].Length is < 3 or > 12 || row[5][1] != '.' || !"AHLPRSTUV".Contains(row[5][0], StringComparison.Ordinal) || row[5][2..].Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)))
            return "The feature must be a GeoNames class, a point and a code, such as P.PPL.";
        if (row[6].Length != 0 && (row[6].Length != 2 || row[6].Any(c => !char.IsAsciiLetterUpper(c))))
            return "The country must be two capital letters, or empty.";
        long? population = null;
        if (row[8].Length > 0)
        {
            if (!long.TryParse(row[8], NumberStyles.None, CultureInfo.InvariantCulture, out var inhabitants) || inhabitants > uint.MaxValue)
                return "The population must be a whole number, or empty.";
            population = inhabitants;
        }
        if (WrongNames(row[9], false) is { } others)
            return others;
        Places.Add(new UserPlaceRow(line, row[1], row[2], new GeoPoint(latitude, longitude), row[5], row[6], row[7], population, Parts(row[9])));
        return null;
    }

    private static string? WrongNames(string field, bool required)
    {
        if (field.Length == 0)
            return required ? "A name is missing." : null;
        foreach (var name in Parts(field))
        {
            if (name.Length > MaxNameUnits)
                return $"A name has more than {MaxNameUnits} characters.";
            if (Folding.Fold(name).Length == 0)
                return $"The name \"{name}\" has neither letter nor digit.";
        }
        return null;
    }

    private static string[] Parts(string field) => field.Length == 0 ? [] : field.Split('|', StringSplitOptions.TrimEntries);

    private static double? Degrees(string field, double most) =>
        double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most ? Math.Round(value, 6) : null;
}

internal sealed record UserPlaceRow(
    int Line, string Id, string Name, GeoPoint Point, string Feature, string Country, string Parent, long? Population, string[] Names);

internal sealed record UserNameRow(int Line, string Id, string[] Names);

internal sealed record UserHideRow(int Line, string Id);
