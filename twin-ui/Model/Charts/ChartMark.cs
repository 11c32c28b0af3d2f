namespace AiopsTwin.TwinUi.Model.Charts;

/// <summary>What a mark on a chart stands for.</summary>
public enum ChartMarkKind
{
    /// <summary>A change: deployment, configuration, scaling.</summary>
    Change,

    /// <summary>An incident was opened.</summary>
    Incident,
}

/// <summary>Something that happened while a series went on.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">What it was, in a few words.</param>
public sealed record ChartMark(DateTimeOffset At, ChartMarkKind Kind, string Text)
{
    /// <summary>The letter beside its line.</summary>
    public string Letter => Kind == ChartMarkKind.Change ? "C" : "I";
}

/// <summary>A mark in its place.</summary>
/// <param name="X">Place along the axis of time.</param>
/// <param name="Mark">The mark.</param>
public readonly record struct PlotMark(double X, ChartMark Mark);
