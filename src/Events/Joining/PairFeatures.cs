using System.Collections.Frozen;
using Sitrep.Events.V1;

namespace Sitrep.Events.Joining;

/// <summary>
/// Compares two accounts. Symmetric, in whole numbers, and of nothing but the two: that is why the partition does not depend on the order in
/// which reports came in.
/// </summary>
internal static class PairFeatures
{
    /// <summary>Metres a degree of latitude, on the sphere of mean radius.</summary>
    private const double MetresADegree = 111_195;

    /// <summary>Places so near each other are one town to most who tell of them.</summary>
    private const long NearM = 5_000;

    private const int MaxWords = 8;

    /// <summary>Modes of taking somebody: what one account calls an arrest, another calls an abduction.</summary>
    private static readonly FrozenSet<int> Takings = new[] { "arrest", "abduct", "seize" }.Select(SignatureReader.Hash32).ToFrozenSet();

    /// <summary>Armed people of whom nobody knows who they are: whoever is named by another account may be them.</summary>
    private static readonly int Unidentified = SignatureReader.Hash32("UAF");

    /// <summary>Calls <paramref name="add"/> for each feature that holds, with how strongly (1, or a count).</summary>
    public static void Collect(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        add(JoinFeature.Bias, 1);
        Place(a, b, add);
        Day(a, b, add);
        Deed(a, b, add);
        Sides(a, b, PartySide.Acting, JoinFeature.SameActor, JoinFeature.SameActingSector, JoinFeature.OtherActor, JoinFeature.OtherActingSector, add);
        Sides(a, b, PartySide.Receiving, JoinFeature.SameTarget, JoinFeature.SameReceivingSector, JoinFeature.OtherTarget, JoinFeature.OtherReceivingSector, add);
        Sets(a.Targets, b.Targets, JoinFeature.SameTargetKind, JoinFeature.OtherTargetKind, add);
        Sets(a.Means, b.Means, JoinFeature.SameMeans, JoinFeature.OtherMeans, add);
        Dead(a, b, add);
        Harmed(a, b, add);
        Wording(a, b, add);
        if (a.Report == b.Report)
        {
            // A report that tells of a second deed says when that was; where it goes on without a day it tells on of the first.
            add(TellsOn(a, b) ? JoinFeature.ToldOn : JoinFeature.SameReport, 1);
        }
        else if (a.Story == b.Story)
        {
            add(JoinFeature.SameStory, 1);
        }
    }

    /// <summary>The sum of the weights of what holds.</summary>
    public static int Score(Signature a, Signature b)
    {
        var sum = 0;
        Collect(a, b, (feature, times) => sum += JoinWeights.Of(feature) * times);
        return sum;
    }

    /// <summary>One report tells of both, and of one of them without saying when.</summary>
    private static bool TellsOn(Signature a, Signature b) => a.Report == b.Report && a.DayIsStated != b.DayIsStated;

    private static void Place(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        if (a.Scale == PlaceScale.None || b.Scale == PlaceScale.None)
        {
            if (!TellsOn(a, b))
            {
                add(JoinFeature.NoPlace, 1);
            }

            return;
        }

        if (a.Spots.Count > 0 && b.Spots.Count > 0)
        {
            add(Shared(a.Spots, b.Spots) > 0 ? JoinFeature.SameSpot : JoinFeature.OtherSpot, 1);
        }

        if (a.PlaceIsCarried || b.PlaceIsCarried)
        {
            // One report carries places on from sentence to sentence: that says nothing of its own accounts.
            if (a.Report != b.Report)
            {
                var inside = a.Scale == PlaceScale.Country || b.Scale == PlaceScale.Country || a.Areas.Contains(b.Place) || b.Areas.Contains(a.Place)
                    || (a.Scale >= PlaceScale.District && b.Scale >= PlaceScale.District && DistanceM(a, b) <= NearM);
                add(a.Place == b.Place ? JoinFeature.CarriedSamePlace : inside ? JoinFeature.CarriedInside : JoinFeature.CarriedOther, 1);
            }

            return;
        }

        if (a.Place == b.Place)
        {
            add(a.Scale < b.Scale ? Same(a.Scale) : Same(b.Scale), 1);
            return;
        }

        var (outer, inner) = a.Scale < b.Scale ? (a, b) : (b, a);
        if (outer.Scale == PlaceScale.Country)
        {
            add(JoinFeature.InsideCountry, 1);
        }
        else if (inner.Areas.Contains(outer.Place) || outer.Areas.Contains(inner.Place))
        {
            add(outer.Scale == PlaceScale.Province ? JoinFeature.InsideProvince : JoinFeature.InsideDistrict, 1);
        }
        else if (outer.Scale >= PlaceScale.District && DistanceM(a, b) is { } metres)
        {
            add(metres <= NearM ? JoinFeature.Within5Km : metres <= 30_000 ? JoinFeature.Within30Km : JoinFeature.FartherOff, 1);
        }
        else
        {
            add(JoinFeature.OtherPlace, 1);
        }

        static JoinFeature Same(PlaceScale scale) => scale switch
        {
            PlaceScale.Country => JoinFeature.SameCountry,
            PlaceScale.Province => JoinFeature.SameProvince,
            PlaceScale.District => JoinFeature.SameDistrict,
            _ => JoinFeature.SamePlace,
        };
    }

    /// <summary>Flat earth is near enough for thirty kilometres; whole metres, so that no machine rounds otherwise.</summary>
    private static long? DistanceM(Signature a, Signature b)
    {
        if (a.Point is not { } p || b.Point is not { } q)
        {
            return null;
        }

        var north = (p.Latitude - q.Latitude) / 1e5 * MetresADegree;
        var east = (p.Longitude - q.Longitude) / 1e5 * MetresADegree * Math.Cos(double.DegreesToRadians((p.Latitude + q.Latitude) / 2e5));
        return (long)Math.Round(Math.Sqrt((north * north) + (east * east)));
    }

    private static void Day(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        var single = a.EndDay - a.StartDay == 1 && b.EndDay - b.StartDay == 1;
        if (!single)
        {
            var gap = Math.Max(a.StartDay, b.StartDay) - Math.Min(a.EndDay, b.EndDay);
            add(gap < 0 ? JoinFeature.OverlappingDays : JoinFeature.DaysApart, gap < 0 ? 1 : gap + 1);
            return;
        }

        if (TellsOn(a, b))
        {
            // The day was carried over, or is that of the report: it says nothing.
            return;
        }

        var (apart, stated) = (Math.Abs(a.StartDay - b.StartDay), a.DayIsStated && b.DayIsStated);
        if (apart <= 1)
        {
            add((apart, stated) switch
            {
                (0, true) => JoinFeature.SameStatedDay,
                (0, false) => JoinFeature.SameDay,
                (_, true) => JoinFeature.StatedDayApart,
                _ => JoinFeature.DayApart,
            }, 1);
        }
        else
        {
            add(stated ? JoinFeature.StatedDaysApart : JoinFeature.DaysApart, stated ? 1 : apart);
        }
    }

    private static void Deed(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        add(a.Type == b.Type ? JoinFeature.SameType : JoinFeature.OtherType, 1);
        if (a.Type < (short)EventType.Retreat || a.Type is > (short)EventType.Retreat and < (short)EventType.Protest)
        {
            add(JoinFeature.VerbalDeed, 1);
        }

        if (a.Modes.Count > 0 || b.Modes.Count > 0)
        {
            add(
                a.Modes.Count == 0 || b.Modes.Count == 0 ? JoinFeature.OneMode
                : a.Modes[0] == b.Modes[0] ? JoinFeature.SameMode
                : a.Modes.Any(b.Modes.Contains) || (a.Modes.Any(Takings.Contains) && b.Modes.Any(Takings.Contains)) ? JoinFeature.SharedMode
                : JoinFeature.OtherMode, 1);
        }

        static int Kind(short factuality) => factuality switch
        {
            (short)Factuality.Negated => 1,
            (short)Factuality.Future or (short)Factuality.Hypothetical => 2,
            _ => 0,
        };
        var (x, y) = (Kind(a.Factuality), Kind(b.Factuality));
        if (x != y)
        {
            add(x == 2 || y == 2 ? JoinFeature.PlannedAndDone : JoinFeature.DeniedAndTold, 1);
        }
    }

    private static void Sides(
        Signature a, Signature b, PartySide side, JoinFeature sameName, JoinFeature sameSector, JoinFeature otherName, JoinFeature otherSector, Action<JoinFeature, int> add)
    {
        var (x, y) = (a.Parties.Where(p => p.Side == side).ToList(), b.Parties.Where(p => p.Side == side).ToList());
        // Two judges are one actor to the dictionary; where other people are named they are two.
        var named = side == PartySide.Acting || a.Sentence.Names.Count == 0 || b.Sentence.Names.Count == 0 || Shared(a.Sentence.Names, b.Sentence.Names) > 0;
        if (named && x.Any(p => p.Actor != 0 && y.Any(q => q.Actor == p.Actor)))
        {
            add(sameName, 1);
            return;
        }

        if (named && x.Any(p => p.Actor != 0) && y.Any(p => p.Actor != 0))
        {
            add(otherName, 1);
        }

        if (x.Any(p => p.Sector != 0) && y.Any(p => p.Sector != 0))
        {
            if (x.Any(p => p.Sector != 0 && y.Any(q => q.Sector == p.Sector)))
            {
                add(sameSector, 1);
            }
            else if (!x.Concat(y).Any(p => p.Sector == Unidentified))
            {
                add(otherSector, 1);
            }
        }
    }

    private static void Sets(IReadOnlyList<int> a, IReadOnlyList<int> b, JoinFeature same, JoinFeature other, Action<JoinFeature, int> add)
    {
        if (a.Count > 0 && b.Count > 0)
        {
            add(Shared(a, b) > 0 ? same : other, 1);
        }
    }

    private static void Dead(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        const short killed = (short)Casualties.Types.Harm.Killed;
        var (x, y) = (a.Tolls.Where(t => t.Harm == killed).ToList(), b.Tolls.Where(t => t.Harm == killed).ToList());
        if (x.Count == 0 || y.Count == 0)
        {
            if (x.Count != y.Count)
            {
                add(JoinFeature.OneGivesDead, 1);
            }

            return;
        }

        var same = x.Where(t => t.IsExact && y.Any(u => u.IsExact && u.Low == t.Low)).Select(t => t.Low).DefaultIfEmpty().Max();
        if (same > 0)
        {
            add(same == 1 ? JoinFeature.SameOneDead : JoinFeature.SameDead, 1);
            if (same >= 5)
            {
                add(JoinFeature.SameManyDead, 1);
            }

            return;
        }

        add(Closest(x, y) switch
        {
            Fit.Fitting => JoinFeature.FittingDead,
            Fit.Near => JoinFeature.NearDead,
            Fit.Other => JoinFeature.OtherDead,
            _ => JoinFeature.VeryOtherDead,
        }, 1);
    }

    private static void Harmed(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        var fits = new List<Fit>();
        foreach (var harm in a.Tolls.Select(t => t.Harm).Distinct().Where(h => h != (short)Casualties.Types.Harm.Killed))
        {
            var (x, y) = (a.Tolls.Where(t => t.Harm == harm).ToList(), b.Tolls.Where(t => t.Harm == harm).ToList());
            if (y.Count > 0)
            {
                fits.Add(x.Any(t => t.IsExact && y.Any(u => u.IsExact && u.Low == t.Low)) ? Fit.Same : Closest(x, y));
            }
        }

        if (fits.Count > 0)
        {
            add(fits.Min() switch
            {
                Fit.Same => JoinFeature.SameHarmed,
                Fit.Fitting or Fit.Near => JoinFeature.NearHarmed,
                _ => JoinFeature.OtherHarmed,
            }, 1);
        }
    }

    private static Fit Closest(List<TollNumber> a, List<TollNumber> b) => a.SelectMany(_ => b, FitOf).Min();

    private static Fit FitOf(TollNumber a, TollNumber b)
    {
        // "At least 12" says that it is about 12: an open end is not taken for leave to be anything.
        var (low, high) = (Math.Max(1, Math.Min(a.Low, b.Low)), Math.Max(1, Math.Max(a.Low, b.Low)));
        var within = a.Low <= b.High && b.Low <= a.High;
        return within && high <= (2 * low) + 1 ? Fit.Fitting
            : high <= (low * 3 / 2) + 2 ? Fit.Near
            : high <= (low * 3) + 2 ? Fit.Other
            : Fit.VeryOther;
    }

    private static void Wording(Signature a, Signature b, Action<JoinFeature, int> add)
    {
        // Words that say the kind of deed are left out: kinds are compared apart.
        int[] x = Telling(a.Sentence.Words.Count > 0 ? a.Sentence.Words : a.Words), y = Telling(b.Sentence.Words.Count > 0 ? b.Sentence.Words : b.Words);
        var shared = Shared(x, y);
        if (shared > 0)
        {
            add(JoinFeature.SharedWord, Math.Min(shared, MaxWords));
        }

        var fewer = Math.Min(x.Length, y.Length);
        if (shared == 0 && fewer > 0)
        {
            add(a.DayIsStated && b.DayIsStated ? JoinFeature.NothingShared : JoinFeature.FewWordsToldOn, Math.Min(fewer, 2));
        }
        else if (fewer >= 2 && shared * 10 >= fewer * 7)
        {
            add(JoinFeature.MostWordsShared, 1);
        }

        var sameSubject = false;
        if (a.Report != b.Report && (a.Sentence.Lead.Count > 0 || b.Sentence.Lead.Count > 0))
        {
            if (a.Sentence.Lead.Count > 0 && b.Sentence.Lead.Count > 0)
            {
                add(JoinFeature.BothTellOn, 1);
            }

            // What only tells on is of the deed that its report begins with: is it the other's?
            var (p, q) = (a.Sentence.Lead.Count > 0 ? a.Sentence.Lead : x, b.Sentence.Lead.Count > 0 ? b.Sentence.Lead : y);
            var common = Shared(p, q);
            if (common >= 2)
            {
                sameSubject = true;
                add(JoinFeature.SharedSubject, 1);
            }
            else if (common == 0 && Math.Min(p.Count, q.Count) >= 2)
            {
                add(JoinFeature.OtherSubject, 1);
            }
        }

        if (a.Sentence.Names.Count > 0 && b.Sentence.Names.Count > 0)
        {
            // Those that their reports begin with have counted already.
            var names = Shared(a.Sentence.Names, b.Sentence.Names);
            if (names == 0)
            {
                add(JoinFeature.OtherNames, Math.Min(2, Math.Min(a.Sentence.Names.Count, b.Sentence.Names.Count)));
            }
            else if (!sameSubject)
            {
                add(JoinFeature.SharedName, Math.Min(names, 2));
            }
        }
    }

    private static int[] Telling(IReadOnlyList<int> words) => [.. words.Where(word => !JoinWords.IsOfDeed(word))];

    /// <summary>How many of two sorted lists are the same.</summary>
    private static int Shared(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        int shared = 0, i = 0, j = 0;
        while (i < a.Count && j < b.Count)
        {
            if (a[i] == b[j])
            {
                (shared, i, j) = (shared + 1, i + 1, j + 1);
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return shared;
    }

    /// <summary>How two numbers fit each other, the best first.</summary>
    private enum Fit
    {
        Same,
        Fitting,
        Near,
        Other,
        VeryOther,
    }
}
