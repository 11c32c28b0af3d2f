using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Runs;

namespace AiopsTwin.TwinUi.Model;

/// <summary>A mark on the time line.</summary>
/// <param name="Share">Place along the bar, 0 to 1.</param>
/// <param name="At">Offset from the start.</param>
/// <param name="Text">What happened.</param>
public sealed record TimelineMark(double Share, TimeSpan At, string Text);

/// <summary>Marks of one kind, on a line of their own.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Count">How many of them, for people: incidents are counted once, however often they moved; a list that
/// was cut says so.</param>
/// <param name="Marks">Its marks, in order of time.</param>
public sealed record TimelineLane(RunMarkKind Kind, string Title, string Count, ImmutableArray<TimelineMark> Marks);

/// <summary>What a player shows of a run.</summary>
public static class PlayerModel
{
    /// <summary>Speeds offered, virtual seconds per wall second; 0 is as fast as possible.</summary>
    public static ImmutableArray<double> Speeds { get; } = [0.25, 1, 10, 60, 300, 1000, 0];

    /// <summary>Marks a run keeps by default; with that many, some have fallen off.</summary>
    public const int MarksKept = 500;

    /// <summary>The lanes shown. Faults are the scenario's answer: they stay hidden until there is nothing left to
    /// guess.
    /// </summary>
    public static ImmutableArray<TimelineLane> Lanes(RunStatus run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var kinds = new List<(RunMarkKind Kind, string Title)>
        {
            (RunMarkKind.Change, "Changes"),
            (RunMarkKind.Alert, "Alerts"),
            (RunMarkKind.Incident, "Incidents"),
        };
        if (RunWords.IsOver(run.Stage))
        {
            kinds.Add((RunMarkKind.Fault, "Faults"));
        }

        return
        [
            .. kinds.Select(kind => new TimelineLane(
                kind.Kind,
                kind.Title,
                Count(run, kind.Kind),
                [.. run.Marks.Where(mark => mark.Kind == kind.Kind && mark.At >= TimeSpan.Zero)
                    .Select(mark => new TimelineMark(Share(run, mark.At), mark.At, mark.Text))])),
        ];
    }

    private static string Count(RunStatus run, RunMarkKind kind)
    {
        var marks = run.Marks.Where(mark => mark.Kind == kind && mark.At >= TimeSpan.Zero);
        var count = kind == RunMarkKind.Incident
            ? marks.Select(mark => mark.Text.Split(' ')[0]).Distinct(StringComparer.Ordinal).Count()
            : marks.Count();
        // A run keeps a bounded number of marks; alerts are what there are too many of.
        var isCut = kind == RunMarkKind.Alert && run.Marks.Length >= MarksKept;
        return count.ToString(CultureInfo.InvariantCulture) + (isCut ? "+" : "");
    }

    /// <summary>Place of an offset along the bar, 0 to 1.</summary>
    public static double Share(RunStatus run, TimeSpan at)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Duration <= TimeSpan.Zero ? 0 : Math.Clamp(at / run.Duration, 0, 1);
    }

    /// <summary>The next or previous mark of any lane shown, for jumping; null when there is none.</summary>
    public static TimelineMark? Neighbour(RunStatus run, bool isForward)
    {
        ArgumentNullException.ThrowIfNull(run);
        var marks = Lanes(run).SelectMany(lane => lane.Marks).OrderBy(mark => mark.At).ToArray();
        // A second of room, or jumping back from a mark would find the same mark again.
        return isForward
            ? marks.FirstOrDefault(mark => mark.At > run.Position + TimeSpan.FromSeconds(1))
            : marks.LastOrDefault(mark => mark.At < run.Position - TimeSpan.FromSeconds(1));
    }

    /// <summary>The speed one step faster or slower; the same at either end.</summary>
    public static double Step(double speed, int by)
    {
        var index = Speeds.IndexOf(speed);
        return index < 0 ? 60 : Speeds[Math.Clamp(index + by, 0, Speeds.Length - 1)];
    }

    /// <summary>An offset moved by some seconds, kept within the run.</summary>
    public static TimeSpan Moved(RunStatus run, double seconds)
    {
        ArgumentNullException.ThrowIfNull(run);
        var moved = run.Position + TimeSpan.FromSeconds(seconds);
        return moved < TimeSpan.Zero ? TimeSpan.Zero : moved > run.Duration ? run.Duration : moved;
    }
}
