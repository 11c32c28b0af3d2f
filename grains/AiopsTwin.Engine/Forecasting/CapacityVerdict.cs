namespace AiopsTwin.Engine.Forecasting;

/// <summary>The kind of an answer to "when is it full?".</summary>
public enum CapacityVerdict
{
    /// <summary>Fewer than 14 days are known.</summary>
    TooEarly,

    /// <summary>Not within a year, with better than even odds.</summary>
    NotWithinYear,

    /// <summary>A date can be given.</summary>
    FullOnDate,

    /// <summary>The limit is reached already.</summary>
    Full,
}
