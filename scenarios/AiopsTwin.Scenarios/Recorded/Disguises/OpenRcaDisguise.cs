using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.OpenRca;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Tells systems in the layout of OpenRCA otherwise: what is measured, traced or logged is called otherwise in
/// every table and in texts, rows and columns come in another order. A copy of a service is called after it still, and
/// the ends of names that tell a protocol stay, because what they say is read.</summary>
public static class OpenRcaDisguise
{
    private static readonly string[] Services = ["tc", "service", "serviceName"];
    private static readonly string[] Texts = ["operation_name", "serviceName"];

    /// <summary>Writes the folder anew.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where to; an existing folder.</param>
    /// <param name="seed">What names and orders are drawn from.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <returns>The names.</returns>
    public static NameDisguise Write(string source, string target, ulong seed, RecordingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var systems = OpenRcaEvaluation.Systems(source);
        var rows = new DisguisedRows(new Shuffling(seed), limits);
        var disguise = Draw(systems, rows, seed);
        foreach (var path in systems.SelectMany(Tables))
        {
            var written = Path.Combine(target, Path.GetRelativePath(source, path));
            rows.Write(path, written, column => column, column => Cells(path, column, disguise));
        }

        foreach (var system in systems)
        {
            // Rows of the answers keep their order: cases are called after it.
            var answers = Path.Combine(system, OpenRcaFault.RecordFile);
            using var text = DisguisedFolder.Create(Path.Combine(target, Path.GetRelativePath(source, answers)));
            text.Write(disguise.In(DisguisedFolder.Read(answers)));
        }

        return disguise;
    }

    private static IEnumerable<string> Tables(string system) => OpenRcaEvaluation.Days(system)
        .SelectMany(day => OpenRcaDay.Tables(day.Folder));

    private static Func<string, string>? Cells(string path, string column, NameDisguise disguise) => column switch
    {
        OpenRcaDay.Who => cell => Parts(cell, disguise),
        SpanColumns.StoreColumn => disguise.Of,
        _ when OpenRcaDay.IsOfMetrics(path) => Services.Contains(column) ? disguise.Of : null,
        OpenRcaDay.Text when OpenRcaDay.IsOfLines(path) => disguise.In,
        _ => Texts.Contains(column) ? disguise.In : null,
    };

    private static string Parts(string cell, NameDisguise disguise) =>
        string.Join('.', cell.Split('.').Select(disguise.Of));

    private static NameDisguise Draw(List<string> systems, DisguisedRows rows, ulong seed)
    {
        var tables = systems.SelectMany(Tables).ToList();
        var metrics = tables.FindAll(OpenRcaDay.IsOfMetrics);
        var known = new OpenRcaNames();
        var hosts = metrics.Where(OpenRcaDay.IsOfNodes).SelectMany(path => rows.In(path, OpenRcaDay.Who))
            .ToHashSet(StringComparer.Ordinal);
        var services = metrics.SelectMany(path => rows.In(path, Services))
            .Select(name => KeyValuePair.Create(name, known.ServiceOf(name)?.Name ?? name)).ToList();
        var parts = tables.SelectMany(path => rows.In(path, OpenRcaDay.Who).SelectMany(name => Named(name, hosts))
            .Concat(rows.In(path, SpanColumns.StoreColumn))).Where(name => name.Any(char.IsAsciiLetter))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => KeyValuePair.Create(name, Stem(name, known)));
        var stems = services.Concat(parts).ToList();
        var disguise = NameDisguise.Draw(stems.Select(pair => pair.Value), seed);
        return disguise.With(stems.Select(pair =>
            KeyValuePair.Create(pair.Key, disguise.Of(pair.Value) + pair.Key[pair.Value.Length..])));
    }

    /// <summary>What a joint name says of who it is: the host and what runs on it, or what comes first.</summary>
    private static IEnumerable<string> Named(string name, HashSet<string> hosts)
    {
        var parts = name.Split('.', 3);
        return parts.Length > 1 && hosts.Contains(parts[0]) ? parts.Take(2) : parts.Take(1);
    }

    private static string Stem(string name, OpenRcaNames known) =>
        EntityNames.Of(EntityKind.Service, name) is { } entity && known.ServiceOfCopy(entity) is { } service
            ? service.Name : name;
}
