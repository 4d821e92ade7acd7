using Sitrep.Gazetteer.Index;
using Sitrep.Language;
using Sitrep.Language.Toponyms;

namespace Sitrep.Gazetteer.Resolution;

/// <summary>Finds the places that a name may mean, and weighs them by what no other name of the report changes.</summary>
internal sealed class CandidateFinder(GazetteerIndex index, RankerModel model, bool trace)
{
    private const int MaxCandidates = 80;

    // Names of so few letters have too many look-alikes among other transliterations.
    private const int MinVariantLength = 5;

    /// <summary>The candidates of a mention.</summary>
    public ReportName Find(string folded, string text, ToponymMention mention)
    {
        var written = mention.Span.Of(text);
        var name = new ReportName();
        if (folded.Length == 0)
            return name;
        Add(name, folded, written, mention.Usage, "", false, false);
        if (!name.IsKnown && written.IndexOf(',', StringComparison.Ordinal) is var comma and > 0)
        {
            // "Paris, Texas" in one span: the first part, inside the second.
            Add(name, Folding.Fold(NameForms.Bare(written.AsSpan(0, comma))), written[..comma], mention.Usage, "", false, false);
            MarkInside(name, Folding.Fold(NameForms.Bare(written.AsSpan(comma + 1))));
        }
        foreach (var (form, kind, isPart) in name.IsKnown ? [] : NameForms.Others(folded))
        {
            Add(name, form, written, mention.Usage, kind, isPart, false);
            if (name.IsKnown)
                break;
        }
        if (!name.IsKnown && folded.Length >= MinVariantLength)
        {
            foreach (var variant in index.Variants(folded))
                Add(name, index.Keys.Key(variant), written, mention.Usage, "", false, true);
        }
        name.Unite();
        return name;
    }

    /// <summary>Notes that an area of this name stands beside.</summary>
    public void MarkInside(ReportName name, string area)
    {
        var postings = index.Exact(area);
        foreach (ref var candidate in name.Span)
        {
            for (var n = 0; n < postings.Count; n++)
            {
                var row = postings[n].Row;
                if (row != candidate.Row && index.FeatureAt(row)[0] is 'A' or 'L' && index.IsWithin(candidate.Row, row, 0))
                {
                    Put(ref candidate, RankerFeature.InsideAreaBeside, 16);
                    break;
                }
            }
        }
    }

    /// <summary>Counts a feature of a candidate.</summary>
    public void Put(ref Candidate candidate, RankerFeature feature, int value)
    {
        candidate.Base += model.Weights[(int)feature] * value >> 6;
        if (candidate.Features is not null)
            candidate.Features[(int)feature] += value;
    }

    private void Add(ReportName name, string folded, string written, ToponymUsage usage, string kind, bool isPart, bool isVariant)
    {
        var postings = index.Exact(folded);
        var asCode = postings.Count > 0 && IsWrittenAsCode(written);
        // The best known first: what is left out of a long list is hamlets.
        for (var n = 0; n < postings.Count && name.Candidates.Count < MaxCandidates; n++)
        {
            var posting = postings[n];
            if (posting.Kind == PlaceNameKind.Code && !asCode && written.Length < 4)
                continue;
            var candidate = Create(posting, usage, asCode, isPart, kind);
            if (kind.Length > 0)
                Put(ref candidate, index.FeatureAt(posting.Row).StartsWith(kind, StringComparison.Ordinal) ? RankerFeature.KindFits : RankerFeature.KindDiffers, 16);
            if (isVariant)
                Put(ref candidate, RankerFeature.OtherSpelling, 16);
            name.Candidates.Add(candidate);
        }
    }

    private Candidate Create(Posting posting, ToponymUsage usage, bool asCode, bool isPart, string kind)
    {
        var row = posting.Row;
        var feature = index.FeatureAt(row);
        var (division, district) = index.DivisionsAt(row);
        var candidate = new Candidate
        {
            Row = row,
            Division = division,
            District = district,
            CountryRow = (ushort)index.CountryRowAt(row),
            IsPart = isPart || kind.StartsWith('A') && feature[0] == 'P',
            IsDemonym = posting.Kind == PlaceNameKind.Demonym,
            IsSpot = feature[0] == 'P' || feature == "A.ADM2",
            Point = index.PointAt(row),
            Features = trace ? new int[RankerModel.FeatureCount] : null,
        };
        var weight = PlaceWeights.Log16(index.WeightAt(row));
        Put(ref candidate, RankerFeature.Weight, weight);
        Put(ref candidate, RankerFeature.WeightHigh, Math.Max(0, weight - 272));
        Put(ref candidate, RankerFeature.NameCount, PlaceWeights.Log16(index.NameCountAt(row)));
        if (posting.IsMain)
            Put(ref candidate, RankerFeature.MainName, 16);
        if (KindOf(feature) is { } kindFeature)
            Put(ref candidate, kindFeature, 16);
        switch (posting.Kind)
        {
            case PlaceNameKind.Demonym:
                Put(ref candidate, usage == ToponymUsage.Associative ? RankerFeature.DemonymAsSuch : RankerFeature.DemonymAsPlace, 16);
                break;
            case PlaceNameKind.Code when !asCode:
                Put(ref candidate, RankerFeature.CodeWrittenSmall, 16);
                break;
            case PlaceNameKind.Code when feature[0] == 'P':
                Put(ref candidate, RankerFeature.CodeOfTown, 16);
                break;
            case PlaceNameKind.Historic:
                Put(ref candidate, RankerFeature.Historic, 16);
                break;
        }
        return candidate;
    }

    private static RankerFeature? KindOf(string feature) => feature switch
    {
        "A.ADM1" => RankerFeature.Division,
        "A.ADM2" => RankerFeature.District,
        "P.PPLC" => RankerFeature.Capital,
        "P.PPLA" => RankerFeature.Seat,
        "P.PPLX" or "P.PPLQ" or "P.PPLH" or "P.PPLW" => RankerFeature.PartOfTown,
        _ => feature[0] switch
        {
            'A' => Building.DumpReader.IsCountry(feature) ? RankerFeature.Country : RankerFeature.OtherArea,
            'L' or 'T' or 'H' or 'U' => RankerFeature.Region,
            'P' => null,
            _ => RankerFeature.Site,
        },
    };

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
}
