using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

public sealed class LoadWalkTests
{
    [Fact]
    public void Wave_OverADay_PeaksAtThePeakHour()
    {
        var world = World(noise: 0, amplitude: 0.4, peak: 15);
        var rates = new List<double>();

        for (var minute = 0; minute < 24 * 60; minute++)
        {
            world.Tick();
            rates.Add(world.State.Processes.External[world.Process("a")]);
        }

        // The world starts at noon.
        Assert.Equal(140, rates.Max(), 0.01);
        Assert.Equal(60, rates.Min(), 0.01);
        Assert.InRange(rates.IndexOf(rates.Max()), (3 * 60) - 1, (3 * 60) + 1);
        Assert.InRange(rates.IndexOf(rates.Min()), (15 * 60) - 1, (15 * 60) + 1);
    }

    [Fact]
    public void Walk_TwoSources_ShareTheTideAndDifferByATenth()
    {
        var world = World(noise: 0.05, amplitude: 0, peak: 0);
        var (common, apart) = (new List<double>(), new List<double>());

        for (var minute = 0; minute < 30_000; minute++)
        {
            world.Tick();
            var (a, b) = (Log("a"), Log("b"));
            common.Add((a + b) / 2);
            apart.Add(a - b);
        }

        Assert.Equal(0.05, Deviation(common), 0.005);
        Assert.Equal(0.05 * 0.1 * Math.Sqrt(2), Deviation(apart), 0.001);
        Assert.Equal(0, common.Average(), 0.005);

        double Log(string name) => Math.Log(world.State.Processes.External[world.Process(name)] / 100);
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }

    private static SimulatedWorld World(double noise, double amplitude, double peak)
    {
        var estate = EstateBuilder.Of("a -> c", "b -> c")
            .Process("c", model => model with { SlotsPerReplica = 64 }).Build();
        var minute = TimeSpan.FromMinutes(1);
        return new SimulatedWorld(
            estate,
            [
                new LoadSource(EstateBuilder.Id("a"), "users", 100, amplitude, peak, noise),
                new LoadSource(EstateBuilder.Id("b"), "users", 100, amplitude, peak, noise),
            ],
            1,
            new WorldSettings(WorldCase.Start, minute, TimeSpan.FromHours(1)));
    }
}
