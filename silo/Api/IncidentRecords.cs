using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Grains.Twins;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>Records of incidents by the ids that stand in addresses.</summary>
internal sealed class IncidentRecords(IGrainFactory grains, TwinNames names, IOptions<TwinOptions> options)
{
    /// <summary>The record; null when there is none. A twin that comes back after a failure writes rows that its life
    /// before did not: what is missing is looked for again when the twin is back.</summary>
    public async Task<Incident?> FindAsync(string twin, string incident)
    {
        if (!GrainKeys.IsValidName(twin) || !IsId(incident))
        {
            return null;
        }

        var grain = grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(twin, incident));
        return await grain.Get() ?? (await names.FindAsync(twin) is null ? null : await grain.Get());
    }

    /// <summary>Why there is none: it was removed, or never was.</summary>
    public async Task<IResult> WhyMissingAsync(string twin, string incident) =>
        IsId(incident) && await names.FindAsync(twin) is not null
            && await grains.GetGrain<ITwinGrain>(twin).HasRemoved(incident)
            ? Problems.Gone("incident", $"the record of '{incident}' was removed: a twin keeps those of its newest "
                + $"{options.Value.IncidentsKept} incidents (Twin:IncidentsKept)")
            : Problems.NotFound("incident", $"twin '{twin}' has no incident '{incident}'");

    // A key from an address must not wake grains under names that cannot be.
    private static bool IsId(string incident) => incident.Length is > 4 and <= 16
        && incident.StartsWith("INC-", StringComparison.Ordinal)
        && incident.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0;
}
