using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Twins;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains.Runs;

/// <summary>What a run needs of its silo, in one piece.</summary>
internal sealed class RunServices(
    TwinSettings settings, IOptions<RunOptions> options, ITwinGateway gateway, TimeProvider time)
{
    /// <summary>How the twin inside a rehearsal thinks.</summary>
    public TwinSettings Settings => settings;

    /// <summary>Limits and periods.</summary>
    public RunOptions Options => options.Value;

    /// <summary>The way of a live run's samples into its twin.</summary>
    public ITwinGateway Gateway => gateway;

    /// <summary>What the timeline of a rehearsal keeps.</summary>
    public TimelineSettings Timelines => new(
        Options.SnapshotInterval, Options.SnapshotBytes, Options.HashTicks, Options.SeriesBytes);

    /// <summary>Forks made in this silo, for the runs that go on with them.</summary>
    public ForkShelf Forks { get; } = new();

    /// <summary>Wall time.</summary>
    public TimeProvider Time => time;

    /// <summary>The wall clock's now, cut down to a whole tick: position zero of an endless world.</summary>
    public DateTimeOffset WallStart(TimeSpan tick)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % tick.Ticks));
    }
}
