using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// Answers questions about one world: one at a time, beside the grain that asks, for estates up to a size and for a
/// limited time. Called by its grain alone, so never by two threads at once.
/// </summary>
internal sealed class WorldQuestions(RunOptions options)
{
    private CancellationTokenSource? _asked;

    /// <summary>Asks.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="definition">Tells what the run plays; null when there is no such run.</param>
    /// <param name="problems">What is wrong with the question.</param>
    /// <param name="answer">Answers it; hears when it is to end.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<WorldAnswer<T>> Ask<T>(
        Func<Task<RunCommand?>> definition, Func<RunCommand, ImmutableArray<string>> problems,
        Func<RunCommand, CancellationToken, T> answer, CancellationToken cancellation)
        where T : class
    {
        if (_asked is not null)
        {
            GrainInstruments.LimitHit("run.questions");
            return Refused<T>(WorldRefusal.Busy, "another question is being answered; ask again when it is");
        }

        using var time = new CancellationTokenSource(options.QuestionTime);
        using var stop = _asked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        try
        {
            if (await definition() is not { } run)
            {
                return Refused<T>(WorldRefusal.Unknown, "there is no such run");
            }

            var wrong = Problems(run, problems);
            if (!wrong.IsEmpty)
            {
                return Refused<T>(WorldRefusal.Unanswerable, string.Join("; ", wrong));
            }

            return new WorldAnswer<T>(await Task.Run(() => answer(run, stop.Token)), WorldRefusal.None, "");
        }
        catch (OperationCanceledException)
        {
            if (!time.IsCancellationRequested)
            {
                return Refused<T>(WorldRefusal.Ended, "the question was ended");
            }

            GrainInstruments.LimitHit("run.question_time");
            return Refused<T>(
                WorldRefusal.Ended, $"the question took longer than {options.QuestionTime} (Run:QuestionTime)");
        }
        catch (ArgumentException failure)
        {
            // What only the world can tell: a service without any work, a link without an end.
            return Refused<T>(WorldRefusal.Unanswerable, failure.Message);
        }
        finally
        {
            _asked = null;
        }
    }

    /// <summary>Ends the question that is being answered, if any.</summary>
    public Task End() => _asked?.CancelAsync() ?? Task.CompletedTask;

    private ImmutableArray<string> Problems(RunCommand run, Func<RunCommand, ImmutableArray<string>> problems)
    {
        var entities = run.Scenario.Estate.Topology.Entities.Length;
        if (entities <= options.QuestionEntities)
        {
            return problems(run);
        }

        GrainInstruments.LimitHit("run.question_entities");
        return
        [
            $"the estate has {entities} entities, and questions are answered for {options.QuestionEntities} at most "
                + "(Run:QuestionEntities)",
        ];
    }

    private static WorldAnswer<T> Refused<T>(WorldRefusal refusal, string problem)
        where T : class => new(null, refusal, problem);
}
