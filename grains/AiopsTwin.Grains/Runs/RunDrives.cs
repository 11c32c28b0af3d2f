using System.Diagnostics;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;

namespace AiopsTwin.Grains.Runs;

/// <summary>Builds what moves a run.</summary>
internal static class RunDrives
{
    /// <summary>The drive of a run, brought up to what its twin has seen.</summary>
    /// <exception cref="ArgumentException">The scenario cannot be played.</exception>
    public static async Task<IRunDrive> Create(
        string run, RunCommand command, RunState state, RunServices services, IGrainFactory grains) =>
        command.Mode switch
        {
            RunMode.Live => await Live(run, command, state, services, grains.GetGrain<ITwinGrain>(command.Twin)),
            RunMode.Rehearsal => new RehearsalDrive(run, command, services),
            _ => throw new UnreachableException($"A run in mode {command.Mode}."),
        };

    private static async Task<LiveDrive> Live(
        string run, RunCommand command, RunState state, RunServices services, ITwinGrain twin)
    {
        if (state.MustReset)
        {
            // Asked again after a failure it does no harm: nothing was fed to the twin in between.
            await twin.Reset($"run {run}", "the run was taken back");
            state.MustReset = false;
        }

        return await LiveDrive.Create(run, command, state, services.Gateway, twin);
    }
}
