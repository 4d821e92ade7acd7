using System.Runtime.InteropServices;

namespace Sitrep.Events.AggregateEvents;

/// <summary>What counting looks at of one event.</summary>
internal readonly record struct EventFact(
    long Id,
    int DateOrder,
    int? EndDay,
    short Type,
    short Factuality,
    short State,
    short ReviewStatus,
    string Source,
    string Country,
    string Adm1,
    string Incident,
    double? Latitude,
    double? Longitude,
    long? Killed,
    double Confidence);

/// <summary>What counting looks at of one incident.</summary>
internal readonly record struct IncidentFact(long Id, long? Killed, long? Injured, long? PartOf);

/// <summary>
/// The columns of all events in memory, about a hundred bytes an event: a million are counted by any two keys in a fraction of what the database
/// takes to read them. Not safe for concurrent use; <see cref="FactsStore"/> sees to that.
/// </summary>
internal sealed class EventFacts
{
    /// <summary>No value: no end, no incident, no number.</summary>
    public const int None = -1;

    private readonly Dictionary<long, int> _rows = [];
    private readonly Dictionary<long, int> _incidents = [];
    private readonly Dictionary<(short Kind, string Value), Postings> _postings = [];
    private readonly List<int> _free = [];
    private Column[] _columns = new Column[1024];

    /// <summary>Rows that were ever used; some may be <see cref="Column.Gone"/>.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<Column> Columns => _columns.AsSpan(0, Count);

    public Words Sources { get; } = new();

    public Words Countries { get; } = new();

    public Words Divisions { get; } = new();

    /// <summary>By <see cref="Column.Incident"/>.</summary>
    public List<IncidentSum> Incidents { get; } = [];

    /// <summary>Sets what is known of an event.</summary>
    public void Set(in EventFact fact)
    {
        if (!_rows.TryGetValue(fact.Id, out var row))
        {
            if (_free.Count > 0)
            {
                row = _free[^1];
                _free.RemoveAt(_free.Count - 1);
            }
            else
            {
                row = Count++;
                if (row == _columns.Length)
                {
                    Array.Resize(ref _columns, _columns.Length * 2);
                }
            }

            _rows.Add(fact.Id, row);
        }

        _columns[row] = new Column
        {
            Id = fact.Id,
            DateOrder = fact.DateOrder,
            EndDay = fact.EndDay ?? int.MinValue,
            Type = (byte)fact.Type,
            Factuality = (byte)fact.Factuality,
            State = (byte)fact.State,
            Review = (byte)fact.ReviewStatus,
            Source = Sources.Number(fact.Source),
            Country = Countries.Number(fact.Country),
            Division = Divisions.Number(fact.Adm1),
            Incident = IncidentName.TryParse(fact.Incident, out var incident) ? Incident(incident) : None,
            Latitude = fact.Latitude ?? double.NaN,
            Longitude = fact.Longitude ?? double.NaN,
            Killed = fact.Killed is { } killed ? (int)Math.Clamp(killed, 0, int.MaxValue) : None,
            Confidence = fact.Confidence,
        };
    }

    /// <summary>Forgets an event.</summary>
    public void Remove(long id)
    {
        if (_rows.Remove(id, out var row))
        {
            _columns[row] = new Column { Gone = true };
            _free.Add(row);
            foreach (var postings in _postings.Values)
            {
                postings.Set(row, false);
            }
        }
    }

    /// <summary>Sets what is known of an incident.</summary>
    public void Set(in IncidentFact fact) => Incidents[Incident(fact.Id)] = new IncidentSum(
        fact.Killed ?? 0, fact.Injured ?? 0, fact.PartOf is { } whole ? Incident(whole) : None);

    /// <summary>Forgets what an incident costs.</summary>
    public void RemoveIncident(long id) => Incidents[Incident(id)] = new IncidentSum(0, 0, None);

    /// <summary>Number of an incident by name; <see cref="None"/> where no event has it.</summary>
    public int IncidentNumber(string name) => IncidentName.TryParse(name, out var id) && _incidents.TryGetValue(id, out var number) ? number : None;

    /// <summary>Row of an event; <see cref="None"/> where it is not known.</summary>
    public int Row(long id) => _rows.TryGetValue(id, out var row) ? row : None;

    /// <summary>The events of a term, where they were looked up before.</summary>
    public Postings? FindPostings(short kind, string value) => _postings.GetValueOrDefault((kind, value));

    /// <summary>Keeps the events of a term; terms asked for long ago make room.</summary>
    public Postings AddPostings(short kind, string value, IEnumerable<long> events, int most)
    {
        if (_postings.Count >= most)
        {
            _postings.Remove(_postings.MinBy(known => known.Value.LastUse).Key);
        }

        var postings = new Postings();
        foreach (var id in events)
        {
            if (Row(id) is >= 0 and var row)
            {
                postings.Set(row, true);
            }
        }

        return _postings[(kind, value)] = postings;
    }

    /// <summary>Brings the kept terms in line with an event's.</summary>
    public void SetTerms(long id, IReadOnlySet<(short Kind, string Value)> terms)
    {
        if (Row(id) is >= 0 and var row)
        {
            foreach (var (term, postings) in _postings)
            {
                postings.Set(row, terms.Contains(term));
            }
        }
    }

    public bool HasPostings => _postings.Count > 0;

    private int Incident(long id)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_incidents, id, out var known);
        if (!known)
        {
            number = Incidents.Count;
            Incidents.Add(new IncidentSum(0, 0, None));
        }

        return number;
    }

    /// <summary>One event.</summary>
    internal struct Column
    {
        public long Id;
        public double Latitude, Longitude, Confidence;
        public int DateOrder, EndDay, Source, Country, Division, Incident, Killed;
        public byte Type, Factuality, State, Review;
        public bool Gone;
    }

    /// <summary>Best estimates of an incident, and the incident of which it is a part.</summary>
    internal readonly record struct IncidentSum(long Killed, long Injured, int PartOf);

    /// <summary>Words that come again and again, as numbers.</summary>
    internal sealed class Words
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<string> _words = [];

        public string this[int number] => _words[number];

        public int Number(string word)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, word, out var known);
            if (!known)
            {
                number = _words.Count;
                _words.Add(word);
            }

            return number;
        }

        /// <summary><see cref="None"/> where no event has the word.</summary>
        public int Find(string word) => _numbers.TryGetValue(word, out var number) ? number : None;
    }

    /// <summary>A set of rows, a bit each.</summary>
    internal sealed class Postings
    {
        private ulong[] _bits = [];

        /// <summary>Grows with each question that needs it.</summary>
        public long LastUse { get; set; }

        public bool this[int row] => row >> 6 < _bits.Length && (_bits[row >> 6] >> row & 1) != 0;

        public void Set(int row, bool value)
        {
            if (row >> 6 >= _bits.Length)
            {
                if (!value)
                {
                    return;
                }

                Array.Resize(ref _bits, Math.Max((row >> 6) + 1, _bits.Length * 2));
            }

            ref var word = ref _bits[row >> 6];
            word = value ? word | (1UL << row) : word & ~(1UL << row);
        }

        public void Add(Postings other)
        {
            if (_bits.Length < other._bits.Length)
            {
                Array.Resize(ref _bits, other._bits.Length);
            }

            for (var i = 0; i < other._bits.Length; i++)
            {
                _bits[i] |= other._bits[i];
            }
        }
    }
}
