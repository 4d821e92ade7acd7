using System.Collections.Frozen;
using System.Globalization;
using static Sitrep.Events.Joining.JoinFeature;

namespace Sitrep.Events.Joining;

/// <summary>Why accounts are held to be of one happening, in words, with what each reason weighs in nats.</summary>
internal static class JoinReasons
{
    private const int MaxReasons = 25;

    private static readonly FrozenDictionary<JoinFeature, string> Words = new Dictionary<JoinFeature, string>
    {
        [Bias] = "before anything is known",
        [SamePlace] = "same place",
        [SameDistrict] = "same district",
        [SameProvince] = "same province",
        [SameCountry] = "same country, no nearer place",
        [InsideDistrict] = "one place lies in the other's district",
        [InsideProvince] = "one place lies in the other's province",
        [InsideCountry] = "one says no more than the country",
        [Within5Km] = "places within 5 km",
        [Within30Km] = "places within 30 km",
        [FartherOff] = "places more than 30 km apart",
        [OtherPlace] = "other places",
        [NoPlace] = "no place known",
        [CarriedSamePlace] = "same place as the text around",
        [CarriedInside] = "places one in the other, as the text around",
        [CarriedOther] = "other places, as the text around",
        [SameSpot] = "same spot named",
        [OtherSpot] = "other spots named",
        [SameStatedDay] = "same day stated",
        [SameDay] = "same day",
        [DayApart] = "a day apart, not both stated",
        [StatedDayApart] = "stated a day apart",
        [DaysApart] = "days apart",
        [StatedDaysApart] = "stated days apart",
        [OverlappingDays] = "days overlap",
        [SameType] = "same type",
        [OtherType] = "other type",
        [SameMode] = "same mode",
        [SharedMode] = "a mode in common",
        [OneMode] = "one gives no mode",
        [OtherMode] = "other modes",
        [SameActor] = "same actor",
        [SameActingSector] = "actors of one sector",
        [OtherActor] = "other actors named",
        [OtherActingSector] = "actors of other sectors",
        [SameTarget] = "same target named",
        [SameReceivingSector] = "targets of one sector",
        [OtherTarget] = "other targets named",
        [OtherReceivingSector] = "targets of other sectors",
        [SameTargetKind] = "same kind of target",
        [OtherTargetKind] = "other kinds of target",
        [SameMeans] = "same means",
        [OtherMeans] = "other means",
        [SameDead] = "same number of dead",
        [SameOneDead] = "one dead in both",
        [SameManyDead] = "and not a small one",
        [FittingDead] = "numbers of dead fit",
        [NearDead] = "numbers of dead are near",
        [OtherDead] = "numbers of dead differ",
        [VeryOtherDead] = "numbers of dead differ widely",
        [OneGivesDead] = "only one gives a number of dead",
        [SameHarmed] = "same number of hurt",
        [NearHarmed] = "numbers of hurt are near",
        [OtherHarmed] = "numbers of hurt differ",
        [SharedWord] = "words in common",
        [NothingShared] = "no word beside those for the deed in common",
        [SharedName] = "names in common",
        [OtherNames] = "other names",
        [BothTellOn] = "both only tell on",
        [SharedSubject] = "their reports begin with the same",
        [OtherSubject] = "their reports begin with something else",
        [FewWordsToldOn] = "hardly a word in common, one tells on",
        [MostWordsShared] = "most words in common",
        [SameReport] = "told apart by one report",
        [ToldOn] = "one report tells on",
        [SameStory] = "copies of one story",
        [PlannedAndDone] = "one only plans it",
        [DeniedAndTold] = "one denies it",
        [VerbalDeed] = "a deed of words",
    }.ToFrozenDictionary();

    /// <summary>For each event but the first its strongest tie to one before it; empty for one alone.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Signature> cluster, PairDecisions decisions)
    {
        var reasons = new List<string>();
        for (var i = 1; i < cluster.Count && reasons.Count < MaxReasons; i++)
        {
            var partner = cluster.Take(i).MaxBy(earlier => (Said(decisions, cluster[i], earlier), PairFeatures.Score(cluster[i], earlier), -earlier.EventId))!;
            var names = $"{EventName.Of(cluster[i].EventId)} and {EventName.Of(partner.EventId)}";
            reasons.Add(Said(decisions, cluster[i], partner) ? $"{names}: an analyst said so" : $"{names}: {Describe(cluster[i], partner)}");
        }

        return reasons;
    }

    /// <summary>What two share and where they differ, the weightiest first.</summary>
    public static string Describe(Signature a, Signature b)
    {
        var features = new List<(string Words, int Weight)>();
        PairFeatures.Collect(a, b, (feature, times) =>
        {
            if (feature != Bias && JoinWeights.Of(feature) is not 0 and var weight)
            {
                features.Add((times > 1 ? $"{times.ToString(CultureInfo.InvariantCulture)} {Words[feature]}" : Words[feature], weight * times));
            }
        });
        return string.Join(", ", features.OrderByDescending(f => f.Weight).Select(f => $"{f.Words} ({Nats(f.Weight)})")) + $"; together {Nats(PairFeatures.Score(a, b))}";
    }

    private static bool Said(PairDecisions decisions, Signature a, Signature b) => decisions.Demands(a.EventId, b.EventId);

    private static string Nats(int weight) => (weight / 100.0).ToString("+0.0#;-0.0#;0", CultureInfo.InvariantCulture);
}
