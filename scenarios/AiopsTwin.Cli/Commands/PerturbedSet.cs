using System.Collections.Immutable;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Nezha;
using AiopsTwin.Scenarios.Recorded.Perturbed;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Cli.Commands;

/// <summary>The incidents of a data set under one perturbation.</summary>
/// <param name="Perturbation">What was done.</param>
/// <param name="Answers">Where the truth stands, by the name of the case.</param>
internal sealed record PerturbedAnswers(
    Perturbation Perturbation, ImmutableArray<(string Case, RankedAnswer Answer)> Answers);

/// <summary>Recorded incidents that can be judged under perturbations.</summary>
/// <param name="kinds">What can be done to them.</param>
/// <param name="judge">Judges all of them.</param>
internal sealed class PerturbedSet(
    ImmutableArray<PerturbationKind> kinds, Func<Perturbation, IEnumerable<(string Case, RankedAnswer Answer)>> judge)
{
    /// <summary>Names of the sets.</summary>
    public static string[] Names { get; } =
    [
        RecordedSet.PetShop, RecordedSet.NezhaTrainTicket, RecordedSet.NezhaOnlineBoutique, RecordedSet.RootCauseBench,
    ];

    /// <summary>A set by name; null when the folder has none of its incidents.</summary>
    public static PerturbedSet? Of(string dataset, string data, ReplayOnset onset, CancellationToken cancellation)
    {
        if (dataset == RecordedSet.PetShop)
        {
            var folder = new PetShopFolder(data);
            return folder.Problems.Length > 0
                ? null
                : new PerturbedSet(Perturbation.OfRows, perturbation => Told(folder.Cases
                    .Select(name => PetShopEvaluation.Judge(
                        folder, name, (onset, false), perturbation, cancellation).Value)
                    .OfType<EvaluatedCase>()));
        }

        if (RecordedSet.Objection(dataset, data) is not null)
        {
            return null;
        }

        if (dataset == RecordedSet.RootCauseBench)
        {
            return new PerturbedSet(Perturbation.OfAlerts, perturbation => BenchEvaluation.Cases(data)
                .Select(folder => BenchEvaluation.Judge(folder, RecordingLimits.Default, perturbation))
                .Select(trial => (
                    trial.Case, trial.IsRight ? new RankedAnswer(true, 1, 1) : new RankedAnswer(true, null, 0))));
        }

        var days = NezhaEvaluation.Days(data, dataset == RecordedSet.NezhaOnlineBoutique);
        return new PerturbedSet(Perturbation.OfTraces, perturbation => Told(days.SelectMany(day =>
            NezhaEvaluation.Judge(day, onset, RecordingLimits.Default, perturbation, cancellation))));
    }

    /// <summary>Judges the incidents under every perturbation; those that draw nothing once.</summary>
    /// <param name="seeds">Seeds of the others.</param>
    /// <param name="screen">Sees how far it is.</param>
    public List<PerturbedAnswers> Play(List<ulong> seeds, Screen screen)
    {
        var perturbations = kinds.SelectMany(kind => new Perturbation(kind, seeds[0]) is { IsSure: true } sure
            ? [sure] : seeds.Select(seed => new Perturbation(kind, seed))).ToList();
        var played = new List<PerturbedAnswers>();
        foreach (var perturbation in perturbations)
        {
            screen.Progress(RobustnessScreen.Name(perturbation.Kind), played.Count + 1, perturbations.Count);
            played.Add(new PerturbedAnswers(perturbation, [.. judge(perturbation)]));
        }

        screen.EndProgress();
        return played;
    }

    private static IEnumerable<(string Case, RankedAnswer Answer)> Told(IEnumerable<EvaluatedCase> cases) =>
        cases.Select(one => (one.Case, one.Answer));
}
