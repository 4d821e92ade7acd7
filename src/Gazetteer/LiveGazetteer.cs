using Sitrep.Gazetteer.Resolution;
using Sitrep.Gazetteer.UserPlaces;

namespace Sitrep.Gazetteer;

/// <summary>
/// The gazetteer to answer from now, and the way to another while requests run: each holds the one that it began with, and a mapping goes when the last of
/// them lets it go. Safe for concurrent use.
/// </summary>
public sealed class LiveGazetteer : IDisposable
{
    /// <summary>The file of a folder of indexes that names the one in use.</summary>
    public const string CurrentFile = "current";

    private readonly string _path;
    private readonly string _userPath;
    private readonly Lock _changing = new();
    private volatile GazetteerHolder _current;
    private Stamp _seen;
    private Stamp _found;

    /// <summary>Opens the gazetteer.</summary>
    /// <param name="path">An index, or a folder whose file `current` names one; empty for the one that is part of the product.</param>
    /// <param name="userPath">A file of user places to lay over it; empty for none.</param>
    /// <exception cref="IOException">A file is missing or cannot be read; a <see cref="GazetteerFormatException"/> where it is no index.</exception>
    /// <exception cref="UserPlacesException">Rows of the user's file are refused.</exception>
    public LiveGazetteer(string path, string userPath)
    {
        _path = path;
        _userPath = userPath;
        _seen = Look();
        _current = Open(_seen);
    }

    /// <summary>The gazetteer as it is now; to be disposed of at the end of the request.</summary>
    public GazetteerLease Acquire()
    {
        while (true)
        {
            // What was just let go for ever cannot be taken any more; then there is a newer one.
            if (_current.TryHold() is { } lease)
                return lease;
        }
    }

    /// <summary>Opens what the files say now, where that is something else than before.</summary>
    /// <param name="whenStill">Whether to wait for a second call that finds the files as the first did: somebody may be in the middle of writing one.</param>
    /// <returns>The new gazetteer; null where nothing changed.</returns>
    /// <exception cref="IOException">What is new is missing or cannot be read; the old gazetteer stays, and the same files are not tried again.</exception>
    /// <exception cref="UserPlacesException">Rows of the user's file are refused; likewise.</exception>
    public GazetteerDescription? TryChange(bool whenStill = false)
    {
        lock (_changing)
        {
            var now = Look();
            if (now == _seen || (whenStill && now != _found))
            {
                _found = now;
                return null;
            }
            _seen = _found = now;
            var next = Open(now);
            var old = _current;
            _current = next;
            old.Release();
            return next.Index.Description;
        }
    }

    /// <summary>Lets the present gazetteer go once no request holds it.</summary>
    public void Dispose() => _current.Release();

    /// <summary>Makes an index of a folder the current one, in one step.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">Name of the index in it.</param>
    public static void SetCurrent(string folder, string file)
    {
        var temporary = Path.Combine(folder, CurrentFile + ".new");
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(file + "\n"));
            stream.Flush(true);
        }
        File.Move(temporary, Path.Combine(folder, CurrentFile), true);
    }

    /// <summary>The index that a path stands for: itself, or what `current` of the folder names.</summary>
    /// <exception cref="IOException">The folder has no such file, or it names no file of the folder.</exception>
    public static string IndexOf(string path)
    {
        if (path.Length == 0)
            return DefaultGazetteer.Path;
        if (!Directory.Exists(path))
            return path;
        var name = File.ReadAllText(Path.Combine(path, CurrentFile)).Trim();
        return name.Length > 0 && Path.GetFileName(name) == name
            ? Path.Combine(path, name)
            : throw new GazetteerFormatException($"{CurrentFile} must hold the name of an index in its own folder.");
    }

    private static GazetteerHolder Open(Stamp stamp)
    {
        if (stamp.Problem is { } problem)
            throw new GazetteerFormatException(problem);
        return new GazetteerHolder(GazetteerIndex.Open(stamp.Index, stamp.User.Length == 0 ? null : UserPlaceTable.Read(stamp.User)));
    }

    // A file is another when its name, length or time is.
    private Stamp Look()
    {
        try
        {
            var index = new FileInfo(IndexOf(_path));
            var user = _userPath.Length == 0 ? null : new FileInfo(_userPath);
            return new Stamp(
                index.FullName, index.Exists ? index.Length : -1, index.LastWriteTimeUtc, user?.FullName ?? "", user is { Exists: true } ? user.Length : -1, user?.LastWriteTimeUtc ?? default, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Stamp("", -1, default, "", -1, default, e.Message);
        }
    }

    private readonly record struct Stamp(string Index, long Length, DateTime Written, string User, long UserLength, DateTime UserWritten, string? Problem);
}

/// <summary>A gazetteer held by a request.</summary>
public sealed class GazetteerLease : IDisposable
{
    private readonly GazetteerHolder _holder;
    private int _released;

    internal GazetteerLease(GazetteerHolder holder) => _holder = holder;

    /// <summary>The gazetteer; not to be used once the lease is disposed of.</summary>
    public GazetteerIndex Index => _holder.Index;

    /// <summary>Resolves against it.</summary>
    public IToponymResolver Resolver => _holder.Resolver;

    /// <summary>Lets it go.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            _holder.Release();
    }
}

/// <summary>An open gazetteer and how many hold it: its owner, and every request.</summary>
internal sealed class GazetteerHolder(GazetteerIndex index)
{
    private int _holds = 1;

    public GazetteerIndex Index { get; } = index;

    public ToponymResolver Resolver { get; } = new(index);

    /// <summary>Null where the last hold was let go already.</summary>
    public GazetteerLease? TryHold()
    {
        for (var holds = Volatile.Read(ref _holds); holds > 0;)
        {
            var before = Interlocked.CompareExchange(ref _holds, holds + 1, holds);
            if (before == holds)
                return new GazetteerLease(this);
            holds = before;
        }
        return null;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holds) == 0)
            Index.Dispose();
    }
}
