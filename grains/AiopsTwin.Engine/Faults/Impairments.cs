using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>
/// What all active faults together do to the parts of a world: an overlay over the healthy model, wiped and laid anew
/// whenever a fault starts, grows or ends. So a revert leaves no trace, and faults add up in any order of their ends.
/// </summary>
internal sealed class Impairments
{
    /// <param name="map">The estate.</param>
    /// <param name="ages">When its copies began.</param>
    public Impairments(WorldMap map, CopyAges ages)
    {
        (Map, Ages) = (map, ages);
        ServiceFactor = new double[map.Processes.Length];
        ServiceAdd = new double[map.Processes.Length];
        CpuFactor = new double[map.Processes.Length];
        ErrorAdd = new double[map.Processes.Length];
        HitRatio = new double[map.Processes.Length];
        CopiesLost = new double[map.Processes.Length];
        LockSeconds = new double[map.Processes.Length];
        LeakPerSecond = new double[map.Processes.Length];
        GreyCopies = new double[map.Processes.Length];
        GreyFactor = new double[map.Processes.Length];
        GreyError = new double[map.Processes.Length];
        StartFactor = new double[map.Processes.Length];
        IsUnscaled = new bool[map.Processes.Length];
        IsLimitDeadly = new bool[map.Processes.Length];
        Thrown = new double[map.Processes.Length];
        ExtraLoad = new double[map.Processes.Length];
        Unlisted = new double[map.Processes.Length];
        Slots = new int[map.Processes.Length];
        HotShare = new double[map.Processes.Length];
        MemoryHeld = new double[map.Processes.Length];
        FillEntries = new double[map.Processes.Length];
        IsStartBlocked = new bool[map.Processes.Length];
        IsDrained = new bool[map.Entities.Length];
        ProcessHog = new double[map.Processes.Length];
        HostHog = new double[map.HostNode.Length];
        IsDown = new bool[map.Entities.Length];
        IsCut = new bool[map.Entities.Length];
        LoadFactor = new double[map.Load.Length];
        ReportsLost = new double[map.Entities.Length];
        ReportsLate = new double[map.Entities.Length];
        ReportsTwice = new double[map.Entities.Length];
        Calls = new CallImpairments(map.Graph, new ZoneWays(map), ages);
        Clear();
    }

    public WorldMap Map { get; }

    /// <summary>When the copies that run began to.</summary>
    public CopyAges Ages { get; }

    /// <summary>Multiplies the own service time; 1 = healthy.</summary>
    public double[] ServiceFactor { get; }

    /// <summary>Seconds added to the own service time.</summary>
    public double[] ServiceAdd { get; }

    /// <summary>Multiplies the processor seconds of a request; 1 = healthy.</summary>
    public double[] CpuFactor { get; }

    /// <summary>Share of requests that fail, beyond the process' own.</summary>
    public double[] ErrorAdd { get; }

    /// <summary>Hit ratio the cache has when it is full.</summary>
    public double[] HitRatio { get; }

    /// <summary>Copies that do not run.</summary>
    public double[] CopiesLost { get; }

    /// <summary>Seconds every request waits for a lock.</summary>
    public double[] LockSeconds { get; }

    /// <summary>Share of the memory limit lost per second.</summary>
    public double[] LeakPerSecond { get; }

    /// <summary>Processes whose copies are killed when they have used up their memory.</summary>
    public bool[] IsLimitDeadly { get; }

    /// <summary>Copies that are ill and answer all the same.</summary>
    public double[] GreyCopies { get; }

    /// <summary>Multiplies the service time of the ill copies; below 1 where they fail fast.</summary>
    public double[] GreyFactor { get; }

    /// <summary>Share of the requests that fail at the ill copies, beyond the process' own.</summary>
    public double[] GreyError { get; }

    /// <summary>Multiplies the time a copy takes to start; 1 = healthy.</summary>
    public double[] StartFactor { get; }

    /// <summary>Processes whose autoscaler decides nothing.</summary>
    public bool[] IsUnscaled { get; }

    /// <summary>Share of requests that end in the process' own code before they call anybody.</summary>
    public double[] Thrown { get; }

    /// <summary>Requests per second from outside, beside the load sources; see <see cref="AddLoad"/>.</summary>
    public double[] ExtraLoad { get; }

    /// <summary>True while any process has extra load.</summary>
    public bool IsFlooded { get; private set; }

    /// <summary>Copies that run and get no requests.</summary>
    public double[] Unlisted { get; }

    /// <summary>Requests a copy works on at a time.</summary>
    public int[] Slots { get; }

    /// <summary>Share of the requests that the ill copies get at least; 0 for what balancing gives them.</summary>
    public double[] HotShare { get; }

    /// <summary>Share of the memory limit held beside what leaks.</summary>
    public double[] MemoryHeld { get; }

    /// <summary>Entries of a cache whose model does not say; 0 = full at once.</summary>
    public double[] FillEntries { get; }

    /// <summary>Processes whose starting copies do not get ready.</summary>
    public bool[] IsStartBlocked { get; }

    /// <summary>Nodes whose copies are dealt to the other places of their processes.</summary>
    public bool[] IsDrained { get; }

    /// <summary>Cores the process burns on its hosts beside its requests.</summary>
    public double[] ProcessHog { get; }

    /// <summary>Cores burnt on a host by something that is no process of the model.</summary>
    public double[] HostHog { get; }

    /// <summary>Nodes that are dead themselves.</summary>
    public bool[] IsDown { get; }

    /// <summary>Nodes that nobody can reach.</summary>
    public bool[] IsCut { get; }

    /// <summary>Multiplies a load source; 1 = healthy.</summary>
    public double[] LoadFactor { get; }

    /// <summary>Share of a node's reports that are lost.</summary>
    public double[] ReportsLost { get; }

    /// <summary>Seconds by which a node's reports are late.</summary>
    public double[] ReportsLate { get; }

    /// <summary>Share of a node's reports that come twice.</summary>
    public double[] ReportsTwice { get; }

    /// <summary>True while any report is struck.</summary>
    public bool IsReportStruck => ReportsLost.AsSpan().ContainsAnyExcept(0)
        || ReportsLate.AsSpan().ContainsAnyExcept(0) || ReportsTwice.AsSpan().ContainsAnyExcept(0);

    /// <summary>Nodes that are cut off together from all others, and the share of the packets that do not get
    /// through.</summary>
    public List<(bool[] IsInside, double Share)> Isolated { get; } = [];

    public CallImpairments Calls { get; }

    public LimitImpairments Limits { get; } = new();

    /// <summary>What is logged where faults let calls or requests fail.</summary>
    public FaultWords Words { get; } = new();

    /// <summary>Back to the healthy model.</summary>
    public void Clear()
    {
        Array.Fill(ServiceFactor, 1);
        Array.Clear(ServiceAdd);
        Array.Fill(CpuFactor, 1);
        Array.Clear(GreyCopies);
        Array.Fill(GreyFactor, 1);
        Array.Clear(GreyError);
        Array.Fill(StartFactor, 1);
        Array.Clear(IsUnscaled);
        Array.Clear(ErrorAdd);
        Array.Clear(CopiesLost);
        Array.Clear(LockSeconds);
        Array.Clear(LeakPerSecond);
        Array.Clear(IsLimitDeadly);
        Array.Clear(Thrown);
        Array.Clear(ExtraLoad);
        IsFlooded = false;
        Array.Clear(Unlisted);
        Array.Clear(HotShare);
        Array.Clear(MemoryHeld);
        Array.Clear(FillEntries);
        Array.Clear(IsStartBlocked);
        Array.Clear(IsDrained);
        Array.Clear(ProcessHog);
        Array.Clear(HostHog);
        Array.Clear(IsDown);
        Array.Clear(IsCut);
        Array.Fill(LoadFactor, 1);
        for (var p = 0; p < HitRatio.Length; p++)
        {
            HitRatio[p] = Map.Processes[p].CacheHitRatio;
            Slots[p] = Map.Processes[p].SlotsPerReplica;
        }

        Array.Clear(ReportsLost);
        Array.Clear(ReportsLate);
        Array.Clear(ReportsTwice);
        Isolated.Clear();
        Limits.Clear();
        Words.Clear();
        Calls.Clear();
    }

    /// <summary>Adds requests from outside.</summary>
    public void AddLoad(int process, double perSecond)
    {
        ExtraLoad[process] += perSecond;
        IsFlooded = true;
    }

    /// <summary>Share of the packets between two nodes that do not get through, because one of them is isolated from
    /// the other.</summary>
    public double Apart(int one, int other)
    {
        var through = 1.0;
        foreach (var (isInside, share) in Isolated)
        {
            var (here, there) = (Inside(one, isInside), Inside(other, isInside));
            through *= 1 - (share * Math.Clamp((here * (1 - there)) + ((1 - here) * there), 0, 1));
        }

        return 1 - through;
    }

    /// <summary>Share of a node that stands inside: of a process, that of its copies.</summary>
    private double Inside(int node, bool[] isInside)
    {
        var p = Map.ProcessOfNode[node];
        if (p < 0)
        {
            return isInside[node] ? 1 : 0;
        }

        var (here, all) = (0.0, 0.0);
        for (var i = Map.Placement.Start[p]; i < Map.Placement.Start[p + 1]; i++)
        {
            all += Map.Placement.Copies[i];
            here += isInside[Map.Placement.Unit[i]] ? Map.Placement.Copies[i] : 0;
        }

        return all > 0 ? here / all : 0;
    }

    /// <summary>Process number of a target; the check of the fault has made sure that there is one.</summary>
    public int Process(EntityId id) => Map.ProcessOf(id) is >= 0 and var process
        ? process
        : throw new ArgumentException($"{id} does no work.", nameof(id));

    /// <summary>Number of the call between two targets; the check of the fault has made sure that there is
    /// one.</summary>
    public int Call(EntityId from, EntityId to) => Map.Graph.Find(Process(from), Process(to)) is >= 0 and var call
        ? call
        : throw new ArgumentException($"{from} does not call {to}.", nameof(from));
}
