using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>Quiet samples of known series cost <see cref="EntityMonitor"/> no memory: bytes are counted, so nothing
/// here depends on time.</summary>
public sealed class AllocationTests
{
    private const int Batches = 2_500;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Shop = EntityId.Of(EntityKind.Service, "shop");
    private readonly EntityMonitor _monitor = new(DetectionSettings.Default);
    private readonly EntityMonitorState _state = new(Shop);
    private readonly Intake _intake = new();
    private SeededRandom _random = new(4);
    private int _step;

    [Fact]
    public void Observe_TenThousandQuietSamples_AllocatesNothing()
    {
        Play(Make(9_000));
        var batches = Make(Batches);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var accepted = Play(batches);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(4 * Batches, accepted);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Observe_WithAnAnswer_AllocatesTheAnswerAlone()
    {
        Play(Make(600));
        var batches = Make(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var batch in batches)
        {
            _monitor.Observe(_state, batch);
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / batches.Length;

        Assert.InRange(allocated, 1, 480);
    }

    private int Play(ObserveBatch[] batches)
    {
        var accepted = 0;
        foreach (var batch in batches)
        {
            _monitor.Observe(_state, batch, _intake);
            accepted += _intake.Accepted;
        }

        return accepted;
    }

    /// <summary>A total that must be made a rate, work, a duration and an unknown, numbered and in no order.</summary>
    private ObserveBatch[] Make(int count)
    {
        var batches = new ObserveBatch[count];
        for (var i = 0; i < count; i++, _step++)
        {
            var at = Start + TimeSpan.FromSeconds(10 * _step);
            batches[i] = new ObserveBatch(Shop, "test", _step + 1, ImmutableArray.Create(
                new Sample("request.rate", at, 120 * Noisy()),
                new Sample("jobs_total", at, 1000.0 * _step),
                new Sample("request.duration", at, 0.2 * Noisy()),
                new Sample("load", at, 7 * Noisy())));
        }

        return batches;
    }

    private double Noisy() => 1 + (0.03 * _random.NextNormal());
}
