using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>A series' own baseline of its distance from the sibling median: level without trend or season.</summary>
[GenerateSerializer, Alias("aiopstwin.SiblingTrack")]
internal sealed class SiblingTrack
{
    /// <summary>Most instants that wait for a comparison; older ones are forgotten first.</summary>
    internal const int MaxPending = 16;

    /// <summary>Instants signalled and not yet compared, oldest first.</summary>
    [Id(0)]
    internal List<PendingSignal> Pending = [];

    /// <summary>Comparisons made, counted up to eight memories.</summary>
    [Id(1)]
    internal double Samples;

    /// <summary>Usual distance from the median.</summary>
    [Id(2)]
    internal double Level;

    /// <summary>Sum of squared distances from the level; used in warm-up only.</summary>
    [Id(3)]
    internal double Squares;

    /// <summary>The scorer's memory; null in warm-up.</summary>
    [Id(4)]
    internal DeviationTrack? Track;

    /// <summary>The present or last deviation from the siblings.</summary>
    [Id(5)]
    internal Episode Episode;

    /// <summary>What the series itself is measured by before the siblings are asked.</summary>
    [Id(6)]
    internal SiblingReference Reference;

    /// <summary>True while the distance from the siblings is unusual: then neither it nor the reference is learned.
    /// What all members share, however unusual, must be learned by all of them alike.</summary>
    [Id(7)]
    internal bool IsApart;

    /// <summary>Adds an instant.</summary>
    internal void Push(in PendingSignal signal)
    {
        if (Pending.Count == MaxPending)
        {
            Pending.RemoveAt(0);
        }

        Pending.Add(signal);
    }
}
