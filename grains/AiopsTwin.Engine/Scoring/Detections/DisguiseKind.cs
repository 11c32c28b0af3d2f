namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>How a series is told otherwise without being another one (<see cref="SeriesDisguise"/>).</summary>
public enum DisguiseKind
{
    /// <summary>In a unit a thousandth as large.</summary>
    Scale,

    /// <summary>Five weeks, seven hours and 23 minutes later.</summary>
    Shift,

    /// <summary>Half as often, two samples as their mean.</summary>
    Resample,

    /// <summary>With one value in twenty missing.</summary>
    Nan,

    /// <summary>As a total, reset now and then.</summary>
    Counter,
}
