using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Cli.Storms;

namespace AiopsTwin.Cli.Peers;

/// <summary>What one system made of a stream.</summary>
/// <param name="System">Which one.</param>
/// <param name="Groups">Groups or incidents people were told of and that stand.</param>
/// <param name="Mixed">Those of them that hold alerts of more than one cause.</param>
/// <param name="Notifications">How often people were told.</param>
/// <param name="Roots">Causes named as such.</param>
/// <param name="First">From the first alert to the first word, in seconds.</param>
internal sealed record PeerOutcome(string System, int Groups, int Mixed, int Notifications, int Roots, double First);

/// <summary>Sends streams to the twin and to Alertmanagers at the same time.</summary>
internal sealed class PeerComparison(string alertmanager, string silo)
{
    private const int Batch = 20;

    // Longer than an Alertmanager waits before it tells again, twice.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(25);

    /// <summary>Plays a stream to all.</summary>
    public async Task<ImmutableArray<PeerOutcome>> PlayAsync(PeerStream stream, CancellationToken cancellation)
    {
        var clock = new Stopwatch();
        using var twin = new MeasuredSilo(silo);
        await twin.StartAsync(cancellation);
        await twin.LoadAsync(MeasuredSilo.Live, stream.Map, cancellation);
        var peers = AlertmanagerSetup.All.Select(setup => new Peer(alertmanager, setup, clock)).ToArray();
        try
        {
            await Task.WhenAll(peers.Select(peer => peer.Program.StartAsync(cancellation)));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watch = new StormWatch(twin, MeasuredSilo.Live);
            clock.Start();
            var watching = watch.WatchAsync(clock, stop.Token);
            await SendAsync(stream, twin, peers, clock, cancellation);
            await Task.Delay(Calm, cancellation);
            await stop.CancelAsync();
            await watching;
            return [await OfTwinAsync(stream, watch, cancellation), .. peers.Select(peer => peer.Outcome(stream))];
        }
        finally
        {
            foreach (var peer in peers)
            {
                peer.Dispose();
            }
        }
    }

    private static async Task SendAsync(
        PeerStream stream, MeasuredSilo twin, Peer[] peers, Stopwatch clock, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetUtcNow();
        foreach (var some in stream.Alerts.Chunk(Batch))
        {
            var wait = TimeSpan.FromSeconds(some[^1].At) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellation);
            }

            // A monitoring system stamps an alert when it notices it: the order in which they come is all there is.
            var alerts = some.Select(one => (one.Alert, begun.AddSeconds(one.At))).ToList();
            var (status, _) = await twin.PostAsync(MeasuredSilo.Live, AlertJson.ForTwin(alerts), cancellation);
            var statuses = await Task.WhenAll(peers.Select(peer => peer.Program.PostAsync(
                AlertJson.ForAlertmanager(alerts, peer.Setup.Inhibits), cancellation)));
            if (status != 200 || statuses.Any(other => other != 200))
            {
                throw new InvalidOperationException(
                    $"alerts were refused: {status} by the twin, {string.Join(", ", statuses)} by the peers");
            }
        }
    }

    private static async Task<PeerOutcome> OfTwinAsync(
        PeerStream stream, StormWatch watch, CancellationToken cancellation)
    {
        var all = await watch.AllAsync(cancellation);
        var standing = all.Where(incident => incident.IsStanding).ToList();
        return new PeerOutcome(
            "AiopsTwin",
            standing.Count,
            standing.Count(incident => incident.Entities.Select(PeerStream.CauseOf).Distinct().Skip(1).Any()),
            all.Sum(incident => incident.Told),
            stream.Roots.Count(root => standing.Exists(
                incident => incident.Root == root && incident.Entities.Contains(root))),
            watch.FirstTold?.TotalSeconds - stream.Alerts[0].At ?? double.NaN);
    }

    private sealed class Peer(string program, AlertmanagerSetup setup, Stopwatch clock) : IDisposable
    {
        private readonly WebhookReceiver _people = new(clock);
        private Alertmanager? _program;

        public AlertmanagerSetup Setup => setup;

        public Alertmanager Program => _program ??= new Alertmanager(program, setup, _people.Address);

        /// <summary>A peer names no cause. Where inhibition leaves the switch's own group alone, a person wrote the
        /// answer down beforehand: that is not counted as naming it.</summary>
        public PeerOutcome Outcome(PeerStream stream) => new(
            setup.Name, _people.CausesOfGroups.Length, _people.CausesOfGroups.Count(causes => causes > 1),
            _people.Notified.Length, 0,
            _people.Notified.IsEmpty ? double.NaN : (_people.Notified[0].TotalSeconds - stream.Alerts[0].At));

        public void Dispose()
        {
            _program?.Dispose();
            _people.Dispose();
        }
    }
}
