using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Silo.Hosting;

/// <summary>What this process does.</summary>
public sealed class SiloOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Silo";

    /// <summary>Whether this process serves the page. A silo that only computes turns it off.</summary>
    public bool Ui { get; set; } = true;

    /// <summary>Whether the simulated default estate is kept alive as the twin <c>demo</c>.</summary>
    public bool Demo { get; set; } = true;

    /// <summary>Name of the scenario that the demo twin plays without end.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DemoScenario { get; set; } = "default-estate";

    /// <summary>Seed of the demo twin's run.</summary>
    [Range(0, long.MaxValue)]
    public long DemoSeed { get; set; } = 1;

    /// <summary>Whether the twin <c>live</c>, fed by ingest, is kept awake on wall time.</summary>
    public bool Live { get; set; } = true;

    /// <summary>How often the kept twins and runs are looked after; also how long a run rests after its silo
    /// died.</summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan KeepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop may take before it is cut short.</summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(45);
}
