using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Exports;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>Reads an action that <see cref="ChaosJournal"/> wrote: a fault by its own kind and magnitudes.</summary>
internal static class ToolkitFault
{
    /// <summary>The fault, without an id; whether it suits the estate is checked later.</summary>
    public static FaultSpec Read(string kind, ChaosAction action)
    {
        var parameters = action.Parameters;
        parameters.Take("id");
        var targets = ImmutableArray.CreateBuilder<EntityId>();
        for (var i = 0; parameters.Take(string.Create(CultureInfo.InvariantCulture, $"targets.{i}")) is { } target; i++)
        {
            if (Entity(target, parameters) is { } id)
            {
                targets.Add(id);
            }
        }

        var magnitudes = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var name in (FaultCatalog.Find(kind)?.Parameters ?? []).Select(parameter => parameter.Name))
        {
            if (parameters.Take(name) is { } text && Number(text, parameters) is { } value)
            {
                magnitudes[name] = value;
            }
        }

        var (ramp, period) = (Seconds("ramp", parameters), Seconds("pulseSeconds", parameters));
        var (share, intensity) = (Number("pulseShare", parameters), Number("intensity", parameters));
        return new FaultSpec(
            "fault", kind, targets.DrainToImmutable(),
            parameters.Take("peer") is { } peer ? Entity(peer, parameters) : null, magnitudes.ToImmutable(),
            ramp ?? TimeSpan.Zero, action.Duration)
        {
            Pulse = period is { } every ? new FaultPulse(every, share ?? 0.5) : null,
            Intensity = intensity ?? 1,
        };
    }

    private static TimeSpan? Seconds(string name, ChaosParameters parameters) =>
        Number(name, parameters) is { } value
            ? TimeSpan.FromSeconds(Math.Clamp(value, 0, DurationText.Longest.TotalSeconds))
            : null;

    private static double? Number(string name, ChaosParameters parameters) =>
        parameters.Take(name) is { } given ? Number(given, parameters) : null;

    private static EntityId? Entity((string Text, Source.Place Place) text, ChaosParameters parameters)
    {
        if (EntityId.TryParse(text.Text, out var id, out var reason))
        {
            return id;
        }

        parameters.Log.Problems.Add(text.Place, reason);
        return null;
    }

    private static double? Number((string Text, Source.Place Place) text, ChaosParameters parameters)
    {
        if (double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value))
        {
            return value;
        }

        parameters.Log.Problems.Add(text.Place, $"'{Types.Short(text.Text)}' is not a number");
        return null;
    }
}
