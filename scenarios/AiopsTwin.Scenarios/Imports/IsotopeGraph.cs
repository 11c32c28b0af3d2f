using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>
/// Reads a <c>MockServiceGraph</c> of Istio's isotope (istio/tools, isotope/README.md, "service-graph.yaml") as an
/// estate: what a script sleeps is service time, what it calls one after the other are stages, what it calls at once is
/// one stage. The format knows no machines and no load; both are noted.
/// </summary>
public static class IsotopeGraph
{
    /// <summary>Most services.</summary>
    public const int MostServices = 10_000;

    private const string Kind = "MockServiceGraph";

    /// <summary>A service that never sleeps echoes; isotope gives no time for that.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(1);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rate">Requests per second that arrive at the entries, all together; greater than 0.</param>
    /// <param name="limits">What the file may cost; null for the defaults.</param>
    public static Imported<LoadedEstate> ReadFile(string path, double rate, SourceLimits? limits = null)
    {
        var problems = new ProblemList(path, limits ?? SourceLimits.Default);
        var text = SourceFile.ReadText(path, problems);
        return text is null
            ? new Imported<LoadedEstate>(null, problems.ToSorted(), [])
            : Parse(text, path, rate, limits);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">What the problems call the file; the estate is named after it.</param>
    /// <param name="rate">Requests per second that arrive at the entries, all together; greater than 0.</param>
    /// <param name="limits">What the text may cost; null for the defaults.</param>
    public static Imported<LoadedEstate> Parse(string text, string file, double rate, SourceLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        var problems = new ProblemList(file, limits ?? SourceLimits.Default);
        var log = new ImportLog(problems);
        var root = SourceReader.Read(text, problems) is { } node ? ForeignMap.Of(node, new Place(1, 1, ""), log) : null;
        var services = root is null ? [] : Services(root);
        if (problems.Count == 0)
        {
            Check(services, problems);
        }

        var estate = problems.Count == 0 ? Build(ImportName.Of(file), services, rate, log) : null;
        return new Imported<LoadedEstate>(problems.Count == 0 ? estate : null, problems.ToSorted(), log.ToSorted());
    }

    private static ImmutableArray<IsotopeService> Services(ForeignMap root)
    {
        if (root.Required("kind") is { Length: > 0 } kind and not Kind)
        {
            root.Log.Problems.Add(root.At("kind"), $"'{Types.Short(kind)}' is not {Kind}");
        }

        root.Skip("apiVersion", "metadata");

        // The README's text says "default", its example "defaults".
        var defaults = root.Map("defaults") ?? root.Map("default");
        var usual = defaults is null ? null : IsotopeService.ReadDefaults(defaults);
        var items = root.Maps("services");
        if (items.Length > MostServices)
        {
            root.Log.Problems.Add(root.At("services"), $"has {items.Length} services; at most {MostServices} are read");
            return [];
        }

        if (items.IsEmpty)
        {
            root.Log.Problems.Add(root.At("services"), "needs at least one service");
        }

        var services = items.Select(item => IsotopeService.Read(item, usual)).ToImmutableArray();
        root.NoteRest();
        return services;
    }

    private static void Check(ImmutableArray<IsotopeService> services, ProblemList problems)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            if (!lines.TryAdd(service.Name, service.Place.Line))
            {
                problems.Add(
                    service.Place.Child("name"), $"'{service.Name}' is already on line {lines[service.Name]}");
            }
        }

        foreach (var call in services.SelectMany(service => service.Calls))
        {
            if (!lines.ContainsKey(call.Callee))
            {
                problems.Add(call.Place, $"'{Types.Short(call.Callee)}' is not a service of this graph");
            }
        }
    }

    private static LoadedEstate? Build(
        string name, ImmutableArray<IsotopeService> services, double rate, ImportLog log)
    {
        var called = services.SelectMany(service => service.Calls).Select(call => call.Callee).ToHashSet();
        var entries = services.Where(service => service.IsEntry).ToArray();
        entries = entries.Length > 0 ? entries : [.. services.Where(service => !called.Contains(service.Name))];
        if (entries.Length == 0)
        {
            log.Problems.Add(new Place(1, 1, "services"), "no service is an entry, and each is called by another");
            return null;
        }

        var flow = IsotopeFlow.Of(services, entries, rate / entries.Length);
        if (flow is null)
        {
            log.Problems.Add(new Place(1, 1, "services"), "calls go round and never end");
            return null;
        }

        var sketch = new EstateSketch();
        foreach (var service in services)
        {
            Add(sketch, service, flow[service.Name]);
        }

        Note(log);
        return new LoadedEstate(
            sketch.Build(name),
            [.. entries.Select(entry => new LoadSource(Id(entry.Name), "load", rate / entries.Length, 0, 0, 0.02))]);
    }

    private static void Add(EstateSketch sketch, IsotopeService service, (double Rate, double Seconds) work)
    {
        var time = service.Sleeps > TimeSpan.Zero ? service.Sleeps : Echo;
        var (copies, slots) = Sizing.For(work.Rate, work.Seconds, service.Replicas, service.Replicas);
        sketch.Work(
            new ProcessModel(Id(service.Name), copies, slots, time, 0.1, service.ErrorRatio, 0, 1000, 0),
            [.. service.Labels, ("service.name", service.Name)]);
        foreach (var call in service.Merged())
        {
            sketch.Call(
                new CallModel(
                    Id(service.Name), Id(call.Callee), call.Calls, call.Stage, TimeSpan.FromSeconds(15), 0,
                    TimeSpan.FromMilliseconds(50), 0),
                DependencyKind.CallsSync);
        }
    }

    private static void Note(ImportLog log)
    {
        var place = new Place(1, 1, "");
        log.Note(place, "isotope knows no machines: there are no hosts, racks and zones");
        log.Note(place, "isotope knows no load: the rate is split evenly over the entries");
        log.Note(place, "a sleep holds a slot and no processor; slots are for three times the work under way");
        log.Note(place, "sizes of requests and responses stand in labels; the world does not use them yet");
    }

    private static EntityId Id(string name) => EntityId.Of(EntityKind.Service, name);
}
