using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Topology;

/// <summary>A full copy and the differences that follow it.</summary>
/// <param name="Full">The full copy.</param>
/// <param name="Steps">Differences, each from the version before.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologyStretch")]
public sealed record TopologyStretch(
    [property: Id(0)] TopologySnapshot Full,
    [property: Id(1)] ImmutableArray<TopologyDiff> Steps)
{
    /// <summary>The newest version in it.</summary>
    public long Last => Steps.IsEmpty ? Full.Version : Steps[^1].To;

    internal long Records =>
        Full.Entities.Length + Full.Dependencies.Length + Full.Groups.Length + Steps.Sum(step => (long)step.Size);
}

/// <summary>
/// A topology's versions: the newest, and the past as stretches of differences behind periodic full copies, so that the
/// graph at any kept version comes back exactly in at most <see cref="TopologyHistorySettings.FullEvery"/> steps.
/// Immutable and bounded; the oldest stretch goes first.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologyHistory")]
public sealed class TopologyHistory
{
    private TopologyHistory(
        TopologySnapshot current, ImmutableArray<TopologyStretch> stretches, TopologyHistorySettings settings)
    {
        Current = current;
        Stretches = stretches;
        Settings = settings;
    }

    /// <summary>The newest version.</summary>
    [Id(0)]
    public TopologySnapshot Current { get; private init; }

    /// <summary>The versions kept, oldest first; the last stretch ends with <see cref="Current"/>.</summary>
    [Id(1)]
    public ImmutableArray<TopologyStretch> Stretches { get; private init; }

    /// <summary>How much is kept.</summary>
    [Id(2)]
    public TopologyHistorySettings Settings { get; private init; }

    /// <summary>The oldest version kept.</summary>
    public long Oldest => Stretches[0].Full.Version;

    /// <summary>Number of versions kept.</summary>
    public int Count => Stretches.Sum(stretch => 1 + stretch.Steps.Length);

    /// <summary>Versions of a stretch. At most a quarter of what is kept, because stretches go whole.</summary>
    private int StretchLength => Math.Clamp(Settings.MaxVersions / 4, 1, Settings.FullEvery);

    /// <summary>Begins a history with the default settings.</summary>
    /// <param name="first">Its first version.</param>
    public static TopologyHistory Begin(TopologySnapshot first) => Begin(first, TopologyHistorySettings.Default);

    /// <summary>Begins a history.</summary>
    /// <param name="first">Its first version.</param>
    /// <param name="settings">How much to keep.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is below 1.</exception>
    public static TopologyHistory Begin(TopologySnapshot first, TopologyHistorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxVersions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxRecords, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.FullEvery, 1);
        return new TopologyHistory(first, [new TopologyStretch(first, [])], settings);
    }

    /// <summary>The history with one more version.</summary>
    /// <param name="next">The version; the current one again changes nothing.</param>
    /// <exception cref="ArgumentException">Its version is not the one after <see cref="Current"/>.</exception>
    public TopologyHistory Append(TopologySnapshot next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (ReferenceEquals(next, Current))
        {
            return this;
        }

        if (next.Version != Current.Version + 1)
        {
            throw new ArgumentException(
                $"Version {next.Version} cannot follow version {Current.Version}.", nameof(next));
        }

        var last = Stretches[^1];
        var step = TopologyDiff.Between(Current, next);

        // A step as large as the graph (a replacement) saves nothing over a full copy, and a full copy is found at
        // once.
        var isFull = last.Steps.Length + 1 >= StretchLength
            || step.Size >= next.Entities.Length + next.Dependencies.Length + next.Groups.Length;
        var stretches = isFull
            ? Stretches.Add(new TopologyStretch(next, []))
            : Stretches.SetItem(Stretches.Length - 1, last with { Steps = last.Steps.Add(step) });
        return new TopologyHistory(next, Bounded(stretches, next), Settings);
    }

    /// <summary>The topology at a version; null when it never was or is no longer kept.</summary>
    public TopologySnapshot? At(long version)
    {
        if (version == Current.Version)
        {
            return Current;
        }

        var stretch = Stretches.LastOrDefault(one => one.Full.Version <= version);
        if (stretch is null || version > stretch.Last)
        {
            return null;
        }

        var snapshot = stretch.Full;
        foreach (var step in stretch.Steps)
        {
            if (snapshot.Version == version)
            {
                break;
            }

            snapshot = step.ApplyTo(snapshot);
        }

        return snapshot;
    }

    private ImmutableArray<TopologyStretch> Bounded(
        ImmutableArray<TopologyStretch> stretches, TopologySnapshot newest)
    {
        var versions = stretches.Sum(stretch => 1 + stretch.Steps.Length);
        var records = stretches.Sum(stretch => stretch.Records);
        var first = 0;
        while (first < stretches.Length - 1 && (versions > Settings.MaxVersions || records > Settings.MaxRecords))
        {
            versions -= 1 + stretches[first].Steps.Length;
            records -= stretches[first].Records;
            first++;
        }

        if (versions <= Settings.MaxVersions && records <= Settings.MaxRecords)
        {
            return stretches.RemoveRange(0, first);
        }

        // Even the newest stretch alone is too much: keep the newest version only.
        return [new TopologyStretch(newest, [])];
    }
}
