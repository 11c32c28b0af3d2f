using AiopsTwin.Contracts.Runs;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Runs;

internal sealed partial class RunGrain
{
    [LoggerMessage(2201, LogLevel.Information, "Run {Run} begins: {Scenario}, seed {Seed}, {Mode}")]
    private partial void LogStarted(string run, string scenario, ulong seed, RunMode mode);

    [LoggerMessage(2202, LogLevel.Information, "Run {Run} is brought back to {Position}")]
    private partial void LogResumed(string run, TimeSpan position);

    [LoggerMessage(2203, LogLevel.Information, "Run {Run} is {Stage} {Note}")]
    private partial void LogFinished(string run, RunStage stage, string note);

    [LoggerMessage(2204, LogLevel.Warning, "Run {Run} was interrupted at {Position} and will try again")]
    private partial void LogInterrupted(Exception exception, string run, TimeSpan position);

    [LoggerMessage(2205, LogLevel.Error, "Run {Run} cannot be played")]
    private partial void LogImpossible(Exception exception, string run);

    [LoggerMessage(2207, LogLevel.Error, "Run {Run} failed at {Position}")]
    private partial void LogFailed(Exception exception, string run, TimeSpan position);

    [LoggerMessage(2206, LogLevel.Information, "Run {Run} fell {Lag} behind the wall clock and starts a new world")]
    private partial void LogStartedAnew(string run, TimeSpan lag);

    [LoggerMessage(2209, LogLevel.Information, "Run {Run} is forked at {Position} as {Fork}")]
    private partial void LogForked(string run, string fork, TimeSpan position);

    [LoggerMessage(2208, LogLevel.Information, "Run {Run}: {Kind} on {Target} injected by hand at {Position}")]
    private partial void LogInjected(string run, string kind, string target, TimeSpan position);
}
