using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

/// <summary>What a failed switch can have reached, given who is known to be well.</summary>
public sealed class CarriedReachTests
{
    private const string Map =
        "vm1 via switch1; vm2 via switch1; vm3 via switch1; web1 @ vm1|vm2; web2 @ vm3; api1 -> web1";

    [Fact]
    public void Has_NobodyKnownToBeWell_EverythingReached()
    {
        var carried = Follow([]);

        Assert.All(["switch1", "vm1", "web1", "web2", "api1"], name => Assert.True(carried.Has(Graph.Id(name))));
    }

    [Fact]
    public void Has_OneOfTwoThatStandInForOneAnotherWell_NothingBehindThem()
    {
        var carried = Follow(["vm2"]);

        Assert.All(["vm1", "vm2", "web2"], name => Assert.True(carried.Has(Graph.Id(name))));
        Assert.All(["web1", "api1"], name => Assert.False(carried.Has(Graph.Id(name))));
    }

    [Fact]
    public void Has_WellThingThatNothingStandsInFor_StillCarries() =>
        Assert.True(Follow(["vm3"]).Has(Graph.Id("web2")));

    [Fact]
    public void Has_NotReachedByThePrediction_IsNotCarried()
    {
        var carried = new Followed(new CarriedReach(Graph.Compile(Map)));

        carried.Follow(Answer("vm1"), _ => false);

        Assert.False(carried.Has(Graph.Id("web1")));
        Assert.True(carried.Has(Graph.Id("vm1")));
    }

    [Fact]
    public void Follow_Again_ForgetsTheFirst()
    {
        var carried = new Followed(new CarriedReach(Graph.Compile(Map)));
        carried.Follow(Answer("switch1", "vm1", "vm2", "vm3", "web1", "web2"), _ => false);

        carried.Follow(Answer("vm3", "web2"), _ => false);

        Assert.False(carried.Has(Graph.Id("vm1")));
        Assert.True(carried.Has(Graph.Id("web2")));
    }

    private static Followed Follow(string[] well)
    {
        var carried = new Followed(new CarriedReach(Graph.Compile(Map)));
        var ids = well.Select(Graph.Id).ToHashSet();
        carried.Follow(Answer("switch1", "vm1", "vm2", "vm3", "web1", "web2", "api1"), ids.Contains);
        return carried;
    }

    private static FloodAnswer Answer(string origin, params string[] reached) => new(
        new FloodSource(Graph.Id(origin), 1),
        [
            .. reached.Append(origin).Distinct().Select(name => new FloodReach(Graph.Id(name), 0.9, 1, 0))
                .OrderBy(reach => reach.Entity),
        ],
        false);

    /// <summary>A reach, asked by entities; what a prediction does not name it has no place for.</summary>
    private sealed class Followed(CarriedReach carried)
    {
        private FloodAnswer? _answer;

        public void Follow(FloodAnswer answer, Func<EntityId, bool> isWell)
        {
            _answer = answer;
            carried.Follow(answer, place => isWell(answer.Reached[place].Entity));
        }

        public bool Has(EntityId entity)
        {
            var place = _answer!.Reached.Select(reach => reach.Entity).ToList().IndexOf(entity);
            return place >= 0 && carried.Has(place);
        }
    }
}
