namespace AiopsTwin.Engine.World.Proofs;

/// <summary>How well a fitted world explains what is usual.</summary>
internal static class FitResidual
{
    /// <summary>Relative error of the usual response time of one entity; null when it does not tell one.</summary>
    public static double? Of(WorldFit fit, SimulatedCourse course, int number) =>
        fit.Observed.Working[number].Latency is { Usual: > 0 and var usual }
            ? Math.Abs(course.UsualLatency[number] - usual) / usual
            : null;

    /// <summary>Median over entities; 0 when none tells its response time.</summary>
    public static double Of(WorldFit fit, SimulatedCourse course)
    {
        var errors = Enumerable.Range(0, fit.Count).Select(i => Of(fit, course, i))
            .Where(error => error is not null).Select(error => error!.Value).Order().ToArray();
        return errors.Length == 0 ? 0 : errors[errors.Length / 2];
    }
}
