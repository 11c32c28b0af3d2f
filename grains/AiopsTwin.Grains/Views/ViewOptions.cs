using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Grains.Views;

/// <summary>Limits of the views pages watch.</summary>
public sealed class ViewOptions
{
    /// <summary>Section of the configuration the host binds.</summary>
    public const string SectionName = "View";

    /// <summary>Least wall time between two pushes to a page. Default 250 ms, range 20 ms to 10 s.</summary>
    [DurationRange("00:00:00.02", "00:00:10")]
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Incidents a view lists, newest first. Default 200, range 10 to 1 000.</summary>
    [Range(10, 1_000)]
    public int IncidentsShown { get; set; } = 200;

    /// <summary>Changes that may wait while a view fetches its first picture; beyond it the picture is fetched anew.
    /// Default 1 000, range 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int EarlyChanges { get; set; } = 1_000;
}
