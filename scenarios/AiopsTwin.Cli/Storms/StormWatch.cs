using System.Diagnostics;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>Looks at a twin as a program would that waits for incidents: its numbers ten times a second, and each new
/// incident.</summary>
internal sealed class StormWatch(MeasuredSilo silo, string twin)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, TimeSpan> _seen = [];
    private readonly SortedSet<long> _undiagnosed = [];
    private readonly SortedSet<long> _untold = [];
    private readonly Dictionary<int, TimeSpan> _named = [];
    private long _known;

    /// <summary>When an incident with an alert of a row was seen first; null when none was.</summary>
    public TimeSpan? SeenAt(int row) => _seen.TryGetValue(row, out var at) ? at : null;

    /// <summary>When an incident first named the switch of a row.</summary>
    public TimeSpan? NamedAt(int row) => _named.TryGetValue(row, out var at) ? at : null;

    /// <summary>When people were first seen to be told of an incident; null when they were not.</summary>
    public TimeSpan? FirstTold { get; private set; }

    /// <summary>Most memory the silo was seen to hold.</summary>
    public long MostBytes { get; private set; }

    /// <summary>Watches until it is told to stop.</summary>
    public async Task WatchAsync(Stopwatch clock, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
            {
                await LookAsync(clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>Every incident, as it is at the end.</summary>
    public async Task<List<IncidentSight>> AllAsync(CancellationToken cancellation)
    {
        var status = await silo.StatusAsync(twin, cancellation);
        var all = new List<IncidentSight>();
        for (var number = 1L; number <= status.IncidentsSeen; number++)
        {
            if (await silo.IncidentAsync(twin, number, cancellation) is { } incident)
            {
                all.Add(incident);
            }
        }

        return all;
    }

    private async Task LookAsync(Stopwatch clock, CancellationToken stop)
    {
        MostBytes = Math.Max(MostBytes, silo.Process.ResidentBytes);
        var status = await silo.StatusAsync(twin, stop);
        for (; _known < status.IncidentsSeen; _known++)
        {
            _undiagnosed.Add(_known + 1);
            _untold.Add(_known + 1);
        }

        foreach (var number in _undiagnosed.ToArray())
        {
            if (await silo.IncidentAsync(twin, number, stop) is { } incident)
            {
                Note(number, incident, clock.Elapsed);
            }
        }

        await AwaitWordAsync(clock, stop);
    }

    /// <summary>Of those that stand the oldest is told of first: only that one is looked at, for looking at fifty ten
    /// times a second would be a load of its own.</summary>
    private async Task AwaitWordAsync(Stopwatch clock, CancellationToken stop)
    {
        while (FirstTold is null && _untold.Count > 0
            && await silo.IncidentAsync(twin, _untold.Min, stop) is { } oldest
            && (oldest.Told > 0 || !oldest.IsStanding))
        {
            FirstTold = oldest.Told > 0 ? clock.Elapsed : null;
            _untold.Remove(_untold.Min);
        }
    }

    private void Note(long number, IncidentSight incident, TimeSpan at)
    {
        foreach (var row in incident.Rows.Keys)
        {
            _seen.TryAdd(row, at);
        }

        if (incident.Root is { } root && root == StormEstate.SwitchOf(incident.MainRow))
        {
            _named.TryAdd(incident.MainRow, at);
        }

        if (incident.Root is not null || !incident.IsStanding)
        {
            _undiagnosed.Remove(number);
        }
    }
}
