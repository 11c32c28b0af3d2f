using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Scenarios.Exports;

/// <summary>The steps of a timeline as they happened: repeated ones each time, waiting ones when their moment
/// came.</summary>
internal static class JournalSteps
{
    /// <summary>The steps in order of time; a step that never happened is left out.</summary>
    public static IReadOnlyList<(DateTimeOffset At, TimelineStep Step)> Of(
        Scenario scenario, RunReport report, int most)
    {
        var steps = new List<(DateTimeOffset At, TimelineStep Step)>();
        foreach (var step in scenario.Timeline)
        {
            if (Moment(step, scenario, report) is not { } first)
            {
                continue;
            }

            var period = step.Time.Every;
            for (var at = first; at <= report.EndsAt && steps.Count < most; at += period!.Value)
            {
                steps.Add((at, step));
                if (period is null)
                {
                    break;
                }
            }
        }

        return [.. steps.OrderBy(step => step.At)];
    }

    // A step that waits does so for the first diagnosis of an incident that opened since the onset.
    private static DateTimeOffset? Moment(TimelineStep step, Scenario scenario, RunReport report)
    {
        if (step.Time.After is null)
        {
            return scenario.StartsAt + step.Time.At;
        }

        var onset = scenario.StartsAt + (scenario.Truth.Onset ?? TimeSpan.Zero);
        var diagnosed = report.Incidents.Where(incident => incident.OpenedAt >= onset)
            .Select(incident => incident.DiagnosedAt).OfType<DateTimeOffset>().Order().ToArray();
        return diagnosed.Length == 0 ? null : diagnosed[0] + step.Time.At;
    }
}
