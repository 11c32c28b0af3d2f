using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Recurring;

namespace AiopsTwin.Grains.Twins;

/// <summary>What is asked of single entities on behalf of the whole twin. The board says which are worth asking, so
/// that the cost does not grow with the estate.</summary>
internal sealed partial class TwinGrain
{
    private const int MostAsked = 200;

    /// <inheritdoc />
    public async Task<TwinQuality> Quality(int limit)
    {
        await Ready();
        var judged = _board.Vitals.Where(entity => entity.Quality is not null).ToList();
        var worst = judged.Where(entity => entity.Quality < 1)
            .OrderBy(entity => entity.Quality).ThenBy(entity => entity.Entity)
            .Take(Math.Clamp(limit, 1, MostAsked)).ToList();
        var asked = worst.Select(entity => EntityGrain(entity).Quality()).ToList();
        var sources = await _fleet.Sources();
        return new TwinQuality(
            judged.Count,
            judged.Count(entity => entity.Quality < EvidenceTrust.Enough),
            judged.Count == 0 ? null : Math.Round(judged.Average(entity => entity.Quality!.Value), 4),
            sources.Read(TimeSpan.Zero),
            [.. await Task.WhenAll(asked)]);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<RecurringFinding>> Recurring(int limit)
    {
        await Ready();
        var asked = _board.Vitals.Where(entity => entity.Recurring > 0)
            .OrderByDescending(entity => entity.Recurring).ThenBy(entity => entity.Entity)
            .Take(Math.Clamp(limit, 1, MostAsked)).OrderBy(entity => entity.Entity)
            .Select(entity => EntityGrain(entity).Recurring()).ToList();
        return [.. (await Task.WhenAll(asked)).SelectMany(findings => findings)];
    }

    private IEntityGrain EntityGrain(EntityVitals entity) =>
        GrainFactory.GetGrain<IEntityGrain>(GrainKeys.Entity(_twin, entity.Entity));
}
