using System.Runtime.InteropServices;
using Sitrep.Language.Segmentation;

namespace Sitrep.Language.Names;

/// <summary>
/// A text as the name model sees it: its words described, the stretches of it where names may stand, and the features of each word there. Training and
/// recognition run this same code.
/// </summary>
internal sealed class NameReading
{
    /// <summary>Most features of one word.</summary>
    public const int MostFeatures = 96;

    /// <summary>Most words of lower case between two words of one name.</summary>
    private const int LongestGap = 3;

    /// <summary>Most words of a listed name.</summary>
    private const int LongestListed = 5;

    /// <summary>Kinds of company that a word keeps elsewhere in the text.</summary>
    private const int Companies = 8;

    private readonly Token[] _tokens;
    private readonly Sentence[] _sentences;
    private readonly NameModel _model;
    private readonly INameLexicon? _lexicon;
    private readonly NameWord[] _words;
    private readonly List<(int First, int End, NameCase Case)> _zones = [];
    private readonly Dictionary<uint, int> _company = [];
    private readonly List<int> _companyCounts = [];

    /// <summary>Describes the words and finds the stretches.</summary>
    public NameReading(Document document, NameModel model, INameLexicon? lexicon = null)
    {
        _tokens = document.Tokens;
        _sentences = document.Sentences;
        _model = model;
        _lexicon = lexicon;
        _words = new NameWord[_tokens.Length];
        for (var i = 0; i < _tokens.Length; i++)
            _words[i] = Describe(_tokens[i]);
        foreach (var sentence in _sentences)
            FindZones(sentence);
        foreach (var (first, end, form) in _zones)
        {
            FindLongNames(first, end);
            if (form == NameCase.Mixed)
                NoteCompany(first, end);
        }

        NoteLowerCase();
    }

    /// <summary>Stretches of words within sentences, in text order: outside them stands no name.</summary>
    public IReadOnlyList<(int First, int End, NameCase Case)> Zones => _zones;

    /// <summary>What is known of a token.</summary>
    public ref readonly NameWord Word(int i) => ref _words[i];

    private NameWord Describe(Token token)
    {
        var text = token.Text.AsSpan();
        var word = new NameWord { Lower = NameHash.Of(token.Lower) };
        _model.Describe(word.Lower, out word.Hints, out word.Cluster);
        if (_lexicon is not null)
            word.Hints |= (NameHints)_lexicon.Describe(token.Lower);
        var (upper, lower, shape, run) = (0, 0, 17u, 0);
        var last = '\0';
        foreach (var c in text)
        {
            var kind = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsAsciiDigit(c) ? 'd' : c;
            upper += kind == 'X' ? 1 : 0;
            lower += kind == 'x' ? 1 : 0;
            run = kind == last ? run + 1 : 1;
            if (run <= (kind == 'X' ? 2 : 1))
                shape = NameHash.Join(shape, kind);
            last = kind;
        }

        word.Shape = shape;
        word.Capital = upper > 0;
        word.AllCapitals = upper > 1 && lower == 0;
        word.Digit = char.IsAsciiDigit(text[0]);
        return word;
    }

    // ---- stretches ----

    private void FindZones(Sentence sentence)
    {
        var form = CaseOf(sentence);
        if (form != NameCase.Mixed)
        {
            _zones.Add((sentence.FirstToken, sentence.EndToken, form));
            return;
        }

        var (first, end) = (-1, -1);
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (!_words[i].Capital && !IsKnownName(i))
                continue;
            var start = i;
            while (start > sentence.FirstToken && start > end && i - start < LongestGap && (_words[start - 1].Digit || (_words[start - 1].Hints & NameHints.Start) != 0))
                start--;
            if (end < 0 || !Bridges(end, start))
            {
                Close();
                first = start;
            }

            end = i + 1;
            while (end < sentence.EndToken && end - i <= 2 && _words[end].Digit)
                end++;
        }

        Close();

        void Close()
        {
            if (end > 0)
                _zones.Add((first, end, NameCase.Mixed));
        }
    }

    /// <summary>"chicago", "lisa": hasty writers leave the capital out; only words that are nothing else.</summary>
    private bool IsKnownName(int i) =>
        (_words[i].Hints & NameHints.Common) == 0 && (_words[i].Hints & (NameHints.GreatPlace | NameHints.Body | NameHints.FirstName)) != 0 && _tokens[i].Text.Length > 3 && char.IsLower(_tokens[i].Text[0]);

    private bool Bridges(int end, int start)
    {
        if (start - end > LongestGap)
            return false;
        for (var i = end; i < start; i++)
        {
            if ((_words[i].Hints & NameHints.Inside) == 0 && !_words[i].Digit)
                return false;
        }

        return true;
    }

    /// <summary>Whether capitals tell names apart in a sentence.</summary>
    private NameCase CaseOf(Sentence sentence)
    {
        var (words, capitals, all) = (0, 0, 0);
        for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
        {
            if (_tokens[i].Text.Length < 2 || !char.IsLetter(_tokens[i].Text[0]))
                continue;
            words++;
            capitals += _words[i].Capital ? 1 : 0;
            all += _words[i].AllCapitals ? 1 : 0;
        }

        return words < 4 ? NameCase.Mixed : all * 10 >= words * 9 ? NameCase.Upper : capitals * 10 >= words * 8 && words >= 6 ? NameCase.Title : NameCase.Mixed;
    }

    // ---- listed names of several words ----

    private void FindLongNames(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if ((_words[i].Hints & NameHints.LongName) == 0)
                continue;
            var hash = NameHash.Append(NameHash.Empty, _tokens[i].Lower);
            var (longest, kind) = (0, NameHints.None);
            for (var k = i + 1; k < end && k - i < LongestListed; k++)
            {
                hash = NameHash.Append(NameHash.Append(hash, " "), _tokens[k].Lower);
                _model.Describe(NameHash.End(hash), out var hints, out _);
                if (hints != NameHints.None)
                    (longest, kind) = (k + 1 - i, hints);
            }

            for (var k = 0; k < longest; k++)
                _words[i + k].Listed = (ushort)((uint)kind & 0x3FFC | (k == 0 ? 1u : k == longest - 1 ? 2u : 3u));
            i += Math.Max(0, longest - 1);
        }
    }

    // ---- company in the whole text ----

    private void NoteCompany(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (!_words[i].Capital)
                continue;
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_company, _words[i].Lower, out var known);
            if (!known)
            {
                row = _companyCounts.Count;
                CollectionsMarshal.SetCount(_companyCounts, row + Companies);
            }

            var company = Company(i);
            for (var kind = 0; kind < Companies; kind++)
                _companyCounts[row + kind] += company >> kind & 1;
        }
    }

    private void NoteLowerCase()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if (!_words[i].Capital && _company.TryGetValue(_words[i].Lower, out var row))
                _companyCounts[row + 7]++;
        }
    }

    /// <summary>What stands beside a word, as bits; the last, that it is written in lower case, is noted elsewhere.</summary>
    private int Company(int i)
    {
        var sentence = _sentences[_tokens[i].Sentence];
        var company = 0;
        var start = i;
        while (start > sentence.FirstToken && i - start < 4 && _words[start - 1].Capital)
            start--;
        var end = i + 1;
        while (end < sentence.EndToken && end - i < 4 && _words[end].Capital)
            end++;
        for (var k = start; k < i; k++)
            company |= (_words[k].Hints & (NameHints.Title | NameHints.FirstName)) != 0 ? 1 : 0;
        if (end < sentence.EndToken && (_words[end].Hints & NameHints.Speech) != 0)
            company |= 2;
        if (start > sentence.FirstToken && _tokens[start - 1].Lower is "in" or "at" or "near" or "from")
            company |= 4;
        if (end - start > 1 && (_words[end - 1].Hints & NameHints.BodyHead) != 0)
            company |= 8;
        if (start > sentence.FirstToken && _tokens[start - 1].Lower == "the")
            company |= 16;
        if (end < sentence.EndToken && (_words[end].Hints & NameHints.PlaceHead) != 0)
            company |= 32;
        if (i > sentence.FirstToken)
            company |= 64;
        return company;
    }

    // ---- features ----

    /// <summary>Writes the features of token <paramref name="i"/> of a stretch; the first <paramref name="lexical"/> of them name the word itself.</summary>
    /// <returns>How many.</returns>
    public int Features(int i, NameCase form, Span<uint> into, out int lexical)
    {
        var sentence = _sentences[_tokens[i].Sentence];
        var (low, high) = (sentence.FirstToken, sentence.EndToken);
        var features = new Features(into);
        ref readonly var word = ref _words[i];
        var text = _tokens[i].Lower.AsSpan();
        var mode = (uint)form;
        var (lower, shape, hints) = (word.Lower, form == NameCase.Mixed ? word.Shape : mode, (uint)word.Hints);
        var (before, after) = (Lower(i - 1, low, high), Lower(i + 1, low, high));
        var (before2, after2) = (Lower(i - 2, low, high), Lower(i + 2, low, high));

        features.Add(1, lower);
        features.Add(2, NameHash.Join(lower, shape));
        features.Add(3, NameHash.Join(lower, before));
        features.Add(4, NameHash.Join(lower, after));
        lexical = features.Count;

        features.Add(5, 0);
        features.Add(6, before);
        features.Add(7, after);
        features.Add(8, before2);
        features.Add(9, after2);
        features.Add(10, NameHash.Join(before, after));
        features.Add(11, NameHash.Join(before, before2));
        features.Add(12, NameHash.Join(after, after2));
        for (var length = 1; length <= 4; length++)
        {
            if (text.Length > length)
            {
                features.Add(12 + (uint)length, NameHash.Of(text[^length..]));
                features.Add(16 + (uint)length, NameHash.Of(text[..length]));
            }
        }

        var (shapeBefore, shapeAfter) = (Shape(i - 1, low, high, form), Shape(i + 1, low, high, form));
        features.Add(21, shape);
        features.Add(22, NameHash.Join(shapeBefore, shape));
        features.Add(23, NameHash.Join(shape, shapeAfter));
        features.Add(24, NameHash.Join(NameHash.Join(shapeBefore, shape), shapeAfter));
        features.Add(25, NameHash.Join((uint)Math.Min(i - low, 2), shape));
        features.Add(26, NameHash.Join(hints, shape));
        features.Add(27, hints);
        features.Add(28, NameHash.Join(hints, i == low ? 1u : 0u));
        var (hintsBefore, hintsAfter) = (Hints(i - 1, low, high), Hints(i + 1, low, high));
        features.Add(29, hintsBefore);
        features.Add(30, hintsAfter);
        features.Add(31, NameHash.Join(hintsBefore, hints));
        features.Add(32, NameHash.Join(hints, hintsAfter));
        features.Add(33, NameHash.Join(before, hints));
        features.Add(34, NameHash.Join(after, hints));
        for (var bit = 0; bit < 16; bit++)
        {
            if ((hints >> bit & 1) != 0)
                features.Add(35, (uint)bit);
            if ((hintsBefore >> bit & 1) != 0)
                features.Add(36, (uint)bit);
            if ((hintsAfter >> bit & 1) != 0)
                features.Add(37, (uint)bit);
        }

        var (cluster, clusterBefore, clusterAfter) = (word.Cluster, Cluster(i - 1, low, high), Cluster(i + 1, low, high));
        features.Add(38, cluster);
        features.Add(39, clusterBefore);
        features.Add(40, clusterAfter);
        features.Add(41, NameHash.Join(clusterBefore, shape));
        features.Add(42, NameHash.Join(shape, clusterAfter));
        features.Add(43, NameHash.Join(Cluster(i - 2, low, high), clusterBefore));
        features.Add(44, NameHash.Join(clusterAfter, Cluster(i + 2, low, high)));
        features.Add(45, NameHash.Join(clusterBefore, clusterAfter));
        if (word.Listed != 0)
        {
            features.Add(46, word.Listed);
            features.Add(47, NameHash.Join(word.Listed, i > low && _words[i - 1].Capital ? 1u : 0u));
        }

        if (form == NameCase.Mixed)
            AddRun(ref features, i, low, high);
        AddCompany(ref features, i);
        return features.Count;
    }

    /// <summary>The run of capitals around the word: where it stands in it, how it begins and ends, and what is on either side.</summary>
    private void AddRun(ref Features features, int i, int low, int high)
    {
        if (!_words[i].Capital)
        {
            features.Add(50, _words[i].Lower);
            return;
        }

        var (start, end) = (i, i + 1);
        while (start > low && i - start < 6 && _words[start - 1].Capital)
            start--;
        while (end < high && end - i < 6 && _words[end].Capital)
            end++;
        var place = NameHash.Join((uint)Math.Min(i - start, 3), (uint)Math.Min(end - i, 4));
        features.Add(51, place);
        features.Add(52, NameHash.Join((uint)_words[end - 1].Hints, (uint)Math.Min(end - i, 4)));
        features.Add(53, NameHash.Join(_words[end - 1].Lower, end - 1 == i ? 1u : 0u));
        features.Add(54, NameHash.Join(_words[start].Lower, start == i ? 1u : 0u));
        features.Add(55, NameHash.Join((uint)_words[start].Hints, (uint)Math.Min(i - start, 3)));
        features.Add(56, Lower(start - 1, low, high));
        features.Add(57, Lower(end, low, high));
        features.Add(58, NameHash.Join(Lower(start - 1, low, high), Lower(start - 2, low, high)));
        features.Add(59, NameHash.Join(Lower(end, low, high), Lower(end + 1, low, high)));
        features.Add(60, NameHash.Join(NameHash.Join(Lower(start - 1, low, high), Lower(end, low, high)), place));
        features.Add(61, NameHash.Join(Cluster(start - 1, low, high), Cluster(end, low, high)));
        features.Add(62, NameHash.Join(Cluster(end, low, high), place));
        features.Add(63, NameHash.Join(Cluster(start - 1, low, high), place));
        var (heads, people) = (0u, 0u);
        for (var k = start; k < end; k++)
        {
            heads |= (_words[k].Hints & NameHints.BodyHead) != 0 ? 1u : (_words[k].Hints & NameHints.PlaceHead) != 0 ? 2u : 0;
            people |= (_words[k].Hints & NameHints.FirstName) != 0 ? 1u : (_words[k].Hints & NameHints.Title) != 0 ? 2u : 0;
        }

        features.Add(64, NameHash.Join(heads, place));
        features.Add(65, NameHash.Join(people, place));
        if (end - start > 1)
            features.Add(66, NameHash.Join(_words[start].Lower, _words[end - 1].Lower));
        features.Add(67, NameHash.Join((uint)_words[start].Hints, (uint)_words[end - 1].Hints));
    }

    private void AddCompany(ref Features features, int i)
    {
        if (!_words[i].Capital || !_company.TryGetValue(_words[i].Lower, out var row))
            return;
        var own = Company(i);
        for (var kind = 0; kind < Companies; kind++)
        {
            var others = _companyCounts[row + kind] - (own >> kind & 1);
            if (others > 0)
                features.Add(70, NameHash.Join((uint)kind, others > 2 ? 1u : 0u));
        }
    }

    private uint Lower(int i, int low, int high) => i < low ? 1u : i >= high ? 2u : _words[i].Lower;

    private uint Shape(int i, int low, int high, NameCase form) => i < low ? 1u : i >= high ? 2u : form == NameCase.Mixed ? _words[i].Shape : 3u;

    private uint Hints(int i, int low, int high) => i < low || i >= high ? 0 : (uint)_words[i].Hints;

    private uint Cluster(int i, int low, int high) => i < low ? 1001u : i >= high ? 1002u : _words[i].Cluster;
}

/// <summary>How a sentence is written.</summary>
internal enum NameCase
{
    /// <summary>Capitals tell names from words.</summary>
    Mixed,
    /// <summary>Most words have a capital, as in headlines.</summary>
    Title,
    /// <summary>Capitals only.</summary>
    Upper,
}

/// <summary>Collects features; what does not fit is dropped.</summary>
internal ref struct Features(Span<uint> into)
{
    private readonly Span<uint> _into = into;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(uint template, uint value)
    {
        if (Count < _into.Length)
            _into[Count++] = NameHash.Feature(template, value);
    }
}
