using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// The shell of the questions asked of a run's world: estate and load come from the run, and the question is answered
/// beside the grain (<see cref="WorldQuestions"/>).
/// </summary>
[Reentrant]
internal sealed class QuestionGrain(IOptions<RunOptions> options) : Grain, IQuestionGrain
{
    private readonly WorldQuestions _questions = new(options.Value);

    /// <inheritdoc />
    public Task<WorldAnswer<HarmAnswer>> BlastRadius(
        HarmQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ask(
            run => question.Problems(run.Scenario.Estate),
            (run, stop) => HarmTrial.Ask(run.Scenario.Estate, run.Scenario.Load, run.Seed, question, stop),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<WorldAnswer<ContingencyAnswer>> Contingency(
        ContingencyQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ask(
            _ => question.Problems(),
            (run, stop) => new ContingencyTrial(
                run.Scenario.Estate, run.Scenario.Load, run.Seed, question.Minutes, stop).Ask(question.Pairs),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<WorldAnswer<HeadroomAnswer>> Headroom(
        HeadroomQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ask(
            run => [.. question.Problems(), .. Absent(run, question.Service)], Answer, cancellationToken);

        HeadroomAnswer Answer(RunCommand run, CancellationToken stop)
        {
            var trial = new HeadroomTrial(run.Scenario.Estate, run.Scenario.Load, question.Minutes);
            return question.Service is { } service ? trial.Ask(service, stop) : trial.Ask(null, stop);
        }
    }

    /// <inheritdoc />
    public Task<WorldAnswer<CollapseAnswer>> Collapse(
        CollapseQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ask(
            run => [.. question.Problems(), .. Absent(run, question.Service)],
            (run, stop) => new CollapseTrial(run.Scenario.Estate, run.Scenario.Load).Ask(question, null, stop),
            cancellationToken);
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _questions.End();

    private Task<WorldAnswer<T>> Ask<T>(
        Func<RunCommand, ImmutableArray<string>> problems, Func<RunCommand, CancellationToken, T> answer,
        CancellationToken cancellationToken)
        where T : class => _questions.Ask(
            GrainFactory.GetGrain<IRunGrain>(this.GetPrimaryKeyString()).Definition, problems, answer,
            cancellationToken);

    private static IEnumerable<string> Absent(RunCommand run, EntityId? service) =>
        service is { } entity && run.Scenario.Estate.World.Processes.All(process => process.Entity != entity)
            ? [$"{entity} does no work in this estate"]
            : [];
}
