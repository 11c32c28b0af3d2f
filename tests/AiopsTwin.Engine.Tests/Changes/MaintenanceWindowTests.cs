using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Changes;

/// <summary><see cref="MaintenanceWindow"/>.</summary>
public sealed class MaintenanceWindowTests
{
    [Fact]
    public void Of_ChangeThatSaysUntilWhen_IsAWindow()
    {
        var window = MaintenanceWindow.Of(Until("2026-03-02T15:30:00+01:00"));

        Assert.NotNull(window);
        Assert.Equal(Graph.Id("rack1"), window.Entity);
        Assert.Equal(TwinBrainDriver.Start.AddMinutes(30), window.Until);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("2026-03-02T13:00:00Z")]
    [InlineData("2027-03-02T13:00:00Z")]
    public void Of_NoInstantOrTooEarlyOrTooLong_IsNone(string until) => Assert.Null(MaintenanceWindow.Of(Until(until)));

    [Fact]
    public void Of_ChangeThatSaysNothing_IsNone() => Assert.Null(MaintenanceWindow.Of(Signal.Change("rack1", 0)));

    private static ChangeEvent Until(string until) => Signal.Change("rack1", 0, ChangeKind.Infrastructure) with
    {
        Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(MaintenanceWindow.UntilAttribute, until),
    };
}
