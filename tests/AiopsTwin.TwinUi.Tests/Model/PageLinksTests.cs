using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class PageLinksTests
{
    [Fact]
    public void Map_Defaults_AreLeftOut() => Assert.Equal("/", PageLinks.Map(new MapAddress(ViewKey.Default)));

    [Fact]
    public void Map_Everything_IsWritten() => Assert.Equal(
        "/?view=run:r-1&mode=physical&sel=service:auth&inc=INC-1&table=1",
        PageLinks.Map(new MapAddress(
            "run:r-1", DiagramMode.Physical, Samples.Service("auth"), Incident: "INC-1", IsTable: true)));

    [Fact]
    public void Entity_OddName_CannotLeaveItsPlace()
    {
        var link = PageLinks.Entity(ViewKey.Default, EntityId.Of(EntityKind.Service, "shop/web?x=1&y#z"));

        Assert.Equal("/entities/service:shop/web%3Fx%3D1%26y%23z", link);
    }

    [Fact]
    public void Read_NonsenseInTheAddress_IsLeftOut()
    {
        var address = MapAddressReader.Read(ViewKey.Default, "sideways", "not an id", " ", null);

        Assert.Equal(new MapAddress(ViewKey.Default), address);
    }

    [Fact]
    public void Read_WrittenAddress_GivesTheSameAddress()
    {
        var address = MapAddressReader.Read("run:r-1", "physical", "service:auth", null, "INC-1");

        Assert.Equal(new MapAddress("run:r-1", DiagramMode.Physical, Samples.Service("auth"), null, "INC-1"), address);
    }
}
