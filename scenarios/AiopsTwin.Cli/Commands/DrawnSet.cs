using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring.Causes;

namespace AiopsTwin.Cli.Commands;

/// <summary>Sets of drawn estates with drawn troubles, by name.</summary>
internal static class DrawnSet
{
    /// <summary>The level of the cause is the question.</summary>
    public const string Places = "synthetic";

    /// <summary>Something misleads.</summary>
    public const string Troubles = "synthetic-misleading";

    /// <summary>Names of the sets.</summary>
    public static string[] Names { get; } = [Places, Troubles];

    /// <summary>Plays the cases of a set and shows the scores.</summary>
    public static int Evaluate(string dataset, List<ulong> seeds, CauseScreen screen, CancellationToken cancellation)
    {
        var played = Play(
            seeds, dataset == Places ? CauseCases.Place : CauseCases.Trouble, screen, cancellation);
        screen.Show(dataset, seeds, played);
        return ExitCodes.Done;
    }

    /// <summary>Plays cases, as many at a time as there are processors; results come in the order of the seeds and do
    /// not depend on it.</summary>
    public static List<(CauseResult Result, TimeSpan Elapsed)> Play(
        List<ulong> seeds, Func<ulong, CauseCase> draw, Screen screen, CancellationToken cancellation)
    {
        var done = 0;
        var played = seeds.AsParallel().AsOrdered().WithCancellation(cancellation).Select(seed =>
        {
            var start = Stopwatch.GetTimestamp();
            var one = draw(seed);
            var result = one.Play();
            screen.Progress(one.Kind, Interlocked.Increment(ref done), seeds.Count);
            return (result, Stopwatch.GetElapsedTime(start));
        }).ToList();
        screen.EndProgress();
        return played;
    }
}
