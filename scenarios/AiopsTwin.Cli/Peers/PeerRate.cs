using System.Diagnostics;
using AiopsTwin.Cli.Storms;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Peers;

/// <summary>How one system bore a stream that goes on.</summary>
/// <param name="System">Which one.</param>
/// <param name="PerSecond">Alerts taken a second.</param>
/// <param name="Latencies">From the instant a batch was due to the answer.</param>
/// <param name="CpuSeconds">Processor seconds it used.</param>
/// <param name="PeakBytes">Most memory it held.</param>
/// <param name="Refused">Batches it did not take.</param>
internal sealed record PeerRate(
    string System, double PerSecond, Latencies Latencies, double CpuSeconds, long PeakBytes, long Refused);

/// <summary>Sends the same alerts again and again, as monitoring systems do with what fires, at a fixed rate, in equal
/// batches, first to one system and then to the other.</summary>
/// <param name="PerSecond">Alerts a second.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Batch">Alerts of a request.</param>
/// <param name="Connections">Requests at a time at most.</param>
/// <param name="Rows">Switches whose alerts fire, 2 001 each.</param>
internal sealed record PeerLoad(int PerSecond, double Seconds, int Batch, int Connections, int Rows)
{
    private const int Accepted = 200;

    /// <summary>Sends to an Alertmanager.</summary>
    public async Task<PeerRate> OfAlertmanagerAsync(string program, CancellationToken cancellation)
    {
        using var people = new WebhookReceiver(Stopwatch.StartNew());
        using var peer = new Alertmanager(program, AlertmanagerSetup.All[0], people.Address);
        await peer.StartAsync(cancellation);
        var bodies = Bodies(alerts => AlertJson.ForAlertmanager(alerts, hasSwitchLabel: false));
        return await MeasureAsync(
            AlertmanagerSetup.All[0].Name, peer.Process, body => peer.PostAsync(body, cancellation), bodies,
            cancellation);
    }

    /// <summary>Sends to a twin.</summary>
    public async Task<PeerRate> OfTwinAsync(string program, CancellationToken cancellation)
    {
        using var silo = new MeasuredSilo(program);
        await silo.StartAsync(cancellation);
        await silo.LoadAsync(MeasuredSilo.Live, new StormEstate(Rows).Build(), cancellation);
        return await MeasureAsync(
            "AiopsTwin", silo.Process,
            async body => (await silo.PostAsync(MeasuredSilo.Live, body, cancellation)).Status,
            Bodies(AlertJson.ForTwin), cancellation);
    }

    private byte[][] Bodies(Func<IEnumerable<(StormAlert, DateTimeOffset)>, byte[]> write)
    {
        var begun = TimeProvider.System.GetUtcNow();
        return
        [
            .. Enumerable.Range(0, Rows).SelectMany(row => StormEstate.Dead(row)).Chunk(Batch)
                .Where(some => some.Length == Batch).Select(some => write(some.Select(alert => (alert, begun)))),
        ];
    }

    private async Task<PeerRate> MeasureAsync(
        string name, MeasuredProcess process, Func<byte[], Task<int>> post, byte[][] bodies,
        CancellationToken cancellation)
    {
        var (latencies, cpu) = (new Latencies(), process.CpuSeconds);
        var (next, refused) = (-1L, 0L);
        var batches = (long)(PerSecond * Seconds / Batch);
        var clock = Stopwatch.StartNew();

        async Task SendAsync()
        {
            for (long mine; (mine = Interlocked.Increment(ref next)) < batches;)
            {
                var due = TimeSpan.FromSeconds(mine * Batch / (double)PerSecond);
                if (due > clock.Elapsed)
                {
                    await Task.Delay(due - clock.Elapsed, cancellation);
                }

                if (await post(bodies[mine % bodies.Length]) == Accepted)
                {
                    latencies.Add(clock.Elapsed - due);
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync()));
        var seconds = Math.Max(Seconds, clock.Elapsed.TotalSeconds);
        return new PeerRate(
            name, latencies.Count * Batch / seconds, latencies, process.CpuSeconds - cpu, process.PeakBytes, refused);
    }
}
