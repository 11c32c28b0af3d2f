using AiopsTwin.Engine.Correlation;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

public sealed class RecurrenceTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 23, 55, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 14, true)]
    [InlineData((3 * 24 * 60) - 10, true)]
    [InlineData((24 * 60) + 16, false)]
    [InlineData(12 * 60, false)]
    [InlineData(0, false)]
    [InlineData(15 * 24 * 60, false)]
    public void IsReturn_SamePhaseOnALaterDay_WithinTheMemory(int minutesLater, bool expected) => Assert.Equal(
        expected,
        Recurrence.IsReturn([Midnight], Midnight.AddMinutes(minutesLater), CorrelationSettings.Default));

    [Fact]
    public void IsReturn_WithoutOccurrences_IsFalse() =>
        Assert.False(Recurrence.IsReturn([], TwinBrainDriver.Start, CorrelationSettings.Default));

    [Fact]
    public void PhaseDistance_AcrossMidnight_IsShort() =>
        Assert.Equal(TimeSpan.FromMinutes(10), Recurrence.PhaseDistance(Midnight, Midnight.AddMinutes(10)));
}
