using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Tests.Detection.Stories;

/// <summary>
/// A small shop by the minute, each of its services with latency that is noisy (5 %) and drifts, requests with a wave
/// of the day that all share, and a few failures. Who waits for auth drifts with it. After two days auth answers 12 %
/// slower for an hour, and those who wait for it feel the part of it that is theirs.
/// </summary>
internal static class SlowAuthStory
{
    private const int Day = 1440;
    private const int Onset = (2 * Day) + 600;
    private const double Noise = 0.05;

    // Each drifts by a hundredth with a memory of three hours.
    private static readonly double Keep = Math.Exp(-1 / 180.0);
    private static readonly double Step = 0.01 * Math.Sqrt(1 - (Keep * Keep));

    /// <summary>Who calls whom.</summary>
    private static readonly (string Caller, string Callee)[] Calls =
    [
        ("account", "auth"), ("account", "users"), ("cart", "auth"), ("checkout", "auth"), ("checkout", "payments"),
        ("web", "account"), ("web", "cart"), ("web", "checkout"),
    ];

    /// <summary>Usual latency, and by what share of its own auth's is felt.</summary>
    private static readonly (string Name, double Latency, double Share)[] Services =
    [
        ("account", 0.12, 0.6), ("auth", 0.08, 1), ("cart", 0.1, 0.7), ("checkout", 0.2, 0.5), ("payments", 0.09, 0),
        ("users", 0.03, 0), ("web", 0.3, 0.4),
    ];

    /// <summary>Alerts raised and ended, and after how many minutes of the slowness; before it that is not above 0.
    /// And whether limits fixed at one and a half times the usual stayed silent.</summary>
    /// <param name="seed">Fixes the noise.</param>
    /// <param name="partitions">Into how many parts the twin cuts the graph.</param>
    /// <param name="slowness">By what share auth is slower.</param>
    /// <param name="after">Minutes told after the hour.</param>
    public static (List<(int Minute, Alert Alert)> Told, bool AreLimitsSilent) Tell(
        ulong seed, int partitions = 1, double slowness = 0.12, int after = 0)
    {
        var random = new SeededRandom(seed);
        var twin = new LocalTwin(Estate(), TwinSettings.Default, partitions);
        var told = new List<(int Minute, Alert Alert)>();
        var (drifts, areSilent) = (new double[Services.Length], true);
        for (var minute = 0; minute < Onset + 60 + after; minute++)
        {
            var at = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute + 1);
            for (var service = 0; service < Services.Length; service++)
            {
                drifts[service] = (Keep * drifts[service]) + (Step * random.NextNormal());
            }

            var batches = ImmutableArray.CreateBuilder<ObserveBatch>(Services.Length);
            for (var service = 0; service < Services.Length; service++)
            {
                var (name, latency, share) = Services[service];
                var slow = minute is >= Onset and < Onset + 60 ? 1 + (slowness * share) : 1;
                var drift = drifts[service] + (name == "auth" ? 0 : share * drifts[1]);
                var time = latency * slow * Math.Exp(drift + (Noise * random.NextNormal()));
                var wave = 1 + (0.4 * Math.Sin(2 * Math.PI * minute / Day));
                var requests = 100 * wave * (1 + (0.03 * random.NextNormal()));
                batches.Add(new ObserveBatch(EntityId.Of(EntityKind.Service, name), "test", minute + 1,
                [
                    new(MetricCatalog.ErrorRatio, at, Math.Max(0, 0.004 + (0.001 * random.NextNormal()))),
                    new(MetricCatalog.RequestDurationP95, at, time),
                    new(MetricCatalog.RequestRate, at, requests),
                ]));
                areSilent &= minute < Onset || time <= 1.5 * latency;
            }

            twin.Observe(batches.MoveToImmutable());
            twin.Advance(at);
            told.AddRange(twin.ChangedAlerts.Select(alert => (minute - Onset + 1, alert)));
        }

        return (told, areSilent);
    }

    private static TopologySnapshot Estate()
    {
        var builder = new TopologyBuilder();
        foreach (var (name, _, _) in Services)
        {
            builder.Add(EntityId.Of(EntityKind.Service, name));
        }

        foreach (var (caller, callee) in Calls)
        {
            builder.Link(EntityId.Of(EntityKind.Service, caller), EntityId.Of(EntityKind.Service, callee),
                DependencyKind.CallsSync);
        }

        return builder.TryBuild(1, out var estate, out var problems)
            ? estate
            : throw new InvalidOperationException(string.Join("; ", problems));
    }
}
