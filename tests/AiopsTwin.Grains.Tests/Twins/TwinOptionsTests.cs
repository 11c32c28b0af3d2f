using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Tests.Twins;

/// <summary>What is not set is what the engine says; what is set reaches it.</summary>
public sealed class TwinOptionsTests
{
    [Fact]
    public void Apply_NothingSet_ChangesNothing()
    {
        Assert.Equal(TwinSettings.Default, new TwinOptions().Apply(TwinSettings.Default));
    }

    [Fact]
    public void Apply_WhatPeopleMaySay_ReachesTheEngine()
    {
        var options = new TwinOptions
        {
            TellHold = TimeSpan.FromMinutes(1),
            ProvedSuspects = 0,
            FeedbackKept = 11,
            Silences = 12,
            LongestSilence = TimeSpan.FromDays(2),
            UnplacedAlerts = 13,
        };

        var settings = options.Apply(TwinSettings.Default);

        Assert.Equal(TimeSpan.FromMinutes(1), settings.Correlation.TellHold);
        Assert.Equal(0, settings.Diagnosis.MaxProved);
        Assert.Equal(
            (11, 12, TimeSpan.FromDays(2), 13),
            (settings.Words.MaxFeedback, settings.Words.MaxSilences, settings.Words.LongestSilence,
                settings.Words.MaxUnplaced));
    }
}
