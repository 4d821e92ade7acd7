using System.Buffers.Binary;

namespace Sitrep.Gazetteer.Building;

/// <summary>Sorts any number of records by their keys in bounded memory: full buffers go to the disk sorted, and are merged when they are read.</summary>
internal sealed class ExternalSorter(string directory, string name, int bufferBytes) : IDisposable
{
    private readonly byte[] _buffer = new byte[bufferBytes];
    private readonly List<string> _runs = [];
    private Entry[] _entries = new Entry[1 << 16];
    private int _count;
    private int _used;

    /// <summary>Adds a record. Records with equal keys come out in no certain order, so that keys should differ.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var size = 8 + key.Length + value.Length;
        if (size > _buffer.Length)
            throw new InvalidDataException("a record is larger than the sorter's buffer");
        if (_used + size > _buffer.Length)
            Spill();
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        _entries[_count++] = new Entry(Prefix(key), _used);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_used), key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_used + 4), value.Length);
        key.CopyTo(_buffer.AsSpan(_used + 8));
        value.CopyTo(_buffer.AsSpan(_used + 8 + key.Length));
        _used += size;
    }

    /// <summary>Gives every record in the order of keys; the spans hold until the next. To be called once, after the last <see cref="Add"/>.</summary>
    public void ForEach(RecordReader read)
    {
        if (_runs.Count == 0)
        {
            Sort();
            for (var i = 0; i < _count; i++)
                read(KeyAt(_entries[i].Offset), ValueAt(_entries[i].Offset));
            return;
        }
        Spill();
        var runs = new PriorityQueue<Run, Run>(Comparer<Run>.Create((a, b) => a.Key.SequenceCompareTo(b.Key)));
        foreach (var path in _runs)
        {
            var run = new Run(path);
            if (run.MoveNext())
                runs.Enqueue(run, run);
            else
                run.Dispose();
        }
        try
        {
            // Not DequeueEnqueue: it would compare the run, which has moved on, with itself, and leave it on top.
            while (runs.TryDequeue(out var run, out _))
            {
                read(run.Key, run.Value);
                if (run.MoveNext())
                    runs.Enqueue(run, run);
                else
                    run.Dispose();
            }
        }
        finally
        {
            while (runs.TryDequeue(out var run, out _))
                run.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var run in _runs)
            File.Delete(run);
        _runs.Clear();
    }

    private void Spill()
    {
        if (_count == 0)
            return;
        Sort();
        var path = Path.Combine(directory, $"{name}-{_runs.Count}.run");
        _runs.Add(path);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        for (var i = 0; i < _count; i++)
        {
            var at = _entries[i].Offset;
            stream.Write(_buffer, at, 8 + KeyAt(at).Length + ValueAt(at).Length);
        }
        _count = 0;
        _used = 0;
    }

    private void Sort() => _entries.AsSpan(0, _count).Sort((a, b) =>
        a.Prefix != b.Prefix ? a.Prefix.CompareTo(b.Prefix) : KeyAt(a.Offset).SequenceCompareTo(KeyAt(b.Offset)));

    private ReadOnlySpan<byte> KeyAt(int at) => _buffer.AsSpan(at + 8, BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(at)));

    private ReadOnlySpan<byte> ValueAt(int at) =>
        _buffer.AsSpan(at + 8 + BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(at)), BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(at + 4)));

    // The first eight bytes as a number, shorter keys filled with zeros: decides nearly every comparison.
    private static ulong Prefix(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8)
            return BinaryPrimitives.ReadUInt64BigEndian(key);
        Span<byte> filled = stackalloc byte[8];
        filled.Clear();
        key.CopyTo(filled);
        return BinaryPrimitives.ReadUInt64BigEndian(filled);
    }

    /// <summary>Takes a record.</summary>
    internal delegate void RecordReader(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    private readonly record struct Entry(ulong Prefix, int Offset);

    private sealed class Run(string path) : IDisposable
    {
        private readonly FileStream _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.None, 1 << 18, FileOptions.SequentialScan);
        private byte[] _record = new byte[256];
        private int _keyLength;
        private int _valueLength;

        public ReadOnlySpan<byte> Key => _record.AsSpan(0, _keyLength);

        public ReadOnlySpan<byte> Value => _record.AsSpan(_keyLength, _valueLength);

        public bool MoveNext()
        {
            Span<byte> lengths = stackalloc byte[8];
            if (_stream.ReadAtLeast(lengths, 8, false) < 8)
                return false;
            _keyLength = BinaryPrimitives.ReadInt32LittleEndian(lengths);
            _valueLength = BinaryPrimitives.ReadInt32LittleEndian(lengths[4..]);
            if (_record.Length < _keyLength + _valueLength)
                _record = new byte[2 * (_keyLength + _valueLength)];
            _stream.ReadExactly(_record, 0, _keyLength + _valueLength);
            return true;
        }

        public void Dispose() => _stream.Dispose();
    }
}
