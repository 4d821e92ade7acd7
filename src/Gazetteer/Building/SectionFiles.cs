using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Sitrep.Gazetteer.Index;

namespace Sitrep.Gazetteer.Building;

/// <summary>Sections of an index that is being built, each a file of its own that is mapped into an image.</summary>
internal sealed unsafe class SectionFiles(string directory, IndexImage image) : IDisposable
{
    private readonly List<(MemoryMappedFile File, MemoryMappedViewAccessor View)> _mapped = [];

    /// <summary>A file to write a section into.</summary>
    public FileStream Create(Section section) => new(PathOf(section), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);

    /// <summary>Maps a section that was written, or gives the one that was mapped.</summary>
    public SectionMemory<T> Map<T>(Section section)
        where T : unmanaged
    {
        if (!image.Has(section) && new FileInfo(PathOf(section)).Length is var length and > 0)
            Map(section, length);
        else if (!image.Has(section))
            image.Add<byte>(section, 0);
        return new SectionMemory<T>(image, section);
    }

    /// <summary>Maps a new section of so many elements.</summary>
    public SectionMemory<T> Map<T>(Section section, int count)
        where T : unmanaged
    {
        MapNew(section, (long)count * sizeof(T));
        return new SectionMemory<T>(image, section);
    }

    /// <summary>Maps a new section of so many bytes, all zero.</summary>
    public void MapNew(Section section, long bytes)
    {
        using (var file = Create(section))
            file.SetLength(bytes);
        Map<byte>(section);
    }

    public void Dispose()
    {
        foreach (var (file, view) in _mapped)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }

    private string PathOf(Section section) => Path.Combine(directory, section + ".section");

    private void Map(Section section, long length)
    {
        var file = MemoryMappedFile.CreateFromFile(PathOf(section), FileMode.Open, null, length, MemoryMappedFileAccess.ReadWrite);
        var view = file.CreateViewAccessor(0, length);
        _mapped.Add((file, view));
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        image.Put(section, (nint)(start + view.PointerOffset), length);
    }
}

/// <summary>The elements of a mapped section.</summary>
internal readonly struct SectionMemory<T>(IndexImage image, Section section)
    where T : unmanaged
{
    /// <summary>The elements, to read and write.</summary>
    public Span<T> Span
    {
        get
        {
            var content = image.Of<T>(section);
            return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(content), content.Length);
        }
    }
}
