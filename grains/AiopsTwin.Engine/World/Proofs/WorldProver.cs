using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>
/// The world behind the twin's port: fits a world to what was observed, finds what is wrong with whom by his own doing,
/// and plays it again without each suspect, and with each suspect alone (docs/methods/counterfactual.md). It knows
/// nothing of any script: a case holds what the twin observed. Cost: some ten plays of the window.
/// </summary>
public sealed class WorldProver : ICounterfactualProver
{
    /// <summary>Entities a world is fitted to at most.</summary>
    public const int MostEntities = 2000;

    /// <summary>Largest share by which the usual response times of a fitted world may miss the learned ones in the
    /// median.</summary>
    public const double LargestFitError = 0.25;

    // A world that does not show most of the symptoms with everything put in cannot say what takes them away.
    private const double LeastShown = 0.5;

    /// <inheritdoc />
    public ImmutableArray<Counterfactual> Prove(CounterfactualCase source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (ProofWindow.Of(source) is not { } window)
        {
            return [];
        }

        var observed = ObservedEstate.Of(source, window);
        if (observed.Working.Length == 0 && !observed.Entities.Values.Any(one => one.IsSilent))
        {
            return All(source, window, ProofText.NoRequests);
        }

        if (observed.Working.Length + observed.Places.Count > MostEntities)
        {
            return All(source, window, ProofText.TooLarge(observed.Working.Length + observed.Places.Count));
        }

        var trial = Trial.Of(WorldFit.Of(observed));
        if (trial.Problem is { } problem)
        {
            return [.. All(source, window, problem).Select(one => one with
            {
                FitError = trial.FitError,
                Steps = trial.Run.Steps,
            })];
        }

        var proofs = source.Suspects.Select((suspect, place) => trial.Try(suspect, place == 0)).ToList();
        return [.. proofs.Select(proof => proof with { Steps = trial.Run.Steps })];
    }

    private static ImmutableArray<Counterfactual> All(CounterfactualCase source, ProofWindow window, string problem) =>
        [.. source.Suspects.Select(_ => Empty(source, window, problem))];

    private static Counterfactual Empty(CounterfactualCase source, ProofWindow window, string problem) => new(
        source.Now, problem, null, 0, window.Since, window.Until, 0, [], []);

    /// <summary>A fitted world with everything observed put in.</summary>
    private sealed class Trial
    {
        private const int MostEffects = 24;

        private readonly WorldFit _fit;
        private readonly SymptomCheck _check;
        private readonly Disturbances _found;
        private readonly SimulatedCourse _all;

        private Trial(WorldFit fit)
        {
            _fit = fit;
            Run = new FittedRun(fit);
            (_found, _all) = Abduction.Find(fit, Run);
            FitError = FitResidual.Of(fit, _all);
            _check = SymptomCheck.Of(fit);
            var shown = _check.Symptoms.Count(IsShown);
            Problem = _check.Symptoms.IsEmpty ? ProofText.NoSymptom(_check.Outside)
                : FitError > LargestFitError ? ProofText.NoFit(FitError)
                : shown < LeastShown * _check.Symptoms.Length ? ProofText.NotShown(shown, _check.Symptoms.Length)
                : null;
        }

        public FittedRun Run { get; }

        public double FitError { get; }

        /// <summary>Why nothing can be proved; null when it can.</summary>
        public string? Problem { get; }

        public static Trial Of(WorldFit fit) => new(fit);

        public Counterfactual Try(Suspect suspect, bool hasCourses)
        {
            var (source, window) = (_fit.Observed.Source, _fit.Observed.Window);
            if (Hypothesis.Of(suspect.Entity, _fit) is not { } hypothesis)
            {
                return Empty(source, window, ProofText.NotFelt(suspect.Entity)) with { FitError = FitError };
            }

            var (rest, alone) = (hypothesis.Without(_found), hypothesis.Alone(_found));
            var (without, only) = (Run.Play(rest), Run.Play(alone));
            var effects = _check.Symptoms.Select(symptom => symptom.Number < 0
                ? OfPlace(symptom, hypothesis)
                : OfWork(symptom, (without, rest), (only, alone))).ToList();
            var quiet = _check.PredictedQuiet(only, alone)
                .Select(one => Effect(one, 0, one.Change) with { IsSymptom = false })
                .Concat(QuietPlaces(hypothesis)).ToList();
            var counts = new CounterfactualCounts(
                _check.Symptoms.Length, effects.Count(one => one.Vanishes), effects.Count(one => one.IsReproduced),
                _check.Symptoms.Count(symptom => !IsShown(symptom)), quiet.Count, _check.Outside);
            var courses = hasCourses ? CourseWriter.Write(_fit, _check.Symptoms, hypothesis, (_all, _found),
                (without, rest)) : [];
            return new Counterfactual(
                source.Now, ProofText.Of(suspect.Entity, counts, effects, quiet), counts, Math.Round(FitError, 4),
                window.Since, window.Until, 0,
                [
                    .. effects.OrderByDescending(one => one.Vanishes).ThenByDescending(one => one.IsReproduced)
                        .ThenBy(one => one.Entity).ThenBy(one => one.Kind).Concat(quiet).Take(MostEffects),
                ],
                courses);
        }

        private bool IsShown(ObservedSymptom symptom) => symptom.Number < 0
            || SymptomCheck.IsHalfOf(_check.ChangeIn(_all, _found, symptom.Number, symptom.Kind), symptom.Change);

        private CounterfactualEffect OfWork(
            ObservedSymptom symptom, (SimulatedCourse Course, Disturbances Of) without,
            (SimulatedCourse Course, Disturbances Of) only)
        {
            var all = _check.ChangeIn(_all, _found, symptom.Number, symptom.Kind);
            var left = _check.ChangeIn(without.Course, without.Of, symptom.Number, symptom.Kind);
            var brought = _check.ChangeIn(only.Course, only.Of, symptom.Number, symptom.Kind);
            return Effect(symptom, left, brought) with
            {
                Vanishes = IsShown(symptom) && !SymptomCheck.IsHalfOf(left, all),
                IsReproduced = SymptomCheck.IsHalfOf(brought, symptom.Change),
            };
        }

        private CounterfactualEffect OfPlace(ObservedSymptom symptom, Hypothesis hypothesis)
        {
            var isCovered = hypothesis.Covered.Contains(symptom.Entity);
            var isGone = isCovered && hypothesis.IsGone(_found, _fit.Observed.Window.Pieces - 1);
            return Effect(symptom, isGone ? 0 : 1, isGone ? 1 : 0) with { Vanishes = isGone, IsReproduced = isGone };
        }

        /// <summary>Places that would be gone with the suspect and say that they are well.</summary>
        private IEnumerable<CounterfactualEffect> QuietPlaces(Hypothesis hypothesis) =>
            hypothesis.IsGone(_found, _fit.Observed.Window.Pieces - 1)
                ? hypothesis.Covered.Where(place =>
                        _fit.Observed.Entities.TryGetValue(place, out var one) && one.Reports && !one.IsSilent)
                    .Select(place => new CounterfactualEffect(
                        place, EffectKind.Silent, 0, 0, 0, 1, IsSymptom: false, Vanishes: false, IsReproduced: false))
                : [];

        private static CounterfactualEffect Effect(ObservedSymptom symptom, double without, double alone) => new(
            symptom.Entity, symptom.Kind, Rounded(symptom.Usual), Rounded(symptom.Usual + symptom.Change),
            Rounded(symptom.Usual + without), Rounded(symptom.Usual + alone), true, false, false);

        private static double Rounded(double value) => Math.Round(value, 6);
    }
}
