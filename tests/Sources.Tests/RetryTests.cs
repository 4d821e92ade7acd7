using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Sitrep.Sources.Dispatch;

namespace Sitrep.Sources.Tests;

public sealed class RetryTests
{
    private static readonly DispatchOptions Defaults = new();

    private static RetrySchedule Schedule(int seed) => new(Options.Create(Defaults), new Random(seed));

    [Property]
    public Property Pauses_grow_from_the_first_to_the_longest_and_half_of_each_is_chance() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<PositiveInt>(), (seed, attempt) =>
        {
            var whole = Math.Min(Defaults.FirstPause.TotalSeconds * Math.Pow(2, attempt.Get - 1), Defaults.LongestPause.TotalSeconds);
            var pause = Schedule(seed).PauseAfter(attempt.Get).TotalSeconds;
            return pause >= (whole / 2) - 0.001 && pause <= whole + 0.001;
        });

    [Fact]
    public void The_same_seed_gives_the_same_pauses()
    {
        var (one, same, other) = (Schedule(1), Schedule(1), Schedule(2));
        var pauses = Enumerable.Range(1, 20).Select(attempt => one.PauseAfter(attempt)).ToList();

        Assert.Equal(pauses, Enumerable.Range(1, 20).Select(attempt => same.PauseAfter(attempt)));
        Assert.NotEqual(pauses, Enumerable.Range(1, 20).Select(attempt => other.PauseAfter(attempt)));
    }

    [Fact]
    public void A_pause_is_as_long_as_the_events_service_asks_within_bounds()
    {
        Assert.Equal(TimeSpan.FromSeconds(42), Schedule(1).PauseAfter(1, TimeSpan.FromSeconds(42)));
        Assert.Equal(Defaults.LongestPause, Schedule(1).PauseAfter(1, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_backlog_outlasts_an_hour_without_an_events_service() =>
        Assert.True(Enumerable.Range(1, Defaults.MaxAttempts - 1).Sum(attempt => Schedule(7).PauseAfter(attempt).TotalHours) > 1);

    [Theory]
    [InlineData(StatusCode.InvalidArgument, true)]
    [InlineData(StatusCode.FailedPrecondition, true)]
    [InlineData(StatusCode.OutOfRange, true)]
    [InlineData(StatusCode.NotFound, true)]
    [InlineData(StatusCode.AlreadyExists, true)]
    [InlineData(StatusCode.Unavailable, false)]
    [InlineData(StatusCode.DeadlineExceeded, false)]
    [InlineData(StatusCode.ResourceExhausted, false)]
    [InlineData(StatusCode.Aborted, false)]
    [InlineData(StatusCode.Internal, false)]
    [InlineData(StatusCode.Unknown, false)]
    [InlineData(StatusCode.Cancelled, false)]
    [InlineData(StatusCode.DataLoss, false)]
    [InlineData(StatusCode.Unimplemented, false)]
    [InlineData(StatusCode.PermissionDenied, false)]
    [InlineData(StatusCode.Unauthenticated, false)]
    public void What_blames_the_report_is_final_and_nothing_else(StatusCode code, bool final)
    {
        var outcome = CodingOutcome.Of(new RpcException(new Grpc.Core.Status(code, "why")));

        Assert.Equal(final, outcome is CodingOutcome.Refused);
        Assert.Equal(!final, outcome is CodingOutcome.Failed);
        Assert.Equal(code == StatusCode.Unavailable, outcome is CodingOutcome.Failed { Unreachable: true });
    }

    [Fact]
    public void A_message_that_is_too_large_is_final_though_other_exhaustion_is_not()
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.ResourceExhausted, Details = { Any.Pack(new ErrorInfo { Reason = "MESSAGE_TOO_LARGE" }) } };

        Assert.IsType<CodingOutcome.Refused>(CodingOutcome.Of(status.ToRpcException()));
    }

    [Fact]
    public void The_pause_that_is_asked_for_is_heard()
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.ResourceExhausted, Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)) }) } };

        Assert.Equal(TimeSpan.FromSeconds(3), Assert.IsType<CodingOutcome.Failed>(CodingOutcome.Of(status.ToRpcException())).AtLeast);
    }

    [Fact]
    public void A_lease_that_does_not_outlive_the_call_stops_the_start()
    {
        var options = new DispatchOptions { CallDeadline = TimeSpan.FromSeconds(30), Lease = TimeSpan.FromSeconds(34) };

        var problem = Assert.Single(options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)));

        Assert.Contains("Sources:Dispatch:Lease", problem.ErrorMessage, StringComparison.Ordinal);
    }
}
