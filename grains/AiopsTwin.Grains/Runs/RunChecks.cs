using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;

namespace AiopsTwin.Grains.Runs;

/// <summary>Says why a run cannot begin.</summary>
internal static class RunChecks
{
    /// <summary>The first objection; null when there is none.</summary>
    public static async Task<string?> Objection(string run, RunCommand command, IGrainFactory grains)
    {
        if (!GrainKeys.IsValidName(run))
        {
            return $"'{run}' is not a run id: {GrainKeys.NameRule}";
        }

        if (!RunPace.IsValid(command.Speed))
        {
            return "the speed is 0 (as fast as possible) or 0.25 to 1000";
        }

        if (command.Mode == RunMode.Rehearsal)
        {
            return command.IsEndless ? "only a live run can be endless" : null;
        }

        if (!GrainKeys.IsValidName(command.Twin))
        {
            return GrainKeys.NoTwinId(command.Twin);
        }

        var status = await grains.GetGrain<ITwinGrain>(command.Twin).Status();
        var begins = command.Scenario.StartsAt - command.Scenario.WarmUp;
        return !command.IsEndless && status.Now > begins
            ? $"the clock of twin {command.Twin} stands at {status.Now:u}, after the run's beginning; name another twin"
            : null;
    }
}
