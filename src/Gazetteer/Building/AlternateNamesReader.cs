using System.Globalization;

namespace Sitrep.Gazetteer.Building;

/// <summary>Reads alternateNamesV2: names of places with their language, and whether they are no longer in use.</summary>
internal sealed class AlternateNamesReader
{
    private readonly Places _places;
    private readonly NameSorter _names;
    private readonly int[] _ids;
    private readonly int[] _ordinals;

    public AlternateNamesReader(Places places, NameSorter names)
    {
        _places = places;
        _names = names;
        _ids = [.. places.Ids];
        _ordinals = new int[_ids.Length];
        for (var i = 0; i < _ordinals.Length; i++)
            _ordinals[i] = i;
        _ids.AsSpan().Sort(_ordinals.AsSpan());
    }

    /// <summary>Reads the file; <paramref name="position"/> is told how far. Rows of places that no dump had are left out.</summary>
    public void Read(string path, Action<long> position)
    {
        var file = Path.GetFileName(path);
        var number = 0L;
        foreach (var line in TextFile.Lines(path, position))
        {
            number++;
            if (line.Length > 0)
                ReadRow(line, file, number);
        }
    }

    // alternateNameId, geonameid, isolanguage, name, isPreferredName, isShortName, isColloquial, isHistoric, and in V2 from, to.
    private void ReadRow(string line, string file, long number)
    {
        Span<Range> f = stackalloc Range[11];
        var row = line.AsSpan();
        var columns = row.Split(f, '\t');
        if (columns < 4)
            throw new GazetteerFormatException($"{file} line {number}: {columns} columns in place of 10.");
        if (!int.TryParse(row[f[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            throw new GazetteerFormatException($"{file} line {number}: no id of a place.");
        var language = row[f[2]];
        var at = Array.BinarySearch(_ids, id);
        if (at < 0 || row[f[3]].IsEmpty || language is "link" or "wkdt" or "post" or "phon" or "fr_1793" or "unlc" or "tcid" or "faac" or "icao")
            return;
        // Airport codes and abbreviations are no names in a language.
        var isCode = language is "iata" or "abbr";
        var kind = isCode ? PlaceNameKind.Code : columns > 7 && row[f[7]] is "1" ? PlaceNameKind.Historic : PlaceNameKind.Plain;
        _names.Add(_ordinals[at], NameSorter.Origin.AlternateNames, kind, _places.Languages.Row(isCode ? [] : language), row[f[3]].Trim());
    }
}
