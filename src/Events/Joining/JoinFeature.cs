namespace Sitrep.Events.Joining;

/// <summary>What two accounts may share or contradict each other in. Each has a weight in <see cref="JoinWeights"/>.</summary>
internal enum JoinFeature
{
#pragma warning disable CS1591 // Said once, in words, in JoinReasons.
    Bias,
    SamePlace, SameDistrict, SameProvince, SameCountry, InsideDistrict, InsideProvince, InsideCountry, Within5Km, Within30Km, FartherOff, OtherPlace, NoPlace,
    CarriedSamePlace, CarriedInside, CarriedOther,
    SameSpot, OtherSpot,
    SameStatedDay, SameDay, DayApart, StatedDayApart, DaysApart, StatedDaysApart, OverlappingDays,
    SameType, OtherType, SameMode, SharedMode, OneMode, OtherMode,
    SameActor, SameActingSector, OtherActor, OtherActingSector,
    SameTarget, SameReceivingSector, OtherTarget, OtherReceivingSector,
    SameTargetKind, OtherTargetKind, SameMeans, OtherMeans,
    SameDead, SameOneDead, SameManyDead, FittingDead, NearDead, OtherDead, VeryOtherDead, OneGivesDead,
    SameHarmed, NearHarmed, OtherHarmed,
    SharedWord, NothingShared, SharedName, OtherNames, BothTellOn, SharedSubject, OtherSubject, FewWordsToldOn, MostWordsShared,
    SameReport, ToldOn, SameStory, PlannedAndDone, DeniedAndTold, VerbalDeed,
#pragma warning restore CS1591
}
