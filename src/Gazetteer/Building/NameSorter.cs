using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Sitrep.Gazetteer.Index;
using Sitrep.Language;

namespace Sitrep.Gazetteer.Building;

/// <summary>Brings the names of each place together, whatever file they come from, drops those that fold alike, and sorts what is left by folded form.</summary>
internal sealed class NameSorter : IDisposable
{
    /// <summary>Names of one place come in this order; of those that fold alike the first is kept.</summary>
    internal enum Origin : byte
    {
        Main,
        Own,
        AlternateNames,
        Dump,
    }

    // "Comma-separated names of a dump row", beside the kinds of single names.
    private const byte Joined = 0xFF;
    private const int MaxFoldedUnits = 100;

    private readonly ExternalSorter _byPlace;
    private readonly ExternalSorter _byKey;
    private readonly byte[] _key = new byte[9];
    private byte[] _value = new byte[4096];
    private int _number;

    public NameSorter(string directory, int bufferBytes)
    {
        _byPlace = new ExternalSorter(directory, "places", bufferBytes);
        _byKey = new ExternalSorter(directory, "keys", bufferBytes);
    }

    /// <summary>Adds a name.</summary>
    public void Add(int ordinal, Origin origin, PlaceNameKind kind, int language, ReadOnlySpan<char> name) => Add(ordinal, origin, (byte)kind, language, name);

    /// <summary>Adds names with commas between.</summary>
    public void AddJoined(int ordinal, ReadOnlySpan<char> names)
    {
        if (!names.IsEmpty)
            Add(ordinal, Origin.Dump, Joined, 0, names);
    }

    /// <summary>Writes the names of every place, and keeps their folded forms for <see cref="WriteKeys"/>.</summary>
    /// <param name="texts">Takes them, in the order of ordinals.</param>
    /// <param name="rowOf">Row of each ordinal.</param>
    /// <param name="placed">Told where the names of a row begin.</param>
    /// <param name="tick">Called now and then with the ordinal reached.</param>
    public void WriteTexts(Stream texts, int[] rowOf, Action<int, uint> placed, Action<int> tick)
    {
        var names = new NameList(this, texts, rowOf, placed);
        _byPlace.ForEach((key, value) =>
        {
            var ordinal = BinaryPrimitives.ReadInt32BigEndian(key);
            if (ordinal != names.Ordinal)
            {
                names.Flush();
                names.Ordinal = ordinal;
                if ((ordinal & 0x3FFF) == 0)
                    tick(ordinal);
            }
            var language = BinaryPrimitives.ReadUInt16LittleEndian(value[1..]);
            var text = Encoding.UTF8.GetString(value[3..]);
            if (value[0] != Joined)
            {
                names.Take(text, (PlaceNameKind)value[0], language, (Origin)key[4]);
                return;
            }
            foreach (var part in text.AsSpan().Split(','))
                names.TakePart(text.AsSpan(part).Trim());
        });
        names.Flush();
        _byPlace.Dispose();
    }

    /// <summary>Writes keys, blocks and postings.</summary>
    /// <returns>How many postings there are.</returns>
    public int WriteKeys(Stream keys, Stream blocks, Stream postings, Action<int> tick)
    {
        var writer = new KeyWriter(keys, blocks, postings);
        _byKey.ForEach((key, _) =>
        {
            writer.Add(key[..^5], BinaryPrimitives.ReadUInt32BigEndian(key[^4..]));
            if ((writer.PostingCount & 0xFFFF) == 0)
                tick(writer.PostingCount);
        });
        writer.Flush();
        return writer.PostingCount;
    }

    public void Dispose()
    {
        _byPlace.Dispose();
        _byKey.Dispose();
    }

    private void Add(int ordinal, Origin origin, byte kind, int language, ReadOnlySpan<char> text)
    {
        BinaryPrimitives.WriteInt32BigEndian(_key, ordinal);
        _key[4] = (byte)origin;
        BinaryPrimitives.WriteInt32BigEndian(_key.AsSpan(5), _number++);
        var most = 3 + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_value.Length < most)
            _value = new byte[most];
        _value[0] = kind;
        BinaryPrimitives.WriteUInt16LittleEndian(_value.AsSpan(1), (ushort)language);
        _byPlace.Add(_key, _value.AsSpan(0, 3 + Encoding.UTF8.GetBytes(text, _value.AsSpan(3))));
    }

    /// <summary>The names of one place after the other.</summary>
    private sealed class NameList(NameSorter sorter, Stream texts, int[] rowOf, Action<int, uint> placed)
    {
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _seen = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        private readonly ArrayBufferWriter<byte> _blob = new();
        private readonly byte[] _number = new byte[16];
        private char[] _folded = new char[Folding.MaxLength(256)];
        private byte[] _bytes = new byte[4096];
        private int _count;
        private long _offset;

        public int Ordinal { get; set; } = -1;

        public void Take(ReadOnlySpan<char> name, PlaceNameKind kind, int language, Origin origin)
        {
            if (_folded.Length < Folding.MaxLength(name.Length))
                _folded = new char[Folding.MaxLength(name.Length)];
            var folded = _folded.AsSpan(0, Folding.Fold(name, _folded));
            if (folded.IsEmpty || (origin >= Origin.AlternateNames && folded.Length > MaxFoldedUnits) || !_seen.Add(folded))
                return;
            Write(name, kind, language);
            var most = Encoding.UTF8.GetMaxByteCount(folded.Length) + 5;
            if (_bytes.Length < most)
                _bytes = new byte[most];
            var length = Encoding.UTF8.GetBytes(folded, _bytes);
            _bytes[length] = 0; // no folded name has it, so that a name comes before all that go on
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(length + 1), new Posting(rowOf[Ordinal], kind, origin == Origin.Main).Value);
            sorter._byKey.Add(_bytes.AsSpan(0, length + 5), []);
        }

        public void TakePart(ReadOnlySpan<char> name)
        {
            if (name.IsEmpty || name.StartsWith("http", StringComparison.Ordinal) || !HasLetter(name))
                return;
            Take(name, IsCode(name) ? PlaceNameKind.Code : PlaceNameKind.Plain, 0, Origin.Dump);
        }

        public void Flush()
        {
            if (_count > 0)
            {
                if (_offset > uint.MaxValue)
                    throw new GazetteerFormatException("The names take more than 4 GB, which this format cannot hold.");
                placed(rowOf[Ordinal], (uint)_offset);
                var length = Varint.Write(_number, 0, _count);
                texts.Write(_number, 0, length);
                texts.Write(_blob.WrittenSpan);
                _offset += length + _blob.WrittenCount;
            }
            _count = 0;
            _blob.ResetWrittenCount();
            _seen.Set.Clear();
        }

        private void Write(ReadOnlySpan<char> name, PlaceNameKind kind, int language)
        {
            var most = Encoding.UTF8.GetMaxByteCount(name.Length);
            if (_bytes.Length < most)
                _bytes = new byte[most];
            var bytes = Encoding.UTF8.GetBytes(name, _bytes);
            _number[0] = (byte)kind;
            var length = Varint.Write(_number, Varint.Write(_number, 1, language), bytes);
            _blob.Write(_number.AsSpan(0, length));
            _blob.Write(_bytes.AsSpan(0, bytes));
            _count++;
        }

        private static bool HasLetter(ReadOnlySpan<char> name)
        {
            foreach (var c in name)
            {
                if (char.IsLetter(c))
                    return true;
            }
            return false;
        }

        // Airport and country codes stand among the alternate names.
        private static bool IsCode(ReadOnlySpan<char> name)
        {
            foreach (var c in name)
            {
                if (!char.IsAsciiLetterUpper(c))
                    return false;
            }
            return name.Length <= 4;
        }
    }

    /// <summary>Keys in blocks, of which only the first is written whole.</summary>
    private sealed class KeyWriter(Stream keys, Stream blocks, Stream postings)
    {
        private readonly byte[] _number = new byte[8];
        private byte[] _previous = new byte[256];
        private byte[] _key = new byte[256];
        private int _length = -1;
        private int _previousLength;
        private int _inBlock = IndexFormat.KeysPerBlock;
        private int _postingsOfKey;
        private long _written;

        public int PostingCount { get; private set; }

        public void Add(ReadOnlySpan<byte> key, uint posting)
        {
            if (_length != key.Length || !key.SequenceEqual(_key.AsSpan(0, _length)))
            {
                Flush();
                if (_key.Length < key.Length)
                    _key = new byte[key.Length * 2];
                key.CopyTo(_key);
                _length = key.Length;
            }
            BinaryPrimitives.WriteUInt32LittleEndian(_number, posting);
            postings.Write(_number, 0, 4);
            PostingCount++;
            _postingsOfKey++;
        }

        public void Flush()
        {
            if (_length < 0)
                return;
            if (_inBlock == IndexFormat.KeysPerBlock)
            {
                if (_written > uint.MaxValue)
                    throw new GazetteerFormatException("The folded names take more than 4 GB, which this format cannot hold.");
                BinaryPrimitives.WriteUInt32LittleEndian(_number, (uint)_written);
                BinaryPrimitives.WriteUInt32LittleEndian(_number.AsSpan(4), (uint)(PostingCount - _postingsOfKey));
                blocks.Write(_number, 0, 8);
                _inBlock = 0;
                _previousLength = 0;
            }
            var key = _key.AsSpan(0, _length);
            var shared = key.CommonPrefixLength(_previous.AsSpan(0, _previousLength));
            Number(shared);
            Number(_length - shared);
            keys.Write(key[shared..]);
            _written += _length - shared;
            Number(_postingsOfKey);
            _inBlock++;
            (_previous, _key) = (_key, _previous);
            _previousLength = _length;
            if (_key.Length < _previous.Length)
                _key = new byte[_previous.Length];
            _length = -1;
            _postingsOfKey = 0;
        }

        private void Number(int value)
        {
            var length = Varint.Write(_number, 0, value);
            keys.Write(_number, 0, length);
            _written += length;
        }
    }
}
