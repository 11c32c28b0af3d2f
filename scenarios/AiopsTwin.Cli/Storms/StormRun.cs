using System.Diagnostics;
using System.Globalization;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>Makes a storm against a silo of its own and counts what came of it.</summary>
internal sealed class StormRun : IDisposable
{
    private const int PreparedAtOnce = 500;
    private const int Asked = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StormPlan _plan;
    private readonly MeasuredSilo _silo;
    private readonly Action<string> _tell;
    private readonly StormWatch _watch;
    private readonly StormSender _sender;
    private readonly Neighbour _neighbour;

    public StormRun(StormPlan plan, Action<string> tell)
    {
        _plan = plan;
        _tell = tell;
        _silo = new MeasuredSilo(plan.Program);
        _watch = new StormWatch(_silo, MeasuredSilo.Live);
        _sender = new StormSender(_silo, MeasuredSilo.Live);
        _neighbour = new Neighbour(_silo);
    }

    private int AllAlerts => _plan.ActiveAlerts + _plan.Alerts;

    /// <summary>Makes the storm.</summary>
    /// <exception cref="InvalidOperationException">The silo did not start, refused something, or never came to
    /// rest.</exception>
    public async Task<StormReport> RunAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        var (loadBefore, before, cpu) = (Load(), _silo.Process.ResidentBytes, _silo.Process.CpuSeconds);
        _tell($"{_plan.Alerts} alerts in {_plan.Seconds:0} s from {_plan.Connections} connections ...");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var clock = Stopwatch.StartNew();
        var batches = StormSchedule.Of(
            [.. Enumerable.Range(_plan.ActiveRows, _plan.Rows)], _plan.Seconds, _plan.Batch,
            TimeProvider.System.GetUtcNow());
        clock.Restart();
        Task[] beside = [_watch.WatchAsync(clock, stop.Token), _neighbour.FeedAsync(stop.Token)];
        await _sender.SendAsync(batches, _plan.Connections, clock, cancellation);
        var sent = clock.Elapsed;
        var loadAfter = Load();
        if (!_plan.IsKilled)
        {
            await UntilPresentAsync(AllAlerts, cancellation);
        }

        var settled = clock.Elapsed - sent;
        cpu = _silo.Process.CpuSeconds - cpu;
        await stop.CancelAsync();
        await Task.WhenAll(beside);
        return await ConcludeAsync(cpu, (loadBefore, loadAfter), before, settled, cancellation);
    }

    public void Dispose() => _silo.Dispose();

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        _tell("starting a silo ...");
        await _silo.StartAsync(cancellation);
        var estate = new StormEstate(_plan.ActiveRows + _plan.Rows);
        await _silo.LoadAsync(MeasuredSilo.Live, estate.Build(), cancellation);
        await _neighbour.LoadAsync(cancellation);
        _tell($"{_plan.ActiveAlerts} alerts before the storm ...");
        var now = TimeProvider.System.GetUtcNow();
        var before = Enumerable.Range(0, _plan.ActiveRows).SelectMany(row => StormEstate.Dead(row));
        foreach (var some in before.Chunk(PreparedAtOnce))
        {
            var body = AlertJson.ForTwin(some.Select(alert => (alert, now)));
            while ((await _silo.PostAsync(MeasuredSilo.Live, body, cancellation)).Status != StormSender.Accepted)
            {
                await Task.Delay(Pause, cancellation);
            }
        }

        await UntilPresentAsync(_plan.ActiveAlerts, cancellation);
    }

    private async Task<StormReport> ConcludeAsync(
        double cpu, (double, double) load, long before, TimeSpan settled, CancellationToken cancellation)
    {
        var bytes = (before, Math.Max(_watch.MostBytes, _silo.Process.PeakBytes), _silo.Process.ResidentBytes);
        var after = _plan.IsKilled ? await KillAsync(cancellation) : ((long, double)?)null;
        var status = await _silo.StatusAsync(MeasuredSilo.Live, cancellation);
        var standing = (await _watch.AllAsync(cancellation)).FindAll(incident => incident.IsStanding);
        return new StormReport(_plan)
        {
            Acknowledged = _sender.Acknowledged,
            ToldBusy = _sender.ToldBusy,
            Acknowledgements = _sender.Acknowledgements,
            Visible = Delays(_watch.SeenAt),
            Named = Delays(_watch.NamedAt),
            Present = status.FiringAlerts,
            Placed = await PlacedAsync(cancellation),
            AfterKill = after,
            SettledAfterSeconds = settled.TotalSeconds,
            Incidents = standing.Count,
            SwitchesNamed = standing.Where(one => one.Root == StormEstate.SwitchOf(one.MainRow))
                .Select(one => one.MainRow).Distinct().Count(),
            AlertsInIncidents = standing.Sum(one => (long)one.AlertCount),
            Neighbour = _neighbour.Acknowledgements,
            NeighbourSteps = _neighbour.Steps,
            CpuSeconds = cpu,
            Bytes = bytes,
            Load = load,
        };
    }

    /// <summary>Kills the silo the moment the last alert was acknowledged, and waits until its heir has them
    /// all.</summary>
    private async Task<(long Present, double SecondsAway)> KillAsync(CancellationToken cancellation)
    {
        _tell("killing the silo ...");
        _silo.Process.Kill();
        var clock = Stopwatch.StartNew();
        await _silo.StartAsync(cancellation);
        await UntilPresentAsync(AllAlerts, cancellation);
        var status = await _silo.StatusAsync(MeasuredSilo.Live, cancellation);
        return (status.FiringAlerts, clock.Elapsed.TotalSeconds);
    }

    private Latencies Delays(Func<int, TimeSpan?> reached)
    {
        var delays = new Latencies();
        for (var row = _plan.ActiveRows; row < _plan.ActiveRows + _plan.Rows; row++)
        {
            if (_sender.FirstOf(row) is { } first && reached(row) is { } at)
            {
                delays.Add(at - first);
            }
        }

        return delays;
    }

    private async Task<(int Known, int Asked)> PlacedAsync(CancellationToken cancellation)
    {
        var rows = _plan.ActiveRows + _plan.Rows;
        var alerts = Enumerable.Range(0, rows).SelectMany(row => StormEstate.Dead(row)).ToList();
        var step = Math.Max(1, alerts.Count / Asked);
        var known = 0;
        var asked = 0;
        for (var i = 0; i < alerts.Count; i += step, asked++)
        {
            known += await _silo.KnowsAsync(MeasuredSilo.Live, alerts[i].Fingerprint, cancellation) ? 1 : 0;
        }

        return (known, asked);
    }

    private async Task UntilPresentAsync(long alerts, CancellationToken cancellation)
    {
        var moved = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        var present = -1L;
        while (present != alerts)
        {
            var now = (long)(await _silo.StatusAsync(MeasuredSilo.Live, cancellation)).FiringAlerts;
            if (now != present)
            {
                (present, moved) = (now, Stopwatch.StartNew());
            }
            else if (moved.Elapsed > Patience)
            {
                throw new InvalidOperationException(
                    $"{present} of {alerts} alerts are present, and no more come for {Patience.TotalSeconds} s");
            }

            await pause.WaitForNextTickAsync(cancellation);
        }
    }

    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
