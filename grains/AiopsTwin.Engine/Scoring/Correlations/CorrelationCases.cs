using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Correlations.Cases;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>Every question put to correlation, in their order.</summary>
public static class CorrelationCases
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<CorrelationCase> All { get; } =
    [
        new SwitchStorm("T1", 500),
        new SilentSwitch(60, 1), new SilentSwitch(30, 1), new SilentSwitch(10, 3),
        new TwoSwitches("T3", hasSpine: false),
        new TwoSwitches("T4", hasSpine: true), new SpineFailure(),
        new SharedVictims(),
        new UnrelatedNoise(), new NoiseBurst(),
        new LostUplink(),
        new AnyOrder(),
        new Flapping(),
        new RecoveryStorm(),
        new Return("T11-1m", 1, isNew: false), new Return("T11-1h", 60, isNew: true),
        new SlowCascade(),
        new FaultChain(),
        new WrongMap(10, 0.95), new WrongMap(20, 0.90), new WrongMap(30, 0.80),
        new BadDeployment(),
        new Maintained(),
    ];
}
