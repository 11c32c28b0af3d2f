using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Tests.Scoring.Impacts;

public sealed class ImpactForecastTests
{
    private static readonly EntityId Api = EntityId.Parse("service:api");
    private static readonly double[] None = [0, 0, 0];
    private static readonly double[] Usual = [1, 1, 1];

    [Fact]
    public void Predict_DelayFarBeyondTheNoise_IsSureAndAtOnce()
    {
        var forecast = new ImpactForecast(Time("calm", 0.1, 0.02), [Time("calm", 0.1, 0.02)]);

        var struck = forecast.Predict(Api, Before(0.1), [new FaultEffect([0, 0.2, 0.2], None, Usual)]);
        var spared = forecast.Predict(Api, Before(0.1), [new FaultEffect(None, None, Usual)]);

        Assert.Equal((1.0, 1), (struck.Chance, struck.First));
        Assert.True(struck.IsPredicted);
        Assert.Equal((0.0, null), (spared.Chance, spared.First));
    }

    [Fact]
    public void Predict_RestlessHour_TakesItsNoiseFromTimesLikeIt()
    {
        // The normal run is calm at 0.1 s. Another fault-free run knows hours at 1 s, and how restless these are.
        var (calm, restless) = (Time("calm", 0.1, 0.02), Time("restless", 1, 0.5));
        FaultEffect[] nothing = [new FaultEffect(None, None, Usual)];

        var alone = new ImpactForecast(calm, [calm]).Predict(Api, Before(1), nothing);
        var informed = new ImpactForecast(calm, [calm, restless]).Predict(Api, Before(1), nothing);

        Assert.True(alone.Chance < 0.05, $"{alone.Chance}");
        Assert.True(informed.Chance > 0.3, $"{informed.Chance}");
    }

    [Fact]
    public void Predict_FewRequests_OftenShowNoFailure()
    {
        // 30 requests a sample, three samples, one failure in a hundred: 1 - 0.99^90 = 0.595.
        var time = Time("calm", 0.1, 0.02);
        var failing = new FaultEffect(None, [0.01, 0.01, 0.01], Usual);

        var impact = new ImpactForecast(time, [time]).Predict(
            Api, Before(0.1), [.. Enumerable.Repeat(failing, 20)]);

        Assert.Equal(0.595, impact.Chance, 0.03);
    }

    private static WorkSeries Before(double seconds) => new([0.1, 0.1], [seconds, seconds], [0, 0]);

    private static FaultFreeTime Time(string name, double seconds, double deviation)
    {
        var random = new SeededRandom(5);
        var latency = ImmutableArray.CreateBuilder<double>(400);
        for (var i = 0; i < 400; i++)
        {
            latency.Add(seconds * Math.Exp(deviation * random.NextNormal()));
        }

        var work = new WorkSeries(
            [.. Enumerable.Repeat(0.1, 400)], latency.MoveToImmutable(), [.. Enumerable.Repeat(0.0, 400)]);
        return new FaultFreeTime(
            name, TimeSpan.FromMinutes(5), ImmutableSortedDictionary<EntityId, WorkSeries>.Empty.Add(Api, work));
    }
}
