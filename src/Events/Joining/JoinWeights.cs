using System.Collections.Frozen;
using static Sitrep.Events.Joining.JoinFeature;

namespace Sitrep.Events.Joining;

/// <summary>What each feature counts, in hundredths of a nat of the odds that two accounts tell of one happening.</summary>
internal static class JoinWeights
{
    /// <summary>Names these weights and the features; another version joins everything anew.</summary>
    public const string Version = "3";

    /// <summary>Two clusters are one where the mean over their pairs reaches this.</summary>
    public const int Threshold = 50;

    /// <summary>An account that only tells on of another joins that one's incident where the mean over the incident's other reports reaches this.</summary>
    public const int AsideThreshold = -80;

    private static readonly FrozenDictionary<JoinFeature, int> Weights = new Dictionary<JoinFeature, int>
    {
        [Bias] = -330,
        [SamePlace] = 130,
        [SameDistrict] = 110,
        [SameProvince] = 70,
        [SameCountry] = -50,
        [InsideDistrict] = 90,
        [InsideProvince] = 50,
        [InsideCountry] = -50,
        [Within5Km] = 80,
        [Within30Km] = -80,
        [FartherOff] = -450,
        [OtherPlace] = -200,
        [NoPlace] = -80,
        [CarriedSamePlace] = 80,
        [CarriedInside] = 30,
        [CarriedOther] = -150,
        [SameSpot] = 80,
        [OtherSpot] = -180,
        [SameStatedDay] = 130,
        [SameDay] = 150,
        [DayApart] = -60,
        [StatedDayApart] = -280,
        [DaysApart] = -120,
        [StatedDaysApart] = -700,
        [OverlappingDays] = 20,
        [SameType] = 30,
        [OtherType] = -60,
        [SameMode] = 70,
        [SharedMode] = 20,
        [OneMode] = 0,
        [OtherMode] = -120,
        [SameActor] = 40,
        [SameActingSector] = 30,
        [OtherActor] = -60,
        [OtherActingSector] = -70,
        [SameTarget] = 150,
        [SameReceivingSector] = 70,
        [OtherTarget] = -320,
        [OtherReceivingSector] = -130,
        [SameTargetKind] = 190,
        [OtherTargetKind] = -250,
        [SameMeans] = 60,
        [OtherMeans] = -70,
        [SameDead] = 150,
        [SameOneDead] = 70,
        [SameManyDead] = 120,
        [FittingDead] = 30,
        [NearDead] = 0,
        [OtherDead] = -250,
        [VeryOtherDead] = -380,
        [OneGivesDead] = -20,
        [SameHarmed] = 60,
        [NearHarmed] = 0,
        [OtherHarmed] = -130,
        [SharedWord] = 35,
        [NothingShared] = -70,
        [SharedName] = 70,
        [OtherNames] = -130,
        [BothTellOn] = -80,
        [SharedSubject] = 130,
        [OtherSubject] = -170,
        [FewWordsToldOn] = -30,
        [MostWordsShared] = 50,
        [SameReport] = -300,
        [ToldOn] = 330,
        [SameStory] = 220,
        [PlannedAndDone] = -400,
        [DeniedAndTold] = -100,
        [VerbalDeed] = -180,
    }.ToFrozenDictionary();

    private static readonly int[] Table = [.. Enum.GetValues<JoinFeature>().Select(f => Weights.GetValueOrDefault(f))];

    /// <summary>Weight of a feature.</summary>
    public static int Of(JoinFeature feature) => Table[(int)feature];
}
