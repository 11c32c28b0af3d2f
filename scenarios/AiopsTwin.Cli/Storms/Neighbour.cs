using System.Diagnostics;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>Another twin on the same silo, fed ten times a second and moved each second: what its people notice of a
/// storm that is not theirs.</summary>
internal sealed class Neighbour(MeasuredSilo silo)
{
    private const string Twin = "neighbour";
    private const int Batch = 10;
    private const int BeatsOfStep = 10;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>From sending to acknowledgement.</summary>
    public Latencies Acknowledgements { get; } = new();

    /// <summary>What its steps took.</summary>
    public Latencies Steps { get; } = new();

    public Task LoadAsync(CancellationToken cancellation) =>
        silo.LoadAsync(Twin, new StormEstate(1).Build(), cancellation);

    /// <summary>Feeds it until it is told to stop.</summary>
    public async Task FeedAsync(CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var alerts = StormEstate.Dead(0);
        using var pace = new PeriodicTimer(Pace);
        try
        {
            for (var beat = 0; await pace.WaitForNextTickAsync(stop); beat++)
            {
                var some = alerts.Skip(beat * Batch % alerts.Length).Take(Batch).Select(alert => (alert, now));
                await TimeAsync(Acknowledgements, () => silo.PostAsync(Twin, AlertJson.ForTwin(some), stop));
                if (beat % BeatsOfStep == 0)
                {
                    await TimeAsync(Steps, () => silo.AdvanceAsync(
                        Twin, now.AddSeconds(beat / (double)BeatsOfStep), stop));
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private static async Task TimeAsync(Latencies latencies, Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        latencies.Add(Stopwatch.GetElapsedTime(start));
    }
}
