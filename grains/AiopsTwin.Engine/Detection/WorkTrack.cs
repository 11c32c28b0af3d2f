using AiopsTwin.Engine.Baselines;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>A resource judged by the work it does: the model, the scorer's memory and the deviation.</summary>
[GenerateSerializer, Alias("aiopstwin.WorkTrack")]
internal sealed class WorkTrack(WorkModel model)
{
    /// <summary>What use goes with which work.</summary>
    [Id(0)]
    internal WorkModel Model = model;

    /// <summary>The scorer's memory; null in warm-up.</summary>
    [Id(1)]
    internal DeviationTrack? Track;

    /// <summary>The present or last deviation from the work.</summary>
    [Id(2)]
    internal Episode Episode;

    /// <summary>Series the entity had when the kinds of work were looked up.</summary>
    [Id(4)]
    internal int Series;

    /// <summary>The series of the work, in the order of the model; null until they were looked up.</summary>
    [NonSerialized]
    internal SeriesState?[]? Sources;

    /// <summary>Values of the work at the peak of the deviation, in their units.</summary>
    [Id(3)]
    internal double[] Seen = new double[model.Works.Length];
}
