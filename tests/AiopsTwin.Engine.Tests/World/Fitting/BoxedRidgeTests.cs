using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Tests.World.Fitting;

public sealed class BoxedRidgeTests
{
    [Fact]
    public void Solve_NothingSeen_KeepsTheBelief() => Assert.Equal([1.0, 1.0], new BoxedRidge(2, 1, 0.5).Solve());

    [Fact]
    public void Solve_ManyObservations_FindsTheWeightsWithinTheirBounds()
    {
        var random = new SeededRandom(2);
        var ridge = new BoxedRidge(3, 1, 0.5);
        for (var i = 0; i < 2000; i++)
        {
            double[] causes = [random.NextNormal(), random.NextNormal(), random.NextNormal()];
            ridge.Add(causes, (0.3 * causes[0]) + (1.4 * causes[1]) - causes[2] + (0.1 * random.NextNormal()));
        }

        var weights = ridge.Solve();

        Assert.Equal(0.3, weights[0], 0.05);
        Assert.Equal((1.0, 0.0), (weights[1], weights[2]));
    }

    [Fact]
    public void Solve_CauseSeenThroughNoise_IsNotTakenForAWeakOne()
    {
        var random = new SeededRandom(3);
        var (aware, naive) = (new BoxedRidge(1, 1, 0.5), new BoxedRidge(1, 1, 0.5));
        for (var i = 0; i < 4000; i++)
        {
            var cause = random.NextNormal();
            double[] seen = [cause + (0.7 * random.NextNormal())];
            var effect = (0.8 * cause) + (0.1 * random.NextNormal());
            aware.Add(seen, effect);
            aware.AddNoise(0, 0.49);
            naive.Add(seen, effect);
        }

        Assert.Equal(0.8, aware.Solve()[0], 0.05);
        Assert.Equal(0.8 / 1.49, naive.Solve()[0], 0.05);
    }

    [Fact]
    public void Solve_CauseThatIsMostlyNoise_KeepsTheBelief()
    {
        var ridge = new BoxedRidge(1, 1, 0.5);
        for (var i = 0; i < 100; i++)
        {
            ridge.Add([i % 2 == 0 ? 1 : -1], 0);
            ridge.AddNoise(0, 0.9);
        }

        Assert.Equal([1.0], ridge.Solve());
    }

    [Fact]
    public void Limit_LowestOfSeveral_Bounds()
    {
        var ridge = new BoxedRidge(2, 1, 0.5);
        ridge.Limit(1, 0.4);
        ridge.Limit(1, 0.6);

        Assert.Equal([1.0, 0.4], ridge.Solve());
    }
}
