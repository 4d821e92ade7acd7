using System.Globalization;
using Sitrep.Gazetteer.Index;

namespace Sitrep.Gazetteer.Building;

/// <summary>Builds an index file from GeoNames dumps and our own data. Equal sources give equal bytes.</summary>
/// <remarks>
/// Every source is read once. In memory are the areas and some thirty bytes a place; names and records wait on the disk beside the output, and are sorted there
/// in runs of bounded size.
/// </remarks>
public sealed class GazetteerBuilder
{
    private const string Attribution = "GeoNames (geonames.org), CC BY 4.0, changed; countries' points, demonyms, regions and abbreviations: Sitrep, CC BY 4.0";

    private const int SorterBytes = 48 << 20;

    // What each part of the work takes of the whole, about.
    private const double ReadingShare = 0.5;
    private const double NamesShare = 0.2;
    private const double KeysShare = 0.15;

    private readonly OwnData _own = new();
    private readonly GazetteerSources _sources;
    private readonly string _directory;
    private readonly IProgress<GazetteerBuildProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly long _bytesTotal;
    private long _bytesRead;
    private long _rows;

    private GazetteerBuilder(GazetteerSources sources, string directory, IProgress<GazetteerBuildProgress>? progress, CancellationToken cancellationToken)
    {
        _sources = sources;
        _directory = directory;
        _progress = progress;
        _cancellationToken = cancellationToken;
        _bytesTotal = Files(sources).Sum(f => new FileInfo(f).Length);
    }

    /// <summary>Builds an index. Beside the output it needs three times its size on the disk, and about 60 bytes a place and 200 MB in memory.</summary>
    /// <param name="sources">What to read.</param>
    /// <param name="output">The file to write; an existing one is replaced in one step at the very end.</param>
    /// <param name="packed">For a file that is shipped: a quarter of the size, unpacked into memory at every start. False for one that is mapped.</param>
    /// <param name="progress">Told every few thousand rows; null for none.</param>
    /// <param name="cancellationToken">Stops the build; no file is left.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="GazetteerFormatException">A row cannot be read; the message names file and line.</exception>
    public static GazetteerDescription Build(
        GazetteerSources sources, string output, bool packed, IProgress<GazetteerBuildProgress>? progress, CancellationToken cancellationToken)
    {
        var directory = $"{output}.building-{Environment.ProcessId}-{Guid.NewGuid():N}";
        Directory.CreateDirectory(directory);
        try
        {
            return new GazetteerBuilder(sources, directory, progress, cancellationToken).Build(output, packed);
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    private static IEnumerable<string> Files(GazetteerSources sources) =>
        sources.AlternateNames.Length > 0 ? sources.Dumps.Append(sources.AlternateNames) : sources.Dumps;

    private GazetteerDescription Build(string output, bool packed)
    {
        using var places = new Places(_directory);
        using var names = new NameSorter(_directory, SorterBytes);
        var dumps = new DumpReader(_own, places, names);
        foreach (var dump in _sources.Dumps)
            ReadFile(dump, position => dumps.Read(dump, p => position(p, dumps.Rows)), () => dumps.Rows);
        var areas = new Areas(_own, places, dumps, names);
        areas.AddCountries(_sources.CountryInfo);
        areas.AddDivisions(_sources.Admin1Codes, 1);
        areas.AddDivisions(_sources.Admin2Codes, 2);
        areas.AddRegions();
        if (_sources.AlternateNames.Length > 0)
        {
            var reader = new AlternateNamesReader(places, names);
            ReadFile(_sources.AlternateNames, position => reader.Read(_sources.AlternateNames, p => position(p, dumps.Rows)), () => dumps.Rows);
        }
        places.WeighAreas();
        using var image = IndexImage.Empty();
        using var files = new SectionFiles(_directory, image);
        image.MakeRoom = files.MapNew;
        var version = string.Create(CultureInfo.InvariantCulture, $"geonames-{(dumps.Newest.Length == 0 ? "undated" : dumps.Newest)}+sitrep-{OwnData.Version}");
        var rowOf = Rows(places);
        WritePlaces(places, rowOf, files);
        WriteNames(places, names, rowOf, files);
        WriteLists(places, areas, rowOf, image, version);
        foreach (var step in packed ? [] : DerivedSections.Steps)
        {
            Report("searching", 1 - ReadingShare - NamesShare - KeysShare, 0.3);
            step(image);
        }
        Report("writing", 1 - ReadingShare - NamesShare - KeysShare, 0.7);
        var sha256 = IndexWriter.Write(output, image, packed, _cancellationToken);
        return new GazetteerDescription(version, sha256, places.Count, image.LengthOf(Section.Postings) / 4, Attribution);
    }

    private void ReadFile(string path, Action<Action<long, long>> read, Func<long> rows)
    {
        var name = Path.GetFileName(path);
        read((position, count) =>
        {
            _rows = count;
            Tell(name, _bytesRead + position, ReadingShare * (_bytesRead + position) / Math.Max(1, _bytesTotal));
        });
        _rows = rows();
        _bytesRead += new FileInfo(path).Length;
        Tell(name, _bytesRead, ReadingShare * _bytesRead / Math.Max(1, _bytesTotal));
    }

    // In the order of weights, ties in the order of ids: GeoNames' by number, then our own by name.
    private static int[] Rows(Places places)
    {
        var ownOrder = places.OwnIds.Order(StringComparer.Ordinal).Select((id, i) => (id, i)).ToDictionary(o => o.id, o => o.i, StringComparer.Ordinal);
        var keys = new ulong[places.Count];
        var ordinals = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var id = places.Ids[i] is var number and >= 0 ? (uint)number : (uint)int.MaxValue + 1 + (uint)ownOrder[places.OwnIds[~places.Ids[i]]];
            keys[i] = (ulong)(uint.MaxValue - places.Weights[i]) << 32 | id;
            ordinals[i] = i;
        }
        keys.AsSpan().Sort(ordinals.AsSpan());
        var rowOf = new int[ordinals.Length];
        for (var row = 0; row < ordinals.Length; row++)
            rowOf[ordinals[row]] = row;
        return rowOf;
    }

    private void WritePlaces(Places places, int[] rowOf, SectionFiles files)
    {
        var rows = files.Map<PlaceRecord>(Section.Places, places.Count);
        var parentOf = places.Parents();
        var ordinal = 0;
        foreach (var draft in places.Records())
        {
            var parent = parentOf(draft, ordinal);
            rows.Span[rowOf[ordinal]] = new PlaceRecord
            {
                Id = draft.Id,
                Latitude = draft.Latitude,
                Longitude = draft.Longitude,
                Population = draft.Population,
                Parent = parent < 0 ? -1 : rowOf[parent],
                Weight = places.Weights[ordinal],
                Feature = draft.Feature,
                Country = draft.Country,
                Admin1 = draft.Admin1,
                TimeZone = draft.TimeZone,
            };
            if ((++ordinal & 0xFFFF) == 0)
                _cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void WriteNames(Places places, NameSorter names, int[] rowOf, SectionFiles files)
    {
        var rows = files.Map<PlaceRecord>(Section.Places);
        using (var texts = files.Create(Section.Texts))
            names.WriteTexts(texts, rowOf, (row, offset) => rows.Span[row].Text = offset, at => Report("names", NamesShare, (double)at / places.Count));
        using (var keys = files.Create(Section.Keys))
        using (var blocks = files.Create(Section.KeyBlocks))
        using (var postings = files.Create(Section.Postings))
            names.WriteKeys(keys, blocks, postings, count => Report("keys", KeysShare, Math.Min(1, count / (3.0 * places.Count))));
        foreach (var section in new[] { Section.Texts, Section.Keys, Section.KeyBlocks, Section.Postings })
            files.Map<byte>(section);
    }

    private static void WriteLists(Places places, Areas areas, int[] rowOf, IndexImage image, string version)
    {
        Put(image, Section.Meta, IndexWriter.Texts([version, Attribution]));
        Put(image, Section.Countries, IndexWriter.Texts([.. places.Countries.All.Select(c => c + " " + areas.Alpha3.GetValueOrDefault(c))]));
        Put(image, Section.Features, IndexWriter.Texts([.. places.Features.All.Select(f => f.Length == 0 ? "?." : f)]));
        Put(image, Section.Admin1Codes, IndexWriter.Texts(places.Admin1Codes.All));
        Put(image, Section.TimeZones, IndexWriter.Texts(places.TimeZones.All));
        Put(image, Section.Languages, IndexWriter.Texts(places.Languages.All));
        Put(image, Section.OwnIds, IndexWriter.Texts(places.OwnIds));
        var countries = new int[places.Countries.All.Count];
        Array.Fill(countries, -1);
        foreach (var area in places.Areas.Where(a => DumpReader.IsCountry(a.Feature) && a.Country.Length > 0))
        {
            ref var row = ref countries[places.Countries.Row(area.Country)];
            row = row < 0 ? rowOf[area.Ordinal] : Math.Min(row, rowOf[area.Ordinal]);
        }
        Put(image, Section.CountryPlaces, countries);
        Put(image, Section.Members, [.. areas.Members.Select(m => (rowOf[m.Region], rowOf[m.Member])).Order()]);
        Put(image, Section.Claims, [.. places.Claims.Select(c => (rowOf[c.Ordinal], c.Country)).Distinct().Order()]);
    }

    private static void Put<T>(IndexImage image, Section section, T[] content)
        where T : unmanaged => content.CopyTo(image.Add<T>(section, content.Length));

    // How far a part after the reading has come.
    private void Report(string step, double partShare, double share)
    {
        var before = step switch { "names" => ReadingShare, "keys" => ReadingShare + NamesShare, _ => ReadingShare + NamesShare + KeysShare };
        Tell(step, _bytesTotal, before + partShare * share);
    }

    private void Tell(string step, long bytesRead, double share)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _progress?.Report(new GazetteerBuildProgress(step, _rows, bytesRead, _bytesTotal, Math.Clamp(share, 0, 1)));
        // Whoever was told may have asked to stop.
        _cancellationToken.ThrowIfCancellationRequested();
    }
}
