using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring.Detections.Simulated;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate detection --dataset simulated</c>: shows the simulated service of six regions to the
/// whole twin and to peers.</summary>
internal static class EvaluateSimulated
{
    /// <summary>Name of the data set.</summary>
    public const string Dataset = "simulated";

    public static int Evaluate(IReadOnlyList<ulong> seeds, SimulatedScreen screen, CancellationToken cancellation)
    {
        var ours = new SimulatedTally();
        var peers = SimulatedPeers.Names.Select(_ => new SimulatedTally()).ToArray();
        var times = new List<TimeSpan>();
        foreach (var seed in seeds)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress(seed, times.Count + 1, seeds.Count);
            var service = SimulatedService.Create(seed);
            var start = Stopwatch.GetTimestamp();
            ours.Add(service, SimulatedTwin.Watch(service, TwinSettings.Default));
            times.Add(Stopwatch.GetElapsedTime(start));
            for (var peer = 0; peer < peers.Length; peer++)
            {
                peers[peer].Add(service, SimulatedPeers.Watch(service, peer));
            }
        }

        screen.EndProgress();
        screen.Show(seeds, ours, peers, times);
        return ExitCodes.Done;
    }
}
