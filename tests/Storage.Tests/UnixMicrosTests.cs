using FsCheck.Xunit;
using Google.Protobuf.WellKnownTypes;

namespace Sitrep.Storage.Tests;

public sealed class UnixMicrosTests
{
    [Property]
    public bool A_time_comes_back_as_it_was(DateTime any)
    {
        var micros = UnixMicros.From(Timestamp.FromDateTime(DateTime.SpecifyKind(any, DateTimeKind.Utc)));
        return UnixMicros.From(UnixMicros.ToTimestamp(micros)) == micros
            && micros == UnixMicros.From(new DateTimeOffset(DateTime.SpecifyKind(any, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData(1, 1, 1, UnixMicros.Min)]
    [InlineData(1970, 1, 1, 0L)]
    public void Days_count_from_1970(int year, int month, int day, long micros) =>
        Assert.Equal(micros, UnixMicros.From(Timestamp.FromDateTime(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc))));

    [Fact]
    public void The_last_microsecond_is_of_the_year_9999() =>
        Assert.Equal("9999-12-31T23:59:59.999999Z", UnixMicros.ToTimestamp(UnixMicros.Max).ToString().Trim('"'));
}
