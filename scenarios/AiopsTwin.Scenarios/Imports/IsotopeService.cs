using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>A call of a script, with the stage it falls into.</summary>
internal sealed record IsotopeCall(Place Place, string Callee, double Calls, int Stage);

/// <summary>A service of an isotope graph, its defaults filled in.</summary>
internal sealed record IsotopeService(
    Place Place, string Name, bool IsEntry, double ErrorRatio, int Replicas, TimeSpan Sleeps)
{
    /// <summary>Most steps of a script, those of its lists counted.</summary>
    private const int MostSteps = 1000;

    public ImmutableArray<IsotopeCall> Calls { get; init; } = [];

    public ImmutableArray<(string Key, string Value)> Labels { get; init; } = [];

    /// <summary>What services leave out: a service without name and calls.</summary>
    public static IsotopeService ReadDefaults(ForeignMap map) => Read(map, "", null);

    public static IsotopeService Read(ForeignMap map, IsotopeService? usual)
    {
        var name = map.Required("name");
        if (name.Length > 0 && !EntityId.TryParse("service:" + name, out _, out var reason))
        {
            map.Log.Problems.Add(map.At("name"), reason);
        }

        return Read(map, name, usual);
    }

    /// <summary>Its calls, those to one callee joined at the stage of the first.</summary>
    public IEnumerable<IsotopeCall> Merged() => Calls.GroupBy(call => call.Callee, StringComparer.Ordinal)
        .Select(group => group.First() with { Calls = group.Sum(call => call.Calls) });

    private static IsotopeService Read(ForeignMap map, string name, IsotopeService? usual)
    {
        var error = map.Share("errorRate");
        if (error >= 1)
        {
            map.Log.Problems.Add(
                map.At("errorRate"), "a service that always fails cannot be simulated; stay below 100%");
        }

        var replicas = map.Number("numReplicas");
        if (replicas is not (null or (>= 1 and <= 100_000)) || replicas % 1 > 0)
        {
            map.Log.Problems.Add(map.At("numReplicas"), "is a whole number from 1 to 100000");
        }

        var labels = usual?.Labels.ToDictionary(StringComparer.Ordinal) ?? [];
        foreach (var key in new[] { "type", "requestSize", "responseSize" })
        {
            if (map.Text(key) is { Length: > 0 and <= 100 } text)
            {
                labels["isotope." + key] = text;
            }
        }

        var service = new IsotopeService(
            map.Place, name, map.Flag("isEntrypoint"), error ?? usual?.ErrorRatio ?? 0,
            (int)(replicas ?? usual?.Replicas ?? 1), TimeSpan.Zero)
        {
            Labels = [.. labels.Select(pair => (pair.Key, pair.Value))
                .OrderBy(label => label.Key, StringComparer.Ordinal)],
        };
        var read = map.Take("script") is null
            ? service with { Sleeps = usual?.Sleeps ?? TimeSpan.Zero, Calls = usual?.Calls ?? [] }
            : Script(map, service);
        map.NoteRest();
        return read;
    }

    private static IsotopeService Script(ForeignMap map, IsotopeService service)
    {
        var (sleeps, calls, stage, steps) = (TimeSpan.Zero, new List<IsotopeCall>(), 0, 0);
        foreach (var (node, place) in map.Items("script"))
        {
            stage++;
            var list = node is SourceList { Items: var items } ? items : [node];
            if ((steps += list.Length) > MostSteps)
            {
                map.Log.Problems.Add(place, $"the script has more than {MostSteps} steps");
                break;
            }

            var longest = TimeSpan.Zero;
            for (var i = 0; i < list.Length; i++)
            {
                var at = node is SourceList ? place.Item(i) : place;
                if (ForeignMap.Of(list[i], at, map.Log) is not { } command)
                {
                    continue;
                }

                var sleep = command.Duration("sleep") ?? TimeSpan.Zero;
                longest = sleep > longest ? sleep : longest;
                if (Call(command, stage) is { } call)
                {
                    calls.Add(call);
                }

                command.NoteRest();
            }

            // Steps of a list run at once: the longest sleep is the one waited for.
            sleeps += longest;
        }

        return service with { Sleeps = sleeps, Calls = [.. calls] };
    }

    private static IsotopeCall? Call(ForeignMap command, int stage)
    {
        switch (command.Take("call"))
        {
            case null:
                return null;
            case SourceMap:
                var call = command.Map("call")!;
                call.Skip("size", "payloadSize");
                var (name, chance) = (call.Required("service"), call.Number("probability"));
                if (chance is < 0 or > 100)
                {
                    call.Log.Problems.Add(call.At("probability"), "is a percentage from 0 to 100");
                }

                call.NoteRest();

                // Isotope takes 0 for "always".
                return new IsotopeCall(call.At("service"), name, chance is null or 0 ? 1 : chance.Value / 100, stage);
            default:
                return command.Text("call") is { } callee
                    ? new IsotopeCall(command.At("call"), callee, 1, stage)
                    : null;
        }
    }
}
