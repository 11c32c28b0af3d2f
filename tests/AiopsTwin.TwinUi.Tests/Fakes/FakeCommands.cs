using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.TwinUi.Live;

namespace AiopsTwin.TwinUi.Tests.Fakes;

/// <summary>Writes down what was commanded.</summary>
internal sealed class FakeCommands : ICommands
{
    public List<string> Given { get; } = [];

    public Decision Answer { get; set; } = Decision.Accepted;

    public Task<StartedRun> StartRun(string scenario, ulong seed, RunMode mode)
    {
        Given.Add($"start {scenario} {seed} {mode}");
        return Task.FromResult(new StartedRun(Answer.IsAccepted ? $"{scenario}-x" : "", Answer));
    }

    public Task<Decision> Play(string run) => Note($"play {run}");

    public Task<Decision> Pause(string run) => Note($"pause {run}");

    public Task<Decision> SetSpeed(string run, double speed) => Note($"speed {run} {speed}");

    public Task<Decision> Seek(string run, TimeSpan position) => Note($"seek {run} {position.TotalSeconds}");

    public Task<Decision> Stop(string run) => Note($"stop {run}");

    public Task<Decision> Inject(string run, FaultOrder order) =>
        Note($"inject {run} {order.Kind} {order.Target} {order.Magnitude} {order.Duration.TotalMinutes}");

    public Task<Decision> CloseIncident(string view, string incident, string who, string why) =>
        Note($"close {view} {incident} {who} {why}");

    public Task<Decision> Say(string view, OperatorWord word)
    {
        Said.Add(word);
        return Note($"say {view} {word.Kind} {word.Subject} {word.Who} {word.Why}");
    }

    public List<OperatorWord> Said { get; } = [];

    private Task<Decision> Note(string command)
    {
        Given.Add(command);
        return Task.FromResult(Answer);
    }
}
