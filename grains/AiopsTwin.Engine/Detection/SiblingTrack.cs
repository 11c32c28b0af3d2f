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

    /// <summary>Level and reference when the distances last began to lean up, and down.</summary>
    [Id(8)]
    internal SiblingAnchor BeforeRise;

    /// <summary>The same for leaning down.</summary>
    [Id(9)]
    internal SiblingAnchor BeforeFall;

    /// <summary>Keeps what is known as long as nothing leans away from it.</summary>
    internal void Anchor()
    {
        var now = new SiblingAnchor(Level, Reference.Level);
        BeforeRise = Track!.Rise.Sum > 0 ? BeforeRise : now;
        BeforeFall = Track.Fall.Sum > 0 ? BeforeFall : now;
    }

    /// <summary>Takes back what was learned since the deviation of an alert began, before it was known to be
    /// one.</summary>
    internal void Return()
    {
        var anchor = Episode.Direction > 0 ? BeforeRise : BeforeFall;
        Level = anchor.Level;
        Reference.Level = anchor.Reference;
    }

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
