using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>Writes courses for people: the suspect's own and those of the symptoms that changed most.</summary>
internal static class CourseWriter
{
    private const int MostCourses = 4;

    /// <summary>The courses, the suspect's first.</summary>
    /// <param name="fit">The fitted world.</param>
    /// <param name="symptoms">The symptoms.</param>
    /// <param name="hypothesis">The suspect.</param>
    /// <param name="all">Everything observed put in.</param>
    /// <param name="without">Without the suspect.</param>
    public static ImmutableArray<CounterfactualCourse> Write(
        WorldFit fit, ImmutableArray<ObservedSymptom> symptoms, Hypothesis hypothesis,
        (SimulatedCourse Course, Disturbances Of) all, (SimulatedCourse Course, Disturbances Of) without) =>
    [
        .. symptoms.Where(symptom => symptom.Number >= 0 && symptom.Kind != EffectKind.Silent)
            .OrderByDescending(symptom => symptom.Entity == hypothesis.Suspect)
            .ThenByDescending(symptom => Math.Round(
                Math.Abs(symptom.Change) / Math.Max(1e-3, Math.Abs(symptom.Usual)), 6))
            .ThenBy(symptom => symptom.Entity).ThenBy(symptom => symptom.Kind)
            .DistinctBy(symptom => symptom.Entity).Take(MostCourses)
            .Select(symptom => new CounterfactualCourse(
                symptom.Entity, symptom.Kind, [.. Points(fit, symptom, all, without)])),
    ];

    private static IEnumerable<CounterfactualPoint> Points(
        WorldFit fit, ObservedSymptom symptom, (SimulatedCourse Course, Disturbances Of) all,
        (SimulatedCourse Course, Disturbances Of) without)
    {
        var one = fit.Observed.Working[symptom.Number];
        var course = symptom.Kind switch
        {
            EffectKind.Slow => one.Latency!,
            EffectKind.Failing => one.Errors!,
            _ => one.Rate!,
        };
        var usual = Rounded(course.Usual);
        yield return new CounterfactualPoint(fit.Observed.Window.Since, usual, usual, usual);
        for (var k = 0; k < fit.Observed.Window.Pieces; k++)
        {
            var at = fit.Observed.Window.Since + (fit.Observed.Window.Piece * (k + 1));
            var cell = all.Of.Cell(k, symptom.Number);
            yield return new CounterfactualPoint(
                at, double.IsNaN(course.Course[k]) ? null : Rounded(course.Course[k]),
                Rounded(course.Usual + Change(all.Course, symptom, cell)),
                Rounded(course.Usual + Change(without.Course, symptom, cell)));
        }
    }

    private static double Change(SimulatedCourse course, ObservedSymptom symptom, int cell) => symptom.Kind switch
    {
        EffectKind.Slow => course.Latency[cell] - course.UsualLatency[symptom.Number],
        EffectKind.Failing => Math.Exp(-course.UsualLoss[symptom.Number]) - Math.Exp(-course.Loss[cell]),
        _ => course.Rate[cell] - course.UsualRate[symptom.Number],
    };

    private static double Rounded(double value) => Math.Round(value, 6);
}
