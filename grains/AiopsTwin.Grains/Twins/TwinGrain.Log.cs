using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Twins;

internal sealed partial class TwinGrain
{
    private void LogIncidents(ImmutableArray<Incident> changed)
    {
        foreach (var incident in changed)
        {
            LogIncident(_twin, incident.Id, incident.State, incident.Title, _board.Now);
        }
    }

    [LoggerMessage(2001, LogLevel.Information,
        "Twin {Twin}: {Source} applied topology {Version}: +{Added} -{Removed} entities, {Links} links changed")]
    private partial void LogTopologyApplied(
        string twin, string source, long version, int added, int removed, int links);

    [LoggerMessage(2002, LogLevel.Warning, "Twin {Twin}: topology of {Source} refused, {Problems} problems")]
    private partial void LogTopologyRefused(string twin, string source, int problems);

    [LoggerMessage(2003, LogLevel.Warning, "Twin {Twin}: {Refused} alerts refused, {Limit} are waiting already")]
    private partial void LogAlertsRefused(string twin, int refused, int limit);

    [LoggerMessage(2004, LogLevel.Information, "Twin {Twin}: incident {Incident} is {State}: {Title} (at {At})")]
    private partial void LogIncident(
        string twin, string incident, IncidentState state, string title, DateTimeOffset? at);

    [LoggerMessage(2005, LogLevel.Information,
        "Twin {Twin} is back: checkpoint at {Position}, {Replayed} records replayed in {Milliseconds} ms")]
    private partial void LogRecovered(string twin, long position, long replayed, double milliseconds);

    [LoggerMessage(2006, LogLevel.Debug,
        "Twin {Twin}: checkpoint at {Position}, {Entities} entities captured in {Milliseconds} ms")]
    private partial void LogCheckpoint(string twin, long position, int entities, double milliseconds);

    [LoggerMessage(2007, LogLevel.Warning,
        "Twin {Twin}: partitions could not be checkpointed; the next checkpoint tries again")]
    private partial void LogPartitionCheckpointFailed(Exception exception, string twin);

    [LoggerMessage(2008, LogLevel.Error, "Twin {Twin} gives this life up; the next begins from what is stored")]
    private partial void LogGivenUp(Exception exception, string twin);

    [LoggerMessage(2009, LogLevel.Information,
        "Twin {Twin}: partition {Partition} came back with {Actual} firing alerts, {Expected} were expected")]
    private partial void LogCorrected(string twin, int partition, int expected, int actual);

    [LoggerMessage(2010, LogLevel.Information, "Twin {Twin} begins anew: {Who}, {Why}")]
    private partial void LogReset(string twin, string who, string why);

    [LoggerMessage(2011, LogLevel.Information, "Twin {Twin}: {Kind} of '{Subject}' said by {Who}: {Outcome}")]
    private partial void LogSaid(string twin, WordKind kind, string who, string subject, string outcome);

    [LoggerMessage(2012, LogLevel.Warning,
        "Twin {Twin}: rows of {Incidents} incidents could not be written; the next step or checkpoint tries again")]
    private partial void LogRowsNotWritten(Exception exception, string twin, int incidents);
}
