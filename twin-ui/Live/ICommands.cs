using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.TwinUi.Live;

/// <summary>What a person can do from the page. A refusal is a value, never an exception.</summary>
public interface ICommands
{
    /// <summary>Makes a run of a scenario, paused at its start.</summary>
    /// <param name="scenario">Name in the catalogue.</param>
    /// <param name="seed">Fixes the run.</param>
    /// <param name="mode">Which driver thinks; a live run feeds a twin of its own, named like the run.</param>
    Task<StartedRun> StartRun(string scenario, ulong seed, RunMode mode);

    /// <summary>Lets a run's clock move.</summary>
    Task<Decision> Play(string run);

    /// <summary>Stops a run's clock.</summary>
    Task<Decision> Pause(string run);

    /// <summary>Virtual seconds per wall second; 0 is as fast as possible.</summary>
    Task<Decision> SetSpeed(string run, double speed);

    /// <summary>Moves a run to an offset from its start.</summary>
    Task<Decision> Seek(string run, TimeSpan position);

    /// <summary>Ends a run for good.</summary>
    Task<Decision> Stop(string run);

    /// <summary>Injects a fault into a run, at its next tick.</summary>
    Task<Decision> Inject(string run, FaultOrder order);

    /// <summary>Closes an incident on a person's word.</summary>
    Task<Decision> CloseIncident(string view, string incident, string who, string why);

    /// <summary>Says something to a twin: of an incident, an alert, a silence or a gate.</summary>
    Task<Decision> Say(string view, OperatorWord word);
}

/// <summary>The answer to starting a run.</summary>
/// <param name="Run">Its id; empty when refused.</param>
/// <param name="Decision">Whether it was made.</param>
public sealed record StartedRun(string Run, Decision Decision);
