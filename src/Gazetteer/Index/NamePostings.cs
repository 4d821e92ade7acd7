namespace Sitrep.Gazetteer.Index;

/// <summary>What a name may stand for: postings of the file, then postings of the user.</summary>
internal readonly ref struct NamePostings(ReadOnlySpan<uint> file, ReadOnlySpan<Posting> user)
{
    private readonly ReadOnlySpan<uint> _file = file;
    private readonly ReadOnlySpan<Posting> _user = user;

    public int Count => _file.Length + _user.Length;

    public Posting this[int i] => i < _file.Length ? new Posting(_file[i]) : _user[i - _file.Length];
}
