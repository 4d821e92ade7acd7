namespace Sitrep.Events.Joining;

/// <summary>A signature as the store keeps it: what has no column of its own. The number of events is in the millions, so it is packed.</summary>
internal static class SignatureBytes
{
    /// <summary>Packs all but event, block, days and type.</summary>
    public static byte[] Write(Signature signature)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(signature.Report);
        writer.Write(signature.Story);
        writer.Write((byte)signature.Factuality);
        writer.Write(signature.DayIsStated);
        writer.Write(signature.Place);
        writer.Write((byte)signature.Scale);
        writer.Write(signature.Point is not null);
        writer.Write(signature.Point?.Latitude ?? 0);
        writer.Write(signature.Point?.Longitude ?? 0);
        writer.Write(signature.LockedIn);
        writer.Write7BitEncodedInt(signature.Sentence.Start);
        writer.Write7BitEncodedInt(signature.Sentence.End);
        Each(signature.Areas, writer.Write);
        foreach (var numbers in new[] { signature.Modes, signature.Spots, signature.Targets, signature.Means, signature.Words, signature.Sentence.Words })
        {
            Each(numbers, writer.Write);
        }

        Each(signature.Parties, party =>
        {
            writer.Write((byte)party.Side);
            writer.Write(party.Actor);
            writer.Write(party.Country);
            writer.Write(party.Sector);
        });
        Each(signature.Tolls, toll =>
        {
            writer.Write((byte)toll.Harm);
            writer.Write7BitEncodedInt64(toll.Low);
            writer.Write7BitEncodedInt64(toll.High);
            writer.Write(toll.IsExact);
        });
        // Kept by versions of the joining rules from 3 on; what was written before ends here, and is written anew when all is joined anew.
        writer.Write(signature.PlaceIsCarried);
        Each(signature.Sentence.Names, writer.Write);
        Each(signature.Sentence.Lead, writer.Write);
        Each(signature.Sentence.Targets, writer.Write);
        var setting = signature.Sentence.Setting;
        writer.Write(setting.BlockKey);
        writer.Write(setting.Place);
        Each(setting.Areas, writer.Write);
        writer.Write((byte)setting.Scale);
        writer.Write(setting.Point is not null);
        writer.Write(setting.Point?.Latitude ?? 0);
        writer.Write(setting.Point?.Longitude ?? 0);
        writer.Write(setting.Day ?? int.MinValue);
        writer.Flush();
        return stream.ToArray();

        void Each<T>(IReadOnlyList<T> values, Action<T> write)
        {
            writer.Write7BitEncodedInt(values.Count);
            foreach (var value in values)
            {
                write(value);
            }
        }
    }

    /// <summary>Unpacks what <see cref="Write"/> packed.</summary>
    public static Signature Read(Storage.EventSignatureRow row)
    {
        using var reader = new BinaryReader(new MemoryStream(row.Data));
        var (report, story) = (reader.ReadInt64(), reader.ReadInt64());
        var (factuality, stated) = (reader.ReadByte(), reader.ReadBoolean());
        var (place, scale) = (reader.ReadInt64(), (PlaceScale)reader.ReadByte());
        var (hasPoint, latitude, longitude) = (reader.ReadBoolean(), reader.ReadInt32(), reader.ReadInt32());
        var locked = reader.ReadInt64();
        var (start, end) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        var areas = Each(reader.ReadInt64);
        var (modes, spots, targets, means, words) = (Each(reader.ReadInt32), Each(reader.ReadInt32), Each(reader.ReadInt32), Each(reader.ReadInt32), Each(reader.ReadInt32));
        var sentence = Each(reader.ReadInt32);
        var parties = Each(() => new Party((PartySide)reader.ReadByte(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()));
        var tolls = Each(() => new TollNumber(reader.ReadByte(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.ReadBoolean()));
        var (carried, names, lead, hit, setting) = (false, Array.Empty<int>(), Array.Empty<int>(), Array.Empty<int>(), Setting.Unknown);
        if (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            (carried, names, lead, hit) = (reader.ReadBoolean(), Each(reader.ReadInt32), Each(reader.ReadInt32), Each(reader.ReadInt32));
            var (key, where, within, size) = (reader.ReadString(), reader.ReadInt64(), Each(reader.ReadInt64), (PlaceScale)reader.ReadByte());
            var (known, north, east, day) = (reader.ReadBoolean(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            setting = new Setting(key, where, within, size, known ? (north, east) : null, day == int.MinValue ? null : day);
        }

        return new Signature
        {
            EventId = row.EventId,
            Report = report,
            Story = story,
            BlockKey = row.BlockKey,
            Type = row.Type,
            Factuality = factuality,
            StartDay = row.StartDay,
            EndDay = row.EndDay,
            DayIsStated = stated,
            Place = place,
            Scale = scale,
            PlaceIsCarried = carried,
            Point = hasPoint ? (latitude, longitude) : null,
            LockedIn = locked,
            Areas = areas,
            Modes = modes,
            Spots = spots,
            Targets = targets,
            Means = means,
            Words = words,
            Sentence = end == 0 ? Sentence.Unknown : new Sentence(start, end, sentence) { Names = names, Lead = lead, Targets = hit, Setting = setting },
            Parties = parties,
            Tolls = tolls,
        };

        T[] Each<T>(Func<T> read)
        {
            var values = new T[reader.Read7BitEncodedInt()];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = read();
            }

            return values;
        }
    }
}
