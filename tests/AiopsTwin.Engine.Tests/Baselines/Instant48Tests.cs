using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class Instant48Tests
{
    private static readonly long Newest = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).UtcTicks;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1L << 32) + 7)]
    [InlineData(Instant48.Cycle - 1)]
    public void Read_WithinACycle_IsWhatWasWritten(long before)
    {
        Span<byte> bytes = stackalloc byte[Instant48.Size];

        Instant48.Write(bytes, Newest - before);

        Assert.Equal(Newest - before, Instant48.Read(bytes, Newest));
    }
}
