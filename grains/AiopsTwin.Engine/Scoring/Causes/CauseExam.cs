using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>Plays a case: world and twin in one thread, meeting in telemetry and changes alone.</summary>
internal static class CauseExam
{
    public static CauseResult Play(CauseCase one)
    {
        var since = one.Scenario.StartsAt + (one.Scenario.Truth.Onset ?? -one.Scenario.WarmUp);
        return new CauseResult(one, [.. Run(one).Incidents
            .Where(incident => incident.MergedInto is null && incident.OpenedAt >= since)]);
    }

    private static LocalTwin Run(CauseCase one)
    {
        var stage = new ScenarioStage(one.Scenario, one.Seed);
        var twin = new LocalTwin(one.Scenario.Estate.Topology, TwinSettings.Default);
        while (!stage.IsOver)
        {
            var output = stage.Tick();
            foreach (var change in output.Changes)
            {
                twin.Record(change);
            }

            if (output.Telemetry.IsDue)
            {
                twin.Observe(one.Hearing.Of(output.Telemetry.Batches));
                twin.Advance(stage.Now);
            }
        }

        return twin;
    }
}
