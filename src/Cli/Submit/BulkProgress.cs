using System.Globalization;

namespace Sitrep.Cli.Submit;

/// <summary>
/// Remembers how far a bulk submission has come, so that a run that was interrupted is followed by one that goes on there. Items are answered out of order; what counts is how
/// many are answered without a gap. What lies beyond is sent again, which does no harm.
/// </summary>
internal sealed class BulkProgress(string path, string identity, TimeProvider time)
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly SortedSet<long> _beyond = [];
    private long _saved;

    /// <summary>Items at the head of the input that are done.</summary>
    public long Done { get; private set; }

    /// <summary>The progress of an earlier run; from the beginning where there is none, or where it was of another input.</summary>
    public static BulkProgress Open(string path, string identity, bool resume, TimeProvider time)
    {
        var progress = new BulkProgress(path, identity, time);
        if (resume && File.Exists(path) && File.ReadAllText(path).Trim().Split(' ') is [var known, var count]
            && known == identity && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var done))
        {
            progress.Done = done;
        }
        return progress;
    }

    /// <summary>An item is answered.</summary>
    public void Answered(long position)
    {
        _beyond.Add(position);
        while (_beyond.Remove(Done))
            Done++;
        if (time.GetElapsedTime(_saved) >= SaveEvery)
            Save();
    }

    /// <summary>Writes it down; whole or not at all.</summary>
    public void Save()
    {
        _saved = time.GetTimestamp();
        try
        {
            File.WriteAllText(path + ".new", string.Create(CultureInfo.InvariantCulture, $"{identity} {Done}\n"));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CliException.Failed($"cannot write {path}: {fault.Message}", fault);
        }
    }

    /// <summary>All is done: nothing is left to go on with.</summary>
    public void Complete() => File.Delete(path);
}
