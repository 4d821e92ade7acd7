using Sitrep.Cli.Terminal;
using Sitrep.Events.V1;
using Sitrep.Text.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sitrep.Cli.Rendering;

/// <summary>The text of a report with the words that its events were read from: underlined and coloured, or in brackets with the number of the event and the part.</summary>
internal static class EvidenceText
{
    private enum Part
    {
        What,
        Toll,
        Where,
        When,
        Who,
        Says,
    }

    public static IRenderable Render(string text, IReadOnlyList<Event> events, bool colour)
    {
        var safe = SafeText.Of(text);
        var paragraph = new Paragraph();
        foreach (var (start, end, marks) in Segments(safe.Length, Marks(events)))
        {
            var words = safe[start..end];
            if (marks.Count == 0)
                paragraph.Append(words);
            else if (colour)
                paragraph.Append(words, Style(marks[0].Part));
            else
                paragraph.Append($"[{words}]({string.Join(',', Labels(marks))})");
        }
        return paragraph;
    }

    /// <summary>Which words mean what, for the end of a coloured text.</summary>
    public static IRenderable Legend()
    {
        var legend = new Paragraph();
        foreach (var part in System.Enum.GetValues<Part>())
            legend.Append(Words.Of(part), Style(part)).Append("  ");
        return legend;
    }

    private static Style Style(Part part) => part switch
    {
        Part.What => Styles.What,
        Part.Toll => Styles.Toll,
        Part.Where => Styles.Where,
        Part.When => Styles.When,
        Part.Who => Styles.Who,
        _ => Styles.Says,
    };

    private static IEnumerable<(TextSpan Span, int Event, Part Part)> Marks(IReadOnlyList<Event> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            foreach (var (evidence, part) in EvidenceOf(events[i]))
            {
                if (evidence?.Span is { } span)
                    yield return (span, i + 1, part);
            }
        }
    }

    private static IEnumerable<(Evidence?, Part)> EvidenceOf(Event item)
    {
        foreach (var trigger in item.Triggers)
            yield return (trigger, Part.What);
        foreach (var participant in item.Participants)
            yield return (participant.Mention, Part.Who);
        yield return (item.Time?.Evidence, Part.When);
        yield return (item.Location?.Toponym?.Evidence, Part.Where);
        foreach (var spot in item.Location?.Spots ?? [])
            yield return (spot, Part.Where);
        foreach (var other in item.Location?.Others ?? [])
            yield return (other.Evidence, Part.Where);
        foreach (var toll in item.Casualties)
        {
            yield return (toll.Evidence, Part.Toll);
            foreach (var attribution in toll.Attributions)
                yield return (attribution.Claimant?.Mention, Part.Says);
        }
        foreach (var attribution in item.Attributions)
        {
            yield return (attribution.Claimant?.Mention, Part.Says);
            yield return (attribution.Cue, Part.Says);
        }
    }

    /// <summary>Cuts the text wherever a mark begins or ends; each piece with its marks, the weightiest part first. Spans outside the text are left out.</summary>
    private static IEnumerable<(int Start, int End, IReadOnlyList<(int Event, Part Part)> Marks)> Segments(
        int length, IEnumerable<(TextSpan Span, int Event, Part Part)> marks)
    {
        var inside = marks.Where(m => m.Span.Start >= 0 && m.Span.Start < m.Span.End && m.Span.End <= length).OrderBy(m => m.Span.Start).ToArray();
        var cuts = inside.SelectMany(m => new[] { m.Span.Start, m.Span.End }).Append(0).Append(length).Distinct().Order().ToArray();
        var open = new List<(TextSpan Span, int Event, Part Part)>();
        var next = 0;
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            open.RemoveAll(m => m.Span.End <= cuts[i]);
            while (next < inside.Length && inside[next].Span.Start == cuts[i])
                open.Add(inside[next++]);
            yield return (cuts[i], cuts[i + 1], [.. open.Select(m => (m.Event, m.Part)).Distinct().OrderBy(m => m.Part).ThenBy(m => m.Event)]);
        }
    }

    /// <summary>"1:what", "1+3:where".</summary>
    private static IEnumerable<string> Labels(IReadOnlyList<(int Event, Part Part)> marks) =>
        marks.GroupBy(m => m.Part).Select(group => $"{string.Join('+', group.Select(m => m.Event))}:{Words.Of(group.Key)}");
}
