using System.Runtime.InteropServices;

namespace Sitrep.Gazetteer.Index;

/// <summary>Computes the sections that a packed file leaves out, and that a build writes into one that is mapped.</summary>
internal static class DerivedSections
{
    /// <summary>Each adds one kind of section; what they take in between is free when they end.</summary>
    public static readonly Action<IndexImage>[] Steps = [AddMinima, AddRowsById, AddChildren, AddBands, AddHalves, AddLooseForms];

    /// <summary>Adds every missing section but the tables of <see cref="AddHalves"/> and <see cref="AddLooseForms"/>, which cost the most and which few need.</summary>
    public static void AddMissing(IndexImage image)
    {
        if (!image.Has(Section.Minima))
            AddMinima(image);
        if (!image.Has(Section.RowsById))
            AddRowsById(image);
        if (!image.Has(Section.ChildStarts))
            AddChildren(image);
        if (!image.Has(Section.BandStarts))
            AddBands(image);
    }

    /// <summary>Adds the table for fuzzy search, unless the image has it.</summary>
    public static void AddHalves(IndexImage image)
    {
        if (!image.Has(Section.HalfDirectory))
            HashedKeys.Derive<FuzzyIndex.Halves>(image, Section.HalfDirectory, Section.HalfEntries);
    }

    /// <summary>Adds the table of other transliterations, unless the image has it.</summary>
    public static void AddLooseForms(IndexImage image)
    {
        if (!image.Has(Section.LooseDirectory))
            HashedKeys.Derive<LooseIndex.Forms>(image, Section.LooseDirectory, Section.LooseEntries);
    }

    private static void AddMinima(IndexImage image)
    {
        var postings = image.Of<uint>(Section.Postings);
        PostingTree.Derive(postings, image.Add<uint>(Section.Minima, (postings.Length + IndexFormat.PostingsPerBlock - 1) / IndexFormat.PostingsPerBlock));
    }

    private static void AddRowsById(IndexImage image)
    {
        var places = image.Of<PlaceRecord>(Section.Places);
        var rows = image.Add<int>(Section.RowsById, places.Length);
        var ids = new int[places.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = places[i].Id;
            rows[i] = i;
        }
        ids.AsSpan().Sort(rows);
    }

    private static void AddBands(IndexImage image)
    {
        var places = image.Of<PlaceRecord>(Section.Places);
        var starts = image.Add<int>(Section.BandStarts, SpatialIndex.BandCount + 1);
        SpatialIndex.Derive(places, starts, image.Add<int>(Section.BandRows, places.Length), image.Add<SpatialIndex.BandPoint>(Section.BandPoints, places.Length));
    }

    // Keys are sorted: going through them in order leaves every list of children sorted by name; those of one name by id.
    private static void AddChildren(IndexImage image)
    {
        var places = image.Of<PlaceRecord>(Section.Places);
        var starts = image.Add<int>(Section.ChildStarts, places.Length + 1);
        foreach (ref readonly var place in places)
        {
            if (place.Parent >= 0)
                starts[place.Parent + 1]++;
        }
        for (var i = 0; i < places.Length; i++)
            starts[i + 1] += starts[i];
        var children = image.Add<int>(Section.ChildRows, starts[^1]);
        var next = starts[..^1].ToArray();
        var postings = image.Of<uint>(Section.Postings);
        var walk = new NameKeys(image).All();
        var named = new List<int>();
        while (walk.MoveNext())
        {
            named.Clear();
            for (var n = walk.Postings.Start; n < walk.Postings.End; n++)
            {
                var posting = new Posting(postings[n]);
                if (posting.IsMain && places[posting.Row].Parent >= 0)
                    named.Add(posting.Row);
            }
            if (named.Count > 1)
                SortById(named, places);
            foreach (var row in CollectionsMarshal.AsSpan(named))
                children[next[places[row].Parent]++] = row;
        }
    }

    // GeoNames' by number, then our own, whose complements run the other way.
    private static void SortById(List<int> rows, ReadOnlySpan<PlaceRecord> places)
    {
        var keys = new long[rows.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var id = places[rows[i]].Id;
            keys[i] = id >= 0 ? id : int.MaxValue + 1L + ~id;
        }
        keys.AsSpan().Sort(CollectionsMarshal.AsSpan(rows));
    }
}
