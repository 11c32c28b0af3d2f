namespace AiopsTwin.Contracts.Runs;

/// <summary>What a simulated world answers, or why it does not.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Answer">The answer; null when there is none.</param>
/// <param name="Refusal">Why there is none.</param>
/// <param name="Problem">The same in words; empty when there is an answer.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.WorldAnswer`1")]
public sealed record WorldAnswer<T>(
    [property: Id(0)] T? Answer, [property: Id(1)] WorldRefusal Refusal, [property: Id(2)] string Problem)
    where T : class;

/// <summary>Answers of simulated worlds, whatever is asked.</summary>
public static class WorldAnswer
{
    /// <summary>How long a caller waits for an answer: longer than <c>Run:QuestionTime</c> may be.</summary>
    public const string Patience = "00:03:00";
}

/// <summary>Why a simulated world does not answer.</summary>
public enum WorldRefusal
{
    /// <summary>It does.</summary>
    None,

    /// <summary>There is no such run.</summary>
    Unknown,

    /// <summary>The question cannot be asked of this estate.</summary>
    Unanswerable,

    /// <summary>Another question is being answered.</summary>
    Busy,

    /// <summary>It took too long, or was ended.</summary>
    Ended,
}
