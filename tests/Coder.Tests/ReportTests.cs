using Sitrep.Coder.Events;

namespace Sitrep.Coder.Tests;

/// <summary>Ten short reports of each event type, in our own words; the events they tell of are invented or retold.</summary>
public sealed class ReportTests
{
    public static TheoryData<EventType> Types => new(Enum.GetValues<EventType>().Where(t => t != EventType.None));

    [Theory]
    [MemberData(nameof(Types))]
    public void Ten_reports_of_a_type_are_coded_as_approved(EventType type)
    {
        var text = string.Join('\n', Reports(type).Select(r => $"== {r.Published} {r.Text}\n{Rendering.Of(Coding.Of(r.Text, r.Published))}"));

        Approval.Verify(Name(type), text);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Nearly_every_report_of_a_type_tells_of_that_type(EventType type)
    {
        var missed = Reports(type).Where(r => Coding.Of(r.Text, r.Published).Events.All(e => e.Type != type)).Select(r => r.Text).ToList();

        Assert.True(missed.Count <= 1, string.Join("\n", missed));
    }

    private static string Name(EventType type) => type.ToString().ToLowerInvariant();

    private static List<(string Published, string Text)> Reports(EventType type)
    {
        var blocks = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", Name(type) + ".txt")).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. blocks.Select(block => (block[..10], block[11..].Trim()))];
    }
}
