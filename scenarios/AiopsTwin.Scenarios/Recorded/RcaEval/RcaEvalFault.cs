using System.Text.RegularExpressions;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.RcaEval;

/// <summary>
/// Where one case lies, and what was injected: the answer stands in the folder's name and is read by the scorer alone.
/// </summary>
/// <param name="Folder">Folder of the case: <c>SET/SERVICE_FAULT/RUN</c>.</param>
/// <param name="Set">Part of the data set, such as <c>RE2-OB</c>.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Root">Into which service.</param>
/// <param name="Kind">What.</param>
internal sealed partial record RcaEvalFault(string Folder, string Set, string Name, EntityId Root, string Kind)
{
    /// <summary>The file that says when.</summary>
    public const string TimeFile = "inject_time.txt";

    private const int DeepestFolder = 6;

    /// <summary>All cases beneath a folder, by name. Only folders with the file that says when count; one beneath which
    /// no folder is named after a service and a fault has no answer and is passed over.</summary>
    public static List<RcaEvalFault> Find(string root) => !Directory.Exists(root) ? [] :
    [
        .. Directory.EnumerateFiles(root, TimeFile, new EnumerationOptions
        {
            RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, IgnoreInaccessible = true,
        }).Select(path => Of(root, Path.GetDirectoryName(path)!)).OfType<RcaEvalFault>()
            .OrderBy(fault => fault.Name, StringComparer.Ordinal),
    ];

    /// <summary>When it was injected; null, and why, when the file does not say.</summary>
    public DateTimeOffset? ReadTime(ProblemList problems)
    {
        var text = SourceFile.ReadText(Path.Combine(Folder, TimeFile), problems)?.Split('\n')[0].Trim();
        if (text is null)
        {
            return null;
        }

        if (NumberText.TryInstant(text, out var at))
        {
            return at;
        }

        problems.Add(new Place(1, 1, ""), $"'{RecordedTable.Shown(text)}' is not an instant in seconds since 1970: it "
            + "may be cut short");
        return null;
    }

    /// <summary>The name of a case whose service is called otherwise.</summary>
    public static string Relabelled(string name, Func<string, string> rename)
    {
        var parts = name.Split('/');
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (Label().Match(parts[i]) is { Success: true } label)
            {
                var service = label.Groups["service"].Value;
                parts[i] = rename(service) + parts[i][service.Length..];
                break;
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The nearest folder above, or the case's own, that is named after a service and a fault.</summary>
    private static RcaEvalFault? Of(string root, string folder)
    {
        var parts = Path.GetRelativePath(Path.GetFullPath(root), Path.GetFullPath(folder))
            .Split(Path.DirectorySeparatorChar);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (Label().Match(parts[i]) is { Success: true } label
                && EntityNames.Of(EntityKind.Service, label.Groups["service"].Value) is { } service)
            {
                var set = i > 0 ? parts[i - 1] : Path.GetFileName(Path.TrimEndingDirectorySeparator(
                    Path.GetFullPath(root)));
                return new RcaEvalFault(
                    folder, set, string.Join('/', parts), service, label.Groups["fault"].Value);
            }
        }

        return null;
    }

    [GeneratedRegex("^(?<service>.+)_(?<fault>[A-Za-z][A-Za-z0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
