using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Runs;

/// <summary>What can be read from a run that holds its twin inside.</summary>
internal interface IRehearsal : IRunDrive
{
    /// <summary>Its past: snapshots, log and hashes.</summary>
    Timeline Timeline { get; }

    /// <summary>Goes back to the nearest snapshot at or before a position, to the beginning when there is
    /// none.</summary>
    void Return(TimeSpan position);

    /// <summary>Every incident so far, in order of opening.</summary>
    ImmutableArray<Incident> Incidents { get; }

    /// <summary>Everything a page begins with.</summary>
    ViewSnapshot View(RunStatus status);

    /// <summary>What changed since the last call; the first one is complete and a reset, because the page may still
    /// show a later position of the same run.</summary>
    ViewDelta Delta(RunStatus status);

    /// <summary>One entity; null when the scenario has none of that id.</summary>
    EntityDetails? Entity(EntityId entity);

    /// <summary>Changes the twin was told, newest first.</summary>
    ImmutableArray<ChangeEvent> Changes(int limit);

    /// <summary>What would be impaired if an entity were; null when the scenario has none of that id.</summary>
    FloodAnswer? BlastRadius(EntityId origin);

    /// <summary>Everything that can run out, the soonest full first.</summary>
    CapacityBoard Capacity(CapacityQuery query);

    /// <summary>What can run out of one entity, with courses; null when the scenario has none of that id.</summary>
    ImmutableArray<CapacityLine>? CapacityOf(EntityId entity, CapacityQuery query);
}
