using System.Globalization;
using Sitrep.Events.Storage;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.Text.V1;

namespace Sitrep.Events.Joining;

/// <summary>How a report tells its events: reads off its text and analysis what joining keeps of each.</summary>
/// <param name="text">The report's text.</param>
/// <param name="coded">What the coder reads in it.</param>
internal sealed class ReportTelling(string text, CodeTextResponse coded)
{
    private const int MaxWords = 40;

    /// <summary>So far a sentence is looked for on either side of a trigger.</summary>
    private const int Reach = 400;

    /// <summary>The day of a report's main deed is no longer ago.</summary>
    private const int DaysBack = 14;

    /// <summary>Where the text begins after "KABUL (Agency) - ".</summary>
    private readonly int _body = DatelineOf(text);

    private readonly List<TextSpan> _claimants = [.. coded.Attributions.SelectMany(a => new[] { a.Claimant?.Mention?.Span, a.Cue?.Span }).OfType<TextSpan>()];
    private readonly List<TextSpan> _days = [.. coded.TimeExpressions.Select(t => t.Evidence?.Span).OfType<TextSpan>()];
    private readonly List<TextSpan> _entities = [.. coded.Entities.Select(e => e.Evidence?.Span).OfType<TextSpan>()];
    private readonly List<(TextSpan Span, Place Place, PlaceScale Scale)> _places =
    [
        .. coded.Toponyms
            .Where(t => t is { Evidence.Span: not null, Place.CountryCode.Length: > 0 })
            .Select(t => (t.Evidence.Span, t.Place, Blocks.ScaleOf(t.Place, GeoPrecision.Unspecified)))
            .OrderBy(t => t.Span.Start),
    ];

    /// <summary>What is kept of an event of the report.</summary>
    public Sentence Of(Event account)
    {
        // The first sentence says most: the strongest trigger may stand in one that only tells on.
        var trigger = account.Triggers.Select(t => t.Span).OfType<TextSpan>().Where(s => s.Start >= 0 && s.Start < s.End && s.End <= text.Length).MinBy(s => s.Start);
        if (trigger is null)
        {
            return Sentence.Unknown;
        }

        var (start, end) = (StartOf(trigger.Start), EndOf(trigger.End));
        var (words, names, lead) = (new HashSet<int>(), new HashSet<int>(), new HashSet<int>());
        Collect(Math.Max(start, _body), end, words, names);
        if (start > _body && account.Time?.Basis != EventTime.Types.Basis.Stated)
        {
            // What does not say when tells on of what the report began with, whose words tell which deed it is.
            Collect(_body, EndOf(_body), lead, names);
        }

        int[] kept = [.. words.Order().Take(MaxWords)];
        return new Sentence(start, end, kept)
        {
            Names = [.. names.Order().Take(MaxWords)],
            Lead = [.. lead.Where(word => !JoinWords.IsOfDeed(word)).Order().Take(MaxWords)],
            Targets = JoinWords.TargetsIn(text, start, end, at => Covers(_claimants, at)),
            Setting = Setting.At(PlaceAround(account, start, end), DayAround(account)),
        };
    }

    private void Collect(int start, int end, HashSet<int> words, HashSet<int> names)
    {
        foreach (var (at, stem) in JoinWords.Places(text, start, end))
        {
            if (!JoinWords.IsTelling(stem) || Covers(_claimants, at) || Covers(_days, at) || _places.Exists(p => at >= p.Span.Start && at < p.Span.End))
            {
                continue;
            }

            var hash = SignatureReader.Hash32(stem);
            words.Add(hash);
            if (char.IsUpper(text[at]) && (at > start || Covers(_entities, at)))
            {
                names.Add(hash);
            }
        }
    }

    /// <summary>The nearest place that is named up to the end of a sentence: the sentence's smallest, or else that of one before it.</summary>
    private Place? PlaceAround(Event account, int start, int end)
    {
        var country = account.Location?.Toponym?.Place?.CountryCode ?? "";
        var before = _places.Where(p => p.Span.Start < end && !Covers(_claimants, p.Span.Start) && (country.Length == 0 || p.Place.CountryCode == country)).ToList();
        while (before.Count > 0)
        {
            var inSentence = before.Where(p => p.Span.Start >= start).ToList();
            if (inSentence.Count > 0 && inSentence.MaxBy(p => p.Scale) is { Scale: > PlaceScale.Country } found)
            {
                return found.Place;
            }

            before.RemoveAll(p => p.Span.Start >= start);
            if (before.Count > 0)
            {
                start = StartOf(before[^1].Span.Start);
            }
        }

        return null;
    }

    /// <summary>The first day that the report's first sentence names: what is told on without a day is mostly of that one.</summary>
    private int? DayAround(Event account)
    {
        if (EventDays.Of(account) is not { } published)
        {
            return null;
        }

        var lead = EndOf(_body);
        foreach (var time in coded.TimeExpressions.Where(t => t.Evidence?.Span is { } span && span.Start < lead).OrderBy(t => t.Evidence.Span.Start))
        {
            if (time.Value.Length >= 10 && DateOnly.TryParseExact(time.Value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && EventDays.Day(new Google.Type.Date { Year = day.Year, Month = day.Month, Day = day.Day }) is { } number
                && number <= published.Start && number >= published.Start - DaysBack)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>A dateline is a few words, the first in capitals, before a dash with spaces around it.</summary>
    private static int DatelineOf(string text)
    {
        const int most = 80;
        var head = text.AsSpan(0, Math.Min(text.Length, most));
        foreach (var dash in (ReadOnlySpan<string>)[" - ", " -- ", " \u2013 ", " \u2014 "])
        {
            if (head.IndexOf(dash, StringComparison.Ordinal) is > 2 and var at && char.IsUpper(head[0]) && char.IsUpper(head[1]) && char.IsUpper(head[2]))
            {
                return at + dash.Length;
            }
        }

        return 0;
    }

    private static bool Covers(List<TextSpan> spans, int at) => spans.Exists(span => at >= span.Start && at < span.End);

    private int StartOf(int at)
    {
        var start = at;
        while (start > 0 && at - start < Reach && !EndsBefore(start))
        {
            start--;
        }

        return start;
    }

    private int EndOf(int at)
    {
        var end = Math.Max(at, 1);
        while (end < text.Length && end - at < Reach && !EndsBefore(end))
        {
            end++;
        }

        return end;
    }

    /// <summary>A sentence ends before a place: at a line's end, or at a stop with a space and no small letter after it.</summary>
    private bool EndsBefore(int at)
    {
        if (text[at - 1] == '\n')
        {
            return true;
        }

        return at >= 2 && at < text.Length && char.IsWhiteSpace(text[at - 1]) && text[at - 2] is '.' or '!' or '?' && !char.IsLower(text[at])
            && !(at >= 4 && char.IsUpper(text[at - 3]) && !char.IsLetter(text[at - 4]));
    }
}
