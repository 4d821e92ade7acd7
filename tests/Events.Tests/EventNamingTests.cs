using FsCheck;
using FsCheck.Xunit;
using Sitrep.Events.Coding;
using Sitrep.Events.Tests.Service;
using Sitrep.Events.V1;
using Sitrep.Text.V1;

namespace Sitrep.Events.Tests;

public sealed class EventNamingTests
{
    [Property]
    public void A_name_is_read_back_as_its_number_and_orders_as_it_does(NonNegativeInt high, NonNegativeInt low, NonNegativeInt other)
    {
        var id = ((long)high.Get << 32) | (uint)low.Get;
        Assert.True(EventName.TryParse(EventName.Of(id), out var read));
        Assert.Equal(id, read);
        Assert.Equal(Math.Sign(id.CompareTo(other.Get)), Math.Sign(string.CompareOrdinal(EventName.Of(id), EventName.Of(other.Get))));
    }

    [Theory]
    [InlineData("events/0123456789abcde")]
    [InlineData("events/0123456789abcdef0")]
    [InlineData("events/0123456789ABCDEF")]
    [InlineData("events/8000000000000000")]
    [InlineData("events/+123456789abcdef")]
    [InlineData("incidents/0123456789abcdef")]
    public void What_no_event_is_called_is_no_name(string name) => Assert.False(EventName.TryParse(name, out _));

    [Property]
    public async Task Recoding_with_the_same_triggers_keeps_every_name_whatever_the_order(NonNegativeInt[] starts, int seed)
    {
        var events = starts.Select(start => start.Get % 10_000).Distinct().Select(start => Sample.Event(start * 10)).ToList();
        var earlier = events.Select((e, i) => (Id: (long)i, Event: e)).ToList();
        var shuffled = earlier.OrderBy(e => HashCode.Combine(e.Id, seed)).ToList();

        var ids = await EventNaming.MatchAsync("reports/a", earlier, [.. shuffled.Select(e => e.Event)], (_, _) => throw new InvalidOperationException("No event is new."), TestContext.Current.CancellationToken);

        Assert.Equal(shuffled.Select(e => e.Id), ids);
    }

    [Property]
    public async Task No_two_events_ever_share_a_name(NonNegativeInt[] before, NonNegativeInt[] now)
    {
        var earlier = before.Select((start, i) => (Id: -1L - i, Event: Sample.Event(start.Get % 100))).ToList();
        var events = now.Select(start => Sample.Event(start.Get % 100)).ToList();
        // Every other number is taken by another report's event.
        static Task<IReadOnlySet<long>> Taken(IReadOnlyList<long> numbers, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<long>>(numbers.Where(number => number % 2 == 0).ToHashSet());

        var ids = await EventNaming.MatchAsync("reports/a", earlier, events, Taken, TestContext.Current.CancellationToken);

        Assert.Equal(events.Count, ids.Distinct().Count());
        Assert.DoesNotContain(ids, id => id >= 0 && id % 2 == 0);
        Assert.All(ids.Where(id => id < 0), id => Assert.Contains(id, earlier.Select(e => e.Id)));
    }

    [Fact]
    public async Task The_larger_overlap_wins_and_a_tie_goes_to_the_nearer_position()
    {
        static Event Trigger(int start, int end) => new() { Triggers = { new Evidence { Span = new TextSpan { Start = start, End = end } } } };
        List<(long, Event)> earlier = [(1, Trigger(0, 10)), (2, Trigger(8, 20)), (3, Trigger(8, 20))];

        var ids = await EventNaming.MatchAsync("reports/a", earlier, [Trigger(6, 20), Trigger(8, 20), Trigger(0, 3)], (_, _) => throw new InvalidOperationException("No event is new."), TestContext.Current.CancellationToken);

        // All of [8, 20) twice: the second stays the second, so the first takes the third's; what is left of the first is the third.
        Assert.Equal([3, 2, 1], ids);
    }
}
