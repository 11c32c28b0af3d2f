using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>An incident and what the brain needs to carry it on. Mutable; owned by the twin's brain alone.</summary>
[GenerateSerializer, Alias("aiopstwin.TrackedIncident")]
public sealed class TrackedIncident
{
    /// <summary>Starts to track an incident.</summary>
    /// <param name="record">Its first record.</param>
    public TrackedIncident(Incident record) => Record = record;

    /// <summary>The newest record, as published.</summary>
    [Id(0)]
    public Incident Record { get; internal set; }

    /// <summary>The entity held to be the cause: of the search at first, then the best suspect. Default value
    /// when none.</summary>
    [Id(1)]
    public EntityId Root { get; internal set; }

    /// <summary>What the cause is expected to impair, sorted by id: later alerts join by it.</summary>
    [Id(2)]
    public List<FloodReach> Expected { get; private set; } = [];

    /// <summary>Entities that alerted in this incident, ever.</summary>
    [Id(3)]
    public HashSet<EntityId> Members { get; private set; } = [];

    /// <summary>Onsets of the times it occurred, oldest first: one, and one more for every return on a
    /// later day.</summary>
    [Id(4)]
    public List<DateTimeOffset> Occurrences { get; private set; } = [];

    /// <summary>When an alert last joined.</summary>
    [Id(5)]
    public DateTimeOffset LastJoinAt { get; internal set; }

    /// <summary>When it is diagnosed anew at the latest; null when it is not to be diagnosed.</summary>
    [Id(6)]
    public DateTimeOffset? DiagnoseAt { get; internal set; }

    /// <summary>Time between the last two diagnoses that were made without a new alert.</summary>
    [Id(7)]
    public TimeSpan DiagnoseEvery { get; internal set; }

    /// <summary>How often it was reopened.</summary>
    [Id(8)]
    public int Reopened { get; internal set; }

    /// <summary>Onset of the current occurrence.</summary>
    [Id(9)]
    public DateTimeOffset CurrentOnset { get; internal set; }

    /// <summary>Id of the older incident it was merged into; null when it was not.</summary>
    [Id(10)]
    public string? MergedInto { get; internal set; }

    /// <summary>Alerts that joined, ever: exact also when some were forgotten.</summary>
    [Id(11)]
    public int AlertCount { get; internal set; }

    /// <summary>Id of the incident it was parted from; null when it was opened by itself.</summary>
    [Id(12)]
    public string? PartedFrom { get; internal set; }

    /// <summary>The newest diagnosis of the twin itself, where what people said changed it; null where it is
    /// the one published.</summary>
    [Id(13)]
    public DiagnosisReport? OwnDiagnosis { get; internal set; }

    /// <summary>True when people changed the cause and its reach is to be predicted anew.</summary>
    [Id(14)]
    public bool IsReachDue { get; internal set; }

    /// <summary>How often people were told of it: opened, closed, brought back.</summary>
    [Id(15)]
    public int Told { get; internal set; }

    /// <summary>True when the last thing people were told is that it was closed.</summary>
    [Id(16)]
    public bool IsToldClosed { get; internal set; }

    /// <summary>Id, for short.</summary>
    public string Id => Record.Id;

    /// <summary>True until it is closed.</summary>
    public bool IsLive => Record.State != IncidentState.Closed;

    /// <summary>True when one of the two was parted from the other, or both from the same.</summary>
    internal static bool AreParted(TrackedIncident left, TrackedIncident right) => left.PartedFrom == right.Id
        || right.PartedFrom == left.Id || (left.PartedFrom is not null && left.PartedFrom == right.PartedFrom);

    /// <summary>Predicted strength at an entity; 0 when none was predicted.</summary>
    internal double ExpectedAt(EntityId entity)
    {
        var low = 0;
        var high = Expected.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Expected[middle].Entity.CompareTo(entity);
            if (order == 0)
            {
                return Expected[middle].Strength;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return 0;
    }
}
