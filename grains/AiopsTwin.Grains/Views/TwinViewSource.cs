using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Views;

/// <summary>Reads a view from the grains of a twin.</summary>
internal sealed class TwinViewSource(
    IGrainFactory grains, PartitionDirectory directory, CapacityWatchSettings settings, string twin) : IViewSource
{
    private ITwinGrain Twin => grains.GetGrain<ITwinGrain>(twin);

    public Task<ViewSnapshot?> View() => Twin.View();

    public Task<TopologySnapshot?> Topology() => Twin.Topology(null);

    /// <summary>Asks the entity itself, but only one that exists: a page's address must not wake a grain per
    /// typo.</summary>
    public async Task<EntityDetails?> Entity(EntityId entity)
    {
        var partition = await directory.Find(twin, entity);
        return partition is null
            ? null
            : await grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, entity)).Details();
    }

    public Task<Incident?> Incident(string incident) =>
        grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(twin, incident)).Get();

    public Task<ImmutableArray<ChangeEvent>> Changes(int limit) => Twin.Changes(limit);

    public Task<FloodAnswer?> BlastRadius(EntityId origin) => Twin.BlastRadius(origin, 1);

    /// <summary>Partitions tell what entities answered last; only what is shown is asked anew, when the question is
    /// another one than they were asked.</summary>
    public async Task<CapacityBoard?> Capacity(CapacityQuery query)
    {
        var now = (await Twin.Status()).Now;
        var count = (await Twin.Partitions()).Count;
        var parts = await Task.WhenAll(Enumerable.Range(0, count).Select(index =>
            grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(twin, index)).Capacity()));
        var board = CapacityLines.Board(now, [.. parts.SelectMany(part => part)], query);
        if (now is not { } at || (query.WorkFactor == CapacityWatch.UsualWork && query.LeadDays == settings.LeadDays))
        {
            return board;
        }

        var asked = board.Lines.Select(line => line.Entity).Distinct().Order().ToArray();
        var answers = await Task.WhenAll(asked.Select(entity =>
            grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, entity))
                .Capacity(at, query.LeadDays, query.WorkFactor)));
        var lines = asked.Zip(answers).SelectMany(pair => CapacityLines.Of(pair.First, pair.Second))
            .Select(line => line with { Forecast = line.Forecast with { Course = null } });
        return board with { Lines = [.. CapacityLines.Sorted(lines).Take(board.Lines.Length)] };
    }

    public async Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query)
    {
        if (await directory.Find(twin, entity) is null || (await Twin.Status()).Now is not { } now)
        {
            return null;
        }

        var forecasts = await grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, entity))
            .Capacity(now, query.LeadDays, query.WorkFactor);
        return [.. CapacityLines.Of(entity, forecasts)];
    }
}
