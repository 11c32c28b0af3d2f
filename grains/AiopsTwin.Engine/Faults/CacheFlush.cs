using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>A cache loses what is in it and fills again.</summary>
internal sealed class CacheFlush() : WorkFault(
    "cache-flush",
    "A cache loses its content once and fills again with what is fetched: the hit ratio comes back as fast as misses "
    + "succeed.",
    "Targets work and have a cache (cacheHitRatio greater than zero).",
    new FaultParameter("share", "1", 0, 1, 1, "Share of the content lost at full strength."),
    new FaultParameter("entries", "{entry}", 1, 1e9, 10_000, "Entries of the cache, where the model does not say."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        estate.RequireCaches(fault, problems);
    }

    internal override void Strike(FaultSpec fault, (double Before, double Now) strength, WorldState state)
    {
        foreach (var target in fault.Targets)
        {
            // Of what was there at first, so that a ramp empties it evenly.
            var (p, share) = (state.Impairments.Process(target), Value(fault, "share"));
            state.Processes.HitRatio[p] *= (1 - (share * strength.Now)) / Math.Max(1e-9, 1 - (share * strength.Before));
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.FillEntries[p] = Value(fault, "entries");
}
