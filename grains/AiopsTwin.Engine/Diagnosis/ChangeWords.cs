using AiopsTwin.Engine.Changes;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>Kinds of change in words.</summary>
internal static class ChangeWords
{
    /// <summary>"deployment", "feature flag", and so on.</summary>
    public static string Kind(ChangeKind kind) => kind switch
    {
        ChangeKind.Deployment => "deployment",
        ChangeKind.Configuration => "configuration change",
        ChangeKind.Schema => "schema change",
        ChangeKind.FeatureFlag => "feature flag",
        ChangeKind.Scaling => "scaling",
        ChangeKind.Infrastructure => "infrastructure change",
        ChangeKind.ScheduledJob => "scheduled job",
        _ => "remediation",
    };
}
