using System.CommandLine;
using AiopsTwin.Contracts;

namespace AiopsTwin.Cli.Commands;

/// <summary>A running silo to feed.</summary>
/// <param name="Silo">Its address; null when there is a problem.</param>
/// <param name="Twin">Id of the twin; null to name it after the recording.</param>
/// <param name="Pace">Wall time after each instant of the incident's part.</param>
/// <param name="Problem">What is wrong with the options; null when nothing is.</param>
internal sealed record LiveTarget(Uri? Silo, string? Twin, TimeSpan Pace, string? Problem);

/// <summary>Options of commands that feed a running silo.</summary>
internal sealed class LiveOptions
{
    private const double LongestPace = 3600;

    private readonly Option<bool> _live = new("--live")
    {
        Description = "Feed a running silo over its interface, to be watched on its page.",
    };

    private readonly Option<string> _silo = SiloAddress.Option();

    private readonly Option<string?> _twin = new("--twin")
    {
        Description = "Id of the twin to feed; replay- and the case when absent. A number is added when it exists.",
    };

    private readonly Option<double> _pace = new("--pace")
    {
        Description = "Seconds to wait after each instant of the incident, for people who watch.",
    };

    public void AddTo(Command command)
    {
        command.Add(_live);
        command.Add(_silo);
        command.Add(_twin);
        command.Add(_pace);
    }

    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_live);

    public LiveTarget Of(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(_silo);
        var twin = parsed.GetValue(_twin);
        var pace = parsed.GetValue(_pace);
        var silo = SiloAddress.Read(text);
        var problem = silo is null ? SiloAddress.Problem(text)
            : twin is not null && !GrainKeys.IsValidName(twin)
                ? GrainKeys.NoTwinId(twin)
            : !(pace >= 0 && pace <= LongestPace) ? $"the pace is a number of 0 to {LongestPace} seconds" : null;
        return problem is null
            ? new LiveTarget(silo, twin, TimeSpan.FromSeconds(pace), null)
            : new LiveTarget(null, null, TimeSpan.Zero, problem);
    }
}
