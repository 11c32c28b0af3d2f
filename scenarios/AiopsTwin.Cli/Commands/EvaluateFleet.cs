using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring.Detections.Simulated;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate detection --dataset fleet</c>: a thousand entities with which nothing is wrong, and
/// what is raised nevertheless.</summary>
internal static class EvaluateFleet
{
    /// <summary>Name of the data set.</summary>
    public const string Dataset = "fleet";

    public static int Evaluate(int entities, ulong seed, FleetScreen screen, CancellationToken cancellation)
    {
        var alerts = new List<Alert>();
        var times = new List<TimeSpan>();
        for (var number = 0; number < entities; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress($"entity {number + 1}", number + 1, entities);
            var start = Stopwatch.GetTimestamp();
            alerts.AddRange(QuietEntity.Watch(number, seed, DetectionSettings.Default));
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        screen.EndProgress();
        screen.Show(seed, entities, alerts, times);
        return ExitCodes.Done;
    }
}
