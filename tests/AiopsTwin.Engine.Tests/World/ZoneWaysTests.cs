using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="ZoneWays"/>: what a call costs by where caller and callee stand.</summary>
public sealed class ZoneWaysTests
{
    private static readonly ZoneLinkModel[] Matrix =
    [
        Link("zone1", "zone1", 0.5, 0, 0), Link("zone1", "zone2", 20, 5, 0.01), Link("zone2", "zone2", 1, 0, 0),
    ];

    [Fact]
    public void Of_CallsByPlacement_TakeEachWayWithBothShares()
    {
        var map = World(Matrix).State.Map;
        var ways = new ZoneWays(map);

        // web stands in the first zone, db in the second, and api half in either.
        var far = ways.Of(map.ProcessOf(Id("web")), map.ProcessOf(Id("db")));
        var half = ways.Of(map.ProcessOf(Id("web")), map.ProcessOf(Id("api")));

        Assert.Equal(0.02, far.Mean, 12);
        Assert.Equal(0.005 * 0.005, far.Variance, 12);
        Assert.Equal(0.01, far.Loss, 12);
        Assert.Equal((0.0005 + 0.02) / 2, half.Mean, 12);
        Assert.Equal(0.005, half.Loss, 12);
        Assert.Equal((0.0005 * 0.0005 / 2) + (0.02 * 0.02 / 2) + (0.005 * 0.005 / 2) - (half.Mean * half.Mean),
            half.Variance, 12);
    }

    [Fact]
    public void Response_AcrossZones_IsLongerByTheWay()
    {
        var (near, far) = (World([]), World([Link("zone1", "zone2", 20, 0, 0)]));
        near.Run(120);
        far.Run(120);

        // web to api crosses with half of the calls, api to db with the other half.
        Assert.Equal(Response(near, "api") + 0.01, Response(far, "api"), 0.0005);
        Assert.Equal(Response(near, "web") + 0.02, Response(far, "web"), 0.0005);
        Assert.Equal(Response(near, "db"), Response(far, "db"), 0.0001);
    }

    [Theory]
    [InlineData("zone1", "zone2", 0.05)]
    [InlineData("zone2", "zone1", 0.05)]
    [InlineData("zone2", "zone2", 0.05)]
    [InlineData("zone1", null, 0.05)]
    public void NetDelay_BetweenZones_StrikesTheShareThatGoesThere(string zone, string? peer, double expected)
    {
        // Without losses: a lossy way carries the less the longer it is.
        var matrix = Matrix.Select(link => link with { Loss = 0 }).ToArray();
        var (calm, world) = (World(matrix), World(matrix));
        var fault = WorldCase.Fault("net-delay", zone, ("milliseconds", 100));
        world.Inject(peer is null ? fault : fault.To(peer));
        calm.Run(120);
        world.Run(120);

        // Of the calls from api to db half come from either zone, and db stands in the second.
        Assert.Equal(Response(calm, "api") + expected, Response(world, "api"), 0.001);
        world.Revert("net-delay");
        world.Run(120);
        Assert.Equal(Response(calm, "api"), Response(world, "api"), 0.0005);
    }

    [Fact]
    public void NetLoss_BetweenZones_AddsToTheLossOfTheMatrix()
    {
        var world = World(Matrix);
        var (from, to) = (world.Process("api"), world.Process("db"));
        world.Inject(WorldCase.Fault("net-loss", "zone1", ("ratio", 0.1)).To("zone2"));
        world.Run(1);

        var loss = world.State.Impairments.Calls.Loss[world.State.Map.Graph.Find(from, to)];

        Assert.Equal(1 - ((1 - 0.005) * (1 - 0.05)), loss, 12);
    }

    [Fact]
    public void NetDelay_PeerZoneOfNoZone_IsRefused() => Assert.Throws<ArgumentException>(
        () => World(Matrix).Inject(WorldCase.Fault("net-delay", "api", ("milliseconds", 100)).To("zone1")));

    private static ZoneLinkModel Link(string one, string other, double milliseconds, double deviation, double loss) =>
        new(Id(one), Id(other), TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(deviation), loss);

    private static Engine.Telemetry.EntityId Id(string name) => EstateBuilder.Id(name);

    private static SimulatedWorld World(ZoneLinkModel[] links)
    {
        var estate = EstateBuilder.Of(
                "web -> api -> db", "web @ host1", "api @ host1,host2", "db @ host2", "host1 in zone1",
                "host2 in zone2")
            .Cores("host1", 16).Cores("host2", 16).Build();
        return WorldCase.World(
            estate with { World = estate.World with { ZoneLinks = [.. links] } }, WorldCase.Steady("web", 20));
    }

    private static double Response(SimulatedWorld world, string name) =>
        world.State.Processes.ResponseMean[world.Process(name)];
}
