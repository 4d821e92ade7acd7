using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Chooses by what is known of each place (inhabitants, kind) and by what the report says of it: areas named beside it, and where its other places lie.</summary>
/// <remarks>
/// Scores are integers in sixteenths of a bit: 16 more means twice as likely. One name means one place throughout a report. The constants are our judgement,
/// checked on LGL and TR-News (development data); a fitted ranker is to replace them behind the same interface.
/// </remarks>
public sealed class ToponymResolver : IToponymResolver
{
    private const int MaxCandidates = 60;
    private const int Rounds = 3;

    private const int MainName = 32;
    private const int DemonymInAssociativeUse = 96;
    private const int DemonymInLiteralUse = -16;
    private const int CodeWrittenSmall = -400;
    private const int CodeOfTown = -96;
    private const int KindNamed = 80;
    private const int KindOther = -80;
    private const int AreaNamedBeside = 224;
    private const int AreaContainsNeighbour = 128;
    private const int ContextCountry = 40;
    private const int CountrySupport = 48;
    private const int DivisionSupport = 60;
    private const int NearSupport = 60;
    private const int NearKm = 150;
    private const int Window = 24;

    private readonly GazetteerIndex _index;
    private readonly int[] _admin1;

    /// <summary>Resolves against this index.</summary>
    public ToponymResolver(GazetteerIndex index)
    {
        _index = index;
        _admin1 = new int[checked((int)index.Description.PlaceCount)];
        for (var row = 0; row < _admin1.Length; row++)
        {
            _admin1[row] = -1;
            for (var at = row; at >= 0; at = index.ParentAt(at))
            {
                if (index.FeatureAt(at) == "A.ADM1")
                    _admin1[row] = at;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResolvedToponym> Resolve(string text, IReadOnlyList<ToponymMention> mentions, ResolutionContext context, int maxAlternatives)
    {
        var names = new Dictionary<string, Name>(StringComparer.Ordinal);
        var nameOf = new Name[mentions.Count];
        for (var i = 0; i < mentions.Count; i++)
        {
            var folded = Folding.Fold(NameForms.Bare(text.AsSpan(mentions[i].Span.Start, mentions[i].Span.Length)));
            if (!names.TryGetValue(folded, out var name))
                names.Add(folded, name = Lookup(folded, text, mentions[i]));
            name.Count++;
            nameOf[i] = name;
        }
        var order = names.Values.ToArray(); // of first mention
        for (var i = 0; i < mentions.Count; i++)
            ReadBeside(text, mentions, nameOf, i);
        foreach (var name in order)
            AddContext(name, context);
        foreach (var name in order)
            name.Settle();
        var support = new Support(_index.CountryCount);
        for (var round = 0; round < Rounds; round++)
            AddSupport(order, support);
        var results = new ResolvedToponym[mentions.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Answer(text, mentions, nameOf, i, maxAlternatives);
        return results;
    }

    private Name Lookup(string folded, string text, ToponymMention mention)
    {
        var written = mention.Span.Of(text);
        var name = new Name();
        if (folded.Length == 0)
            return name;
        AddCandidates(name, folded, written, mention.Usage, "", false);
        if (name.Candidates.Count == 0 && written.IndexOf(',', StringComparison.Ordinal) is var comma and > 0)
        {
            // "Paris, Texas" in one span: the first part, inside the second.
            var area = Folding.Fold(NameForms.Bare(written.AsSpan(comma + 1)));
            AddCandidates(name, Folding.Fold(NameForms.Bare(written.AsSpan(0, comma))), written[..comma], mention.Usage, "", false);
            AddWithin(name, area);
        }
        foreach (var (form, kind, isPart) in name.Candidates.Count > 0 ? [] : NameForms.Others(folded))
        {
            AddCandidates(name, form, written, mention.Usage, kind, isPart);
            if (name.Candidates.Count > 0)
                break;
        }
        return name;
    }

    private void AddCandidates(Name name, string folded, string written, ToponymUsage usage, string kind, bool isPart)
    {
        var (start, end) = _index.Names.Exact(folded);
        if (start == end)
            return;
        var asCode = IsWrittenAsCode(written);
        for (var n = start; n < end; n++)
        {
            var row = _index.PlaceOfName(n);
            var feature = _index.FeatureAt(row);
            var score = PlaceWeights.Log16(_index.WeightAt(row)) + (_index.IsMainName(n) ? MainName : 0);
            score += _index.KindOfName(n) switch
            {
                PlaceNameKind.Demonym => usage == ToponymUsage.Associative ? DemonymInAssociativeUse : DemonymInLiteralUse,
                PlaceNameKind.Code when !asCode => CodeWrittenSmall,
                PlaceNameKind.Code when feature[0] == 'P' => CodeOfTown,
                PlaceNameKind.Historic => -64,
                _ => 0,
            };
            if (kind.Length > 0)
                score += feature.StartsWith(kind, StringComparison.Ordinal) ? KindNamed : KindOther;
            if (score <= -200)
                continue;
            name.Candidates.Add(new Candidate(row, score, isPart || kind.StartsWith('A') && feature[0] == 'P', _index.KindOfName(n) == PlaceNameKind.Demonym));
        }
        if (name.Candidates.Count > MaxCandidates)
        {
            name.Candidates.Sort(Candidate.BestFirst);
            name.Candidates.RemoveRange(MaxCandidates, name.Candidates.Count - MaxCandidates);
        }
    }

    private void AddWithin(Name name, string area)
    {
        var (start, end) = _index.Names.Exact(area);
        foreach (ref var candidate in name.Span)
        {
            for (var n = start; n < end; n++)
            {
                var row = _index.PlaceOfName(n);
                if (row != candidate.Row && _index.FeatureAt(row)[0] is 'A' or 'L' && _index.IsWithin(candidate.Row, row, 0))
                {
                    candidate.Base += AreaNamedBeside;
                    break;
                }
            }
        }
    }

    // "Kunduz province", "Alexandria, La.", "Mosul (Iraq)"
    private void ReadBeside(string text, IReadOnlyList<ToponymMention> mentions, Name[] nameOf, int i)
    {
        var name = nameOf[i];
        var end = mentions[i].Span.End;
        if (name.KindBeside is null && NextWord(text, end) is { Length: > 0 } word && NameForms.ClassOf(Folding.Fold(word)) is { Length: > 0 } kind)
        {
            name.KindBeside = kind;
            foreach (ref var candidate in name.Span)
                candidate.Base += _index.FeatureAt(candidate.Row).StartsWith(kind, StringComparison.Ordinal) ? KindNamed : KindOther;
        }
        if (i + 1 < mentions.Count && IsBesideMark(text.AsSpan(end, mentions[i + 1].Span.Start - end)) && nameOf[i + 1] != name)
        {
            Join(name, nameOf[i + 1]);
        }
        else if (!name.HasAreaInText && WordsAfterComma(text, end) is { } words)
        {
            // The area may not have been given as a toponym.
            for (var length = words.Count; length > 0; length--)
            {
                var area = Folding.Fold(string.Join(' ', words.Take(length)));
                if (!IsArea(area))
                    continue;
                name.HasAreaInText = true;
                AddWithin(name, area);
                break;
            }
        }
    }

    private void Join(Name name, Name area)
    {
        foreach (ref var outer in area.Span)
        {
            if (_index.FeatureAt(outer.Row)[0] is not ('A' or 'L'))
                continue;
            var holds = false;
            foreach (ref var inner in name.Span)
            {
                if (inner.Row == outer.Row || !_index.IsWithin(inner.Row, outer.Row, 0))
                    continue;
                if (inner.Joined != area)
                    inner.Base += AreaNamedBeside;
                inner.Joined = area;
                holds = true;
            }
            if (holds && outer.Joined != name)
            {
                outer.Base += AreaContainsNeighbour;
                outer.Joined = name;
            }
        }
    }

    private bool IsArea(string folded)
    {
        var (start, end) = _index.Names.Exact(folded);
        for (var n = start; n < end; n++)
        {
            if (_index.KindOfName(n) != PlaceNameKind.Demonym && _index.FeatureAt(_index.PlaceOfName(n)) is "A.PCLI" or "A.ADM1" or "A.PCLD" or "A.TERR")
                return true;
        }
        return false;
    }

    private void AddContext(Name name, ResolutionContext context)
    {
        if (context.CountryCodes.Count == 0 && context.Bias is null)
            return;
        foreach (ref var candidate in name.Span)
        {
            foreach (var code in context.CountryCodes)
            {
                if (_index.CountryRowOf(code) is var country and > 0 && _index.CountryRowAt(candidate.Row) == country)
                {
                    candidate.Base += ContextCountry;
                    break;
                }
            }
            if (context.Bias is { } bias)
                candidate.Base += Math.Max(0, 80 - PlaceWeights.Log16((long)(Geodesy.DistanceM(bias, _index.PointAt(candidate.Row)) / 20_000)));
        }
    }

    // Each name lends its countries and divisions, and the surroundings of its likeliest place, to every other name.
    private void AddSupport(Name[] names, Support support)
    {
        support.Clear();
        foreach (var name in names)
            Lend(name, support, 1);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            if (name.Candidates.Count < 2)
                continue;
            Lend(name, support, -1);
            foreach (ref var candidate in name.Span)
            {
                var country = support.OfCountry(_index.CountryRowAt(candidate.Row));
                var division = support.OfDivision(_admin1[candidate.Row]);
                candidate.Support = CountrySupport * PlaceWeights.Log16(1024 + country) / 16 - CountrySupport * 10
                    + DivisionSupport * PlaceWeights.Log16(1024 + division) / 16 - DivisionSupport * 10
                    + NearSupport * PlaceWeights.Log16(1024 + Near(names, i, candidate.Row)) / 16 - NearSupport * 10;
            }
            Lend(name, support, 1);
        }
        foreach (var name in names)
            name.Settle();
    }

    private void Lend(Name name, Support support, int sign)
    {
        foreach (var candidate in name.Span)
        {
            if (candidate.Share < 32)
                continue;
            var lent = sign * (long)candidate.Share * Math.Min(4, name.Count);
            support.Add(_index.CountryRowAt(candidate.Row), _admin1[candidate.Row], lent);
        }
    }

    private long Near(Name[] names, int self, int row)
    {
        if (_index.FeatureAt(row)[0] != 'P' && _index.FeatureAt(row) != "A.ADM2")
            return 0;
        var point = _index.PointAt(row);
        var near = 0L;
        var last = Math.Min(names.Length - 1, self + Window);
        for (var i = Math.Max(0, self - Window); i <= last; i++)
        {
            if (i == self || names[i].Best is not { } best || best.Row == row)
                continue;
            var feature = _index.FeatureAt(best.Row);
            if (feature[0] != 'P' && feature != "A.ADM2")
                continue;
            var other = _index.PointAt(best.Row);
            if (Math.Abs(other.Latitude - point.Latitude) > 1.2)
                continue;
            var km = Geodesy.DistanceM(point, other) / 1000;
            if (km < NearKm)
                near += best.Share * (long)(NearKm - km) / NearKm;
        }
        return near;
    }

    private ResolvedToponym Answer(string text, IReadOnlyList<ToponymMention> mentions, Name[] nameOf, int i, int maxAlternatives)
    {
        var mention = mentions[i];
        var name = nameOf[i];
        var result = new ResolvedToponym { Span = mention.Span, Usage = mention.Usage };
        if (name.Best is not { } best)
            return AnswerByArea(text, mentions, nameOf, i, result);
        var alternatives = name.Alternatives ??= AlternativesOf(name, maxAlternatives);
        if (best.Share < 64 && name.Candidates.Count > 1)
            return result with { Unresolved = UnresolvedReason.Ambiguous, Alternatives = alternatives };
        var place = name.Place ??= _index.PlaceAt(best.Row, false);
        var relative = mention.Usage == ToponymUsage.Literal ? RelativePlace.Before(text, mention.Span.Start) : default;
        return result with
        {
            Place = place,
            Usage = best.IsDemonym ? ToponymUsage.Associative : mention.Usage,
            Precision = relative.IsNear || best.IsPart && place.FeatureClass == "P" ? GeoPrecision.Near : PrecisionOf(place),
            Confidence = Probability(best.Share),
            Alternatives = alternatives,
            Point = relative is { DistanceM: { } distance, Bearing: { } bearing } ? Geodesy.Destination(place.Point, bearing, distance) : null,
        };
    }

    private List<PlaceCandidate> AlternativesOf(Name name, int most)
    {
        var alternatives = new List<PlaceCandidate>(Math.Min(most, name.Candidates.Count));
        for (var k = 1; k < name.Candidates.Count && alternatives.Count < most; k++)
            alternatives.Add(new PlaceCandidate(_index.PlaceAt(name.Candidates[k].Row, false), Probability(name.Candidates[k].Share)));
        return alternatives;
    }

    // A spot that the gazetteer lacks lies in the area named beside it: "the Zakhil neighbourhood of Kunduz", "Dasht-e Archi, Kunduz".
    private ResolvedToponym AnswerByArea(string text, IReadOnlyList<ToponymMention> mentions, Name[] nameOf, int i, ResolvedToponym result)
    {
        var unknown = result with { Unresolved = UnresolvedReason.NotInGazetteer };
        if (i + 1 >= mentions.Count || nameOf[i + 1].Best is not { } area)
            return unknown;
        var between = text.AsSpan(result.Span.End, mentions[i + 1].Span.Start - result.Span.End);
        if (!IsBesideMark(between) && !IsPartOf(between))
            return unknown;
        var place = nameOf[i + 1].Place ??= _index.PlaceAt(area.Row, false);
        return result with
        {
            Place = place,
            Precision = place.FeatureClass == "P" ? GeoPrecision.Near : PrecisionOf(place),
            Confidence = Probability(area.Share * 3 / 4),
        };
    }

    private static GeoPrecision PrecisionOf(Place place) => (place.FeatureClass, place.FeatureCode) switch
    {
        ("A", "ADM1" or "ADM1H") => GeoPrecision.Adm1,
        ("A", "ADM2" or "ADM2H") => GeoPrecision.Adm2,
        ("A", "ADM3" or "ADM4" or "ADM5" or "ADMD") => GeoPrecision.Exact,
        ("A", _) => GeoPrecision.Country,
        ("L" or "T" or "H", _) => GeoPrecision.Region,
        _ => GeoPrecision.Exact,
    };

    private static double Probability(int share) => Math.Round(share / 1024.0, 3);

    // "US", "U.S.", "Conn.": capitals, or a point at the end.
    private static bool IsWrittenAsCode(string written)
    {
        var capitals = 0;
        foreach (var c in written)
        {
            if (char.IsUpper(c))
                capitals++;
        }
        return capitals > 0 && (written.EndsWith('.') || capitals > 1 || written.Length > 4);
    }

    private static bool IsBesideMark(ReadOnlySpan<char> between)
    {
        between = between.Trim();
        return between is "," or "(" || between.Length == 2 && between[0] is '.' or '’' or '"' && between[1] == ',';
    }

    // " neighbourhood of ", " district in the city of "
    private static bool IsPartOf(ReadOnlySpan<char> between)
    {
        if (between.Length > 60)
            return false;
        Span<char> folded = stackalloc char[Folding.MaxLength(60)];
        var words = folded[..Folding.Fold(between, folded)];
        foreach (var part in PartWords)
        {
            if (!words.StartsWith(part, StringComparison.Ordinal))
                continue;
            var rest = words[part.Length..];
            return rest is " of" or " in" or " of the city of" or " in the city of" or " in central" or " in northern" or " in southern" or " in eastern" or " in western" or " of the" or " outside" or " near";
        }
        return words is "in" or "near";
    }

    private static readonly string[] PartWords =
        ["neighbourhood", "neighborhood", "district", "quarter", "area", "suburb", "village", "camp", "market", "square", "township", "town", "crossing", "checkpoint", "hospital", "airport", "base"];

    private static ReadOnlySpan<char> NextWord(string text, int start)
    {
        if (start >= text.Length || text[start] != ' ')
            return [];
        var end = start + 1;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        return text.AsSpan(start + 1, end - start - 1);
    }

    private static List<string>? WordsAfterComma(string text, int start)
    {
        if (start + 2 >= text.Length || text[start] != ',' || text[start + 1] != ' ')
            return null;
        var words = new List<string>(3);
        for (var at = start + 2; words.Count < 3 && at < text.Length && char.IsUpper(text[at]);)
        {
            var end = at;
            while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '.' or '-' or '\''))
                end++;
            words.Add(text[at..end]);
            if (end >= text.Length || text[end] != ' ')
                break;
            at = end + 1;
        }
        return words.Count == 0 ? null : words;
    }

    /// <summary>A name of the report with the places that it may mean.</summary>
    private sealed class Name
    {
        // 2^(k/16) in thousandths, k = 0..15: powers of two without floating point.
        private static readonly int[] Fractions = [1000, 1044, 1091, 1139, 1189, 1242, 1297, 1354, 1414, 1477, 1542, 1610, 1682, 1756, 1834, 1915];

        public List<Candidate> Candidates { get; } = [];

        public int Count { get; set; }

        public string? KindBeside { get; set; }

        public bool HasAreaInText { get; set; }

        /// <summary>The entry chosen, made once for all mentions.</summary>
        public Place? Place { get; set; }

        public List<PlaceCandidate>? Alternatives { get; set; }

        public Candidate? Best => Candidates.Count == 0 ? null : Candidates[0];

        public Span<Candidate> Span => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Candidates);

        /// <summary>Puts the best first and gives each its share of 1,024; several names of one place count once.</summary>
        public void Settle()
        {
            if (Candidates.Count == 0)
                return;
            Candidates.Sort(Candidate.BestFirst);
            for (var i = 1; i < Candidates.Count;)
            {
                var row = Candidates[i].Row;
                if (Candidates.FindIndex(c => c.Row == row) < i)
                    Candidates.RemoveAt(i);
                else
                    i++;
            }
            var best = Candidates[0].Score;
            var sum = 0L;
            foreach (var candidate in Span)
                sum += Power(candidate.Score - best);
            foreach (ref var candidate in Span)
                candidate.Share = (int)(Power(candidate.Score - best) * 1024 / sum);
        }

        // 2^(difference/16) in billionths; difference is not above 0.
        private static long Power(int difference)
        {
            var whole = difference >> 4;
            return whole < -30 ? 0 : Fractions[difference & 15] * 1_000_000L >> -whole;
        }
    }

    private record struct Candidate(int Row, int Base, bool IsPart, bool IsDemonym)
    {
        public int Support { get; set; }

        public int Share { get; set; }

        public Name? Joined { get; set; }

        public readonly int Score => Base + Support;

        // Rows are in the order of weight, ties by id, so this order is total.
        public static int BestFirst(Candidate a, Candidate b) => b.Score.CompareTo(a.Score) is var order and not 0 ? order : a.Row.CompareTo(b.Row);
    }

    /// <summary>How much the names of a report speak for each country and first-order division.</summary>
    private sealed class Support(int countries)
    {
        private readonly long[] _countries = new long[countries];
        private readonly Dictionary<int, long> _divisions = [];

        public void Clear()
        {
            _countries.AsSpan().Clear();
            _divisions.Clear();
        }

        public void Add(int country, int division, long amount)
        {
            _countries[country] += amount;
            if (division >= 0)
                _divisions[division] = _divisions.GetValueOrDefault(division) + amount;
        }

        public long OfCountry(int country) => country == 0 ? 0 : Math.Max(0, _countries[country]);

        public long OfDivision(int division) => division < 0 ? 0 : Math.Max(0, _divisions.GetValueOrDefault(division));
    }
}
