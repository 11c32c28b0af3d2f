using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class EpisodeRuleTests
{
    private static readonly long Interval = TimeSpan.FromSeconds(10).Ticks;

    [Fact]
    public void Take_MildDeviationGoesOn_IsNotEndedByLuckySamples()
    {
        var (rule, track) = (new EpisodeRule(DetectionSettings.Default), new DeviationTrack());
        var random = new SeededRandom(5);
        var ended = 0;

        for (var round = 0; round < 50; round++)
        {
            var episode = Raised(rule, track, -2.2, out var ticks);
            for (var i = 0; i < 100 && episode.IsFiring; i++)
            {
                rule.Take(ref episode, track, Step(ticks += Interval, -2.2 + random.NextNormal(), 0));
            }

            ended += episode.IsFiring ? 0 : 1;
        }

        Assert.InRange(ended, 0, 5);
    }

    [Theory]
    [InlineData(-2.2, 40)]
    [InlineData(-8, 4)]
    public void Take_DeviationOver_EndsTheSoonerTheLargerItWas(double size, int most)
    {
        var (rule, track) = (new EpisodeRule(DetectionSettings.Default), new DeviationTrack());
        var random = new SeededRandom(6);
        var episode = Raised(rule, track, size, out var ticks);
        var taken = 0;

        for (; taken < 200 && episode.IsFiring; taken++)
        {
            rule.Take(ref episode, track, Step(ticks += Interval, random.NextNormal(), 0));
        }

        Assert.InRange(taken, 3, most);
    }

    [Theory]
    [InlineData(false, 0.5)]
    [InlineData(true, 0)]
    public void Take_Raised_AsksForMoreNextTimeUnlessCoarse(bool isCoarse, double more)
    {
        var (rule, track) = (new EpisodeRule(DetectionSettings.Default), new DeviationTrack());
        var episode = default(Episode);
        var before = rule.ThresholdAt(episode, Interval);

        for (var ticks = Interval; !episode.IsFiring; ticks += Interval)
        {
            rule.Take(ref episode, track, Step(ticks, 8, 9) with { IsCoarse = isCoarse });
        }

        Assert.Equal(before + more, rule.ThresholdAt(episode, episode.RaisedAt), 0.1);
    }

    private static Episode Raised(EpisodeRule rule, DeviationTrack track, double size, out long ticks)
    {
        var episode = default(Episode);
        ticks = TimeSpan.TicksPerDay;
        while (!episode.IsFiring)
        {
            rule.Take(ref episode, track, Step(ticks += Interval, size, -9));
        }

        return episode;
    }

    private static EpisodeStep Step(long ticks, double residual, double score) =>
        new(ticks, new DeviationScore(score, residual), residual, 1, 100, 100 + residual, AlertSeverity.Warning);
}
