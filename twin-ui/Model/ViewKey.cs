using AiopsTwin.Contracts;

namespace AiopsTwin.TwinUi.Model;

/// <summary>View keys as they stand in addresses: <c>twin:ID</c> or <c>run:ID</c>.</summary>
public static class ViewKey
{
    private const string TwinPrefix = "twin:";
    private const string RunPrefix = "run:";

    /// <summary>The view shown when an address names none.</summary>
    public static string Default { get; } = GrainKeys.TwinView(GrainKeys.DemoTwin);

    /// <summary>The key itself when it is well formed, otherwise null.</summary>
    public static string? Checked(string? text) => TwinOf(text) is not null || RunOf(text) is not null ? text : null;

    /// <summary>The twin's id; null for anything but the key of a twin.</summary>
    public static string? TwinOf(string? text) => After(TwinPrefix, text);

    /// <summary>The run's id; null for anything but the key of a run.</summary>
    public static string? RunOf(string? text) => After(RunPrefix, text);

    /// <summary>The key in words.</summary>
    public static string Words(string view) => view switch
    {
        _ when view == Default => "Demo estate (simulated, live)",
        _ when TwinOf(view) == GrainKeys.LiveTwin => "Your estate (live telemetry)",
        _ when TwinOf(view) is { } twin => $"Twin {twin}",
        _ when RunOf(view) is { } run => $"Run {run}",
        _ => view,
    };

    private static string? After(string prefix, string? text) =>
        text is not null && text.StartsWith(prefix, StringComparison.Ordinal)
            && GrainKeys.IsValidName(text[prefix.Length..])
            ? text[prefix.Length..]
            : null;
}
