using AiopsTwin.Scenarios.Recorded.RcaEval;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Tells cases in the layout of RCAEval otherwise: services are called otherwise in the names of folders and
/// columns, in cells and in texts, rows and columns come in another order. What ends with the name of a store does so
/// still, because the published tables count such names as their service.</summary>
public static class RcaEvalDisguise
{
    /// <summary>Writes the folder anew.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where to; an existing folder.</param>
    /// <param name="seed">What names and orders are drawn from.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <returns>The names.</returns>
    public static NameDisguise Write(string source, string target, ulong seed, RecordingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var faults = RcaEvalFault.Find(source).Take(limits.MaxCases).ToList();
        var rows = new DisguisedRows(new Shuffling(seed), limits);
        var names = faults.SelectMany(fault => NamesIn(fault.Folder, rows).Append(fault.Root.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var stems = NameDisguise.Draw(names.Select(Stem), seed);
        var disguise = stems.With(names.Select(name =>
            KeyValuePair.Create(name, stems.Of(Stem(name)) + name[Stem(name).Length..])));
        foreach (var fault in faults)
        {
            Write(fault.Folder, Path.Combine(target, NameOf(fault.Name, disguise)), disguise, rows);
        }

        return disguise;
    }

    /// <summary>Name of a case whose service is called otherwise.</summary>
    public static string NameOf(string name, NameDisguise disguise)
    {
        ArgumentNullException.ThrowIfNull(disguise);
        return RcaEvalFault.Relabelled(name, disguise.Of);
    }

    private static void Write(string folder, string target, NameDisguise disguise, DisguisedRows rows)
    {
        File.Copy(
            Path.Combine(folder, RcaEvalFault.TimeFile),
            Path.Combine(Directory.CreateDirectory(target).FullName, RcaEvalFault.TimeFile));
        if (RcaEvalFiles.MetricsOf(folder) is { } metrics)
        {
            rows.Write(metrics, In(target, metrics), column => Renamed(column, disguise), _ => null);
        }

        foreach (var path in RcaEvalFiles.EventsOf(folder))
        {
            rows.Write(path, In(target, path), column => column, column =>
                RcaEvalFiles.Writers.Contains(column) ? disguise.Of
                : RcaEvalFiles.Texts.Contains(column) ? disguise.In : null);
        }
    }

    private static string In(string folder, string path) => Path.Combine(folder, Path.GetFileName(path));

    private static IEnumerable<string> NamesIn(string folder, DisguisedRows rows) =>
        (RcaEvalFiles.MetricsOf(folder) is { } metrics ? rows.Heading(metrics) : [])
            .Select(RcaEvalFiles.ServiceOf).OfType<string>()
            .Concat(RcaEvalFiles.EventsOf(folder).SelectMany(path => rows.In(path, RcaEvalFiles.Writers)));

    /// <summary>A column of metrics is called after its service and what is measured of it.</summary>
    private static string Renamed(string column, NameDisguise disguise) =>
        RcaEvalFiles.ServiceOf(column) is { } service ? disguise.Of(service) + column[service.Length..] : column;

    private static string Stem(string name) => name.Length > RcaEvalEvaluation.Store.Length
        && name.EndsWith(RcaEvalEvaluation.Store, StringComparison.OrdinalIgnoreCase)
            ? name[..^RcaEvalEvaluation.Store.Length] : name;
}
