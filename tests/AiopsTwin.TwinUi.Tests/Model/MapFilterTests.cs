using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Model;

/// <summary>Tests of <see cref="MapFilter"/>.</summary>
public sealed class MapFilterTests
{
    [Fact]
    public void Parse_WhatTheAddressSays_IsTheSameAgain()
    {
        var filter = MapFilter.Parse("service,host", "critical");

        Assert.Equal("service,host", filter.KindText);
        Assert.Equal("critical", filter.HealthText);
        Assert.Equal(filter, MapFilter.Parse(filter.KindText, filter.HealthText));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("nothing,7", "-1,worse")]
    public void Parse_Nonsense_LetsEverythingPass(string? kinds, string? healths)
    {
        var filter = MapFilter.Parse(kinds, healths);

        Assert.True(filter.IsEmpty);
        Assert.True(filter.Passes(EntityKind.Rack, EntityHealth.Unknown));
    }

    [Fact]
    public void Passes_KindsAndStates_BothMustFit()
    {
        var filter = MapFilter.Parse("service", "critical,degraded");

        Assert.True(filter.Passes(EntityKind.Service, EntityHealth.Degraded));
        Assert.False(filter.Passes(EntityKind.Service, EntityHealth.Healthy));
        Assert.False(filter.Passes(EntityKind.Host, EntityHealth.Critical));
    }

    [Fact]
    public void Toggle_Twice_ChangesNothing()
    {
        Assert.Equal(MapFilter.All, MapFilter.All.Toggle(EntityKind.Host).Toggle(EntityKind.Host));
        Assert.Equal("unknown,critical",
            MapFilter.All.Toggle(EntityHealth.Critical).Toggle(EntityHealth.Unknown).HealthText);
    }
}
