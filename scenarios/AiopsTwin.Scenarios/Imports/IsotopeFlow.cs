using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>How much work each service of an isotope graph gets, and how long it keeps it.</summary>
internal static class IsotopeFlow
{
    /// <summary>Rate and response of each service; null when calls go round. O(services + calls).</summary>
    public static Dictionary<string, (double Rate, double Seconds)>? Of(
        ImmutableArray<IsotopeService> services, IEnumerable<IsotopeService> entries, double rate)
    {
        var byName = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        if (CallersFirst(services, byName) is not { } order)
        {
            return null;
        }

        var flow = services.ToDictionary(
            service => service.Name, _ => (Rate: 0.0, Seconds: 0.0), StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            flow[entry.Name] = (rate, 0);
        }

        foreach (var (service, call) in order.SelectMany(service => service.Calls.Select(call => (service, call))))
        {
            flow[call.Callee] = (flow[call.Callee].Rate + (flow[service.Name].Rate * call.Calls), 0);
        }

        foreach (var service in Enumerable.Reverse(order))
        {
            var waits = service.Calls.GroupBy(call => call.Stage)
                .Sum(stage => stage.Max(call => call.Calls * flow[call.Callee].Seconds));
            flow[service.Name] = (flow[service.Name].Rate, service.Sleeps.TotalSeconds + 0.001 + waits);
        }

        return flow;
    }

    /// <summary>Kahn's order, by name among those that are ready; null when some are never ready.</summary>
    private static List<IsotopeService>? CallersFirst(
        ImmutableArray<IsotopeService> services, Dictionary<string, IsotopeService> byName)
    {
        var callers = services.ToDictionary(service => service.Name, _ => 0, StringComparer.Ordinal);
        foreach (var call in services.SelectMany(service => service.Calls))
        {
            callers[call.Callee]++;
        }

        var order = new List<IsotopeService>();
        var ready = new Queue<string>(services.Select(service => service.Name).Where(name => callers[name] == 0));
        while (ready.TryDequeue(out var name))
        {
            order.Add(byName[name]);
            foreach (var call in byName[name].Calls)
            {
                if (--callers[call.Callee] == 0)
                {
                    ready.Enqueue(call.Callee);
                }
            }
        }

        return order.Count == services.Length ? order : null;
    }
}
