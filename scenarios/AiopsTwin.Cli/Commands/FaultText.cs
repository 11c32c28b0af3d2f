using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Commands;

/// <summary>Reads a fault from a command line:
/// <c>latency-add:service:checkout,factor=4,peer=datastore:orders,ramp=1m,duration=10m</c>. What names no value is one
/// more target.</summary>
internal static class FaultText
{
    /// <summary>Reads.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">Id of the fault.</param>
    /// <returns>The fault, or what is wrong with the text. Whether it fits an estate is not looked at.</returns>
    public static (FaultSpec? Fault, string Problem) Read(string text, string id)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return (null, $"'{text}' is no fault; write KIND:TARGET[,name=value...]");
        }

        var fault = new FaultSpec(
            id, text[..colon], [], null,
            ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal), TimeSpan.Zero, null);
        foreach (var part in text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var problem = equals < 0
                ? Target(part, ref fault)
                : Value(part[..equals], part[(equals + 1)..], ref fault);
            if (problem is not null)
            {
                return (null, problem);
            }
        }

        return (fault, "");
    }

    private static string? Target(string text, ref FaultSpec fault)
    {
        if (!EntityId.TryParse(text, out var target, out var reason))
        {
            return reason;
        }

        fault = fault with { Targets = fault.Targets.Add(target) };
        return null;
    }

    private static string? Value(string name, string text, ref FaultSpec fault)
    {
        switch (name)
        {
            case "peer":
                if (!EntityId.TryParse(text, out var peer, out var reason))
                {
                    return reason;
                }

                fault = fault with { Peer = peer };
                return null;
            case "ramp":
                var badRamp = DurationText.Parse(text, out var ramp);
                fault = fault with { Ramp = ramp };
                return badRamp;
            case "pulse":
                var badPulse = DurationText.Parse(text, out var period);
                fault = fault with { Pulse = new FaultPulse(period, 0.5) };
                return badPulse;
            case "duration":
                var badDuration = DurationText.Parse(text, out var duration);
                fault = fault with { Duration = duration };
                return badDuration;
            default:
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                {
                    return $"{name} is '{text}'; it must be a number";
                }

                fault = name == "intensity"
                    ? fault with { Intensity = value }
                    : fault with { Parameters = fault.Parameters!.SetItem(name, value) };
                return null;
        }
    }
}
