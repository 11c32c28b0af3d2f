using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>A drawn estate in which something drawn goes wrong.</summary>
public sealed class CauseCase
{
    private static readonly DateTimeOffset Day = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    private CauseCase(string kind, ulong seed, Scenario scenario, Hearing hearing)
    {
        Kind = kind;
        Seed = seed;
        Scenario = scenario;
        Hearing = hearing;
    }

    /// <summary>What sort of trouble.</summary>
    public string Kind { get; }

    /// <summary>What it was drawn from.</summary>
    public ulong Seed { get; }

    /// <summary>What is at fault; empty in a case in which nothing is.</summary>
    public ImmutableArray<EntityId> Roots => Scenario.Truth.Roots;

    /// <summary>What is played.</summary>
    internal Scenario Scenario { get; }

    /// <summary>What of it the twin hears.</summary>
    internal Hearing Hearing { get; }

    /// <summary>Plays the case with a twin that knows nothing of it.</summary>
    public CauseResult Play() => CauseExam.Play(this);

    internal static CauseCase Draw(CauseKind kind, ulong seed)
    {
        var random = new SeededRandom(seed).Fork(kind.Name);
        var draft = new CauseDraft(EstateDraw.Of(random.Fork("estate")), random.Fork("trouble"));
        kind.Draw(draft);
        var hour = random.Fork("hour").NextInt(24);
        var scenario = new Scenario(
            kind.Name, kind.Name, "drawn", 1, draft.Estate.Estate, draft.Estate.Load, Day.AddHours(hour),
            draft.Duration, TimeSpan.FromHours(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), draft.Steps, [],
            new GroundTruth([.. draft.Roots], null, draft.Roots.Count > 0 ? CauseDraft.Onset : null));
        return new CauseCase(kind.Name, seed, scenario, draft.Hearing);
    }
}
