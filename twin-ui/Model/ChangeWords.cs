using AiopsTwin.Engine.Changes;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Kinds of changes in words.</summary>
public static class ChangeWords
{
    /// <summary>One of them, as it stands in a sentence.</summary>
    public static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Configuration => "configuration change",
        ChangeKind.Schema => "schema change",
        ChangeKind.FeatureFlag => "feature flag change",
        ChangeKind.Infrastructure => "infrastructure change",
        ChangeKind.ScheduledJob => "scheduled job",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
