namespace AiopsTwin.Silo.Persistence;

internal sealed partial class GroupCommitEventLog
{
    [LoggerMessage(1001, LogLevel.Error,
        "A commit of {Appends} appends to the event log failed; their callers were told")]
    private partial void LogCommitFailed(Exception failure, int appends);

    [LoggerMessage(1002, LogLevel.Warning, "Attempt {Attempt} to commit to the event log failed and is repeated")]
    private partial void LogCommitRetried(Exception failure, int attempt);
}
