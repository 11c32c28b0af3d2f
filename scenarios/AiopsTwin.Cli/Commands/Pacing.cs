using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Crews;

namespace AiopsTwin.Cli.Commands;

/// <summary>Drives a run to its end, as fast as possible or at a pace a person can follow.</summary>
internal static class Pacing
{
    // A terminal shows no more than this.
    private const int LinesPerRun = 50;

    public static async Task<RunReport> Play(
        Scenario scenario, ulong seed, Pace pace, CancellationToken cancellation)
    {
        using var crew = pace.Shards > 1 ? ThreadCrew.Of(pace.Shards) : null;
        var run = new ScenarioRun(scenario, seed, TwinSettings.Default) { Crew = crew };
        var warmUpSteps = scenario.WarmUp.Ticks / scenario.Tick.Ticks;
        var totalSteps = warmUpSteps + (scenario.Duration.Ticks / scenario.Tick.Ticks);
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        for (long step = 1; run.Step(); step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % Math.Max(1, totalSteps / LinesPerRun) == 0)
            {
                pace.Screen?.Progress(scenario.Tick * (step - warmUpSteps), scenario.Duration);
            }

            if (step <= warmUpSteps)
            {
                begun = clock.GetTimestamp();
            }
            else if (pace.Speed > 0)
            {
                // Against the beginning, not the last step, so that small delays do not add up.
                var ahead = (scenario.Tick * (step - warmUpSteps) / pace.Speed) - clock.GetElapsedTime(begun);
                if (ahead > TimeSpan.Zero)
                {
                    await Task.Delay(ahead, clock, cancellation);
                }
            }
        }

        pace.Screen?.EndProgress();
        return run.Report();
    }
}

/// <summary>How fast a run is played.</summary>
/// <param name="Speed">Virtual seconds per second; 0 is as fast as possible.</param>
/// <param name="Screen">Where its progress is shown; null for nowhere.</param>
/// <param name="Shards">Pieces into which large steps of the world are cut, at least 1.</param>
internal sealed record Pace(double Speed, PlayScreen? Screen, int Shards);
