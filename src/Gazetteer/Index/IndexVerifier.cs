namespace Sitrep.Gazetteer.Index;

/// <summary>Reads an index through. Its checksum says that it is as it was written; this says that it was written well.</summary>
internal static class IndexVerifier
{
    /// <exception cref="GazetteerFormatException">Something points where nothing is, or stands out of order.</exception>
    public static void Run(GazetteerIndex index, CancellationToken cancellationToken)
    {
        try
        {
            CheckPlaces(index, cancellationToken);
            CheckNames(index, cancellationToken);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or InvalidDataException)
        {
            throw new GazetteerFormatException($"A reference leads nowhere: {e.Message}", e);
        }
    }

    private static void CheckPlaces(GazetteerIndex index, CancellationToken cancellationToken)
    {
        var places = index.Image.Of<PlaceRecord>(Section.Places);
        for (var row = 0; row < places.Length; row++)
        {
            if ((row & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            ref readonly var place = ref places[row];
            Require(Math.Abs((long)place.Latitude) <= 90_000_000 && Math.Abs((long)place.Longitude) <= 180_000_000, "a point is off the globe");
            Require(place.Parent >= -1 && place.Parent < places.Length, "a place lies in none");
            Require(row == 0 || place.Weight <= places[row - 1].Weight, "places are not in the order of their weight");
            Require(index.RowOf(index.IdAt(row)) == row, "an id leads to another place");
            Require(index.DisplayNameAt(row).Length > 0, "a place has no name");
            _ = index.FeatureAt(row).Length + index.CountryCodeOf(place.Country).Length;
            var depth = 0;
            for (var at = place.Parent; at >= 0; at = places[at].Parent)
                Require(++depth < 9, "a chain of areas has no end");
        }
    }

    private static void CheckNames(GazetteerIndex index, CancellationToken cancellationToken)
    {
        var postings = index.Image.Of<uint>(Section.Postings);
        var main = new bool[index.FileRowCount];
        byte[] previous = [];
        var end = 0;
        var walk = index.Keys.All();
        while (walk.MoveNext())
        {
            if ((walk.Index & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Require(walk.Postings.Start == end && walk.Postings.End > end, "a name leads to no place");
            end = walk.Postings.End;
            Require(previous.AsSpan().SequenceCompareTo(walk.Key) < 0, "names are not sorted");
            previous = walk.Key.ToArray();
            for (var n = walk.Postings.Start; n < end; n++)
            {
                var posting = new Posting(postings[n]);
                Require(posting.Row < main.Length && (n == walk.Postings.Start || postings[n] > postings[n - 1]), "the places of a name are not in their order");
                if (posting.IsMain)
                    main[posting.Row] = true;
            }
        }
        Require(end == postings.Length, "places have no name");
        Require(!main.Contains(false), "a place cannot be found by its own name");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new GazetteerFormatException($"The index was not written well: {message}.");
    }
}
