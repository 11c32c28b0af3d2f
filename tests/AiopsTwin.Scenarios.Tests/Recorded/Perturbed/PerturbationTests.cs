using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Perturbed;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded.Perturbed;

public sealed class PerturbationTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Shop = EntityId.Of(EntityKind.Service, "shop");

    [Fact]
    public void Told_SamplesDropped_LosesOneInTenOfTheSameWhateverTheOrder()
    {
        var perturbation = new Perturbation(PerturbationKind.SamplesDropped, 3);
        var samples = Enumerable.Range(0, 2_000).Select(i => new TimedValue(Start.AddMinutes(i), i)).ToList();

        var kept = samples.FindAll(sample => Told(perturbation, sample) is not null);
        var again = samples.AsEnumerable().Reverse().Where(sample => Told(perturbation, sample) is not null).Reverse();
        var other = samples.FindAll(
            sample => Told(perturbation with { Seed = 4 }, sample) is not null);

        Assert.InRange(kept.Count, 1_740, 1_860);
        Assert.Equal(kept, again);
        Assert.NotEqual(kept, other);
    }

    [Fact]
    public void Told_Noisy_MovesEverySampleByTwoPerCent()
    {
        var perturbation = new Perturbation(PerturbationKind.Noisy, 1);

        var errors = Enumerable.Range(0, 2_000)
            .Select(i => (Told(perturbation, new TimedValue(Start.AddMinutes(i), 10))!.Value / 10) - 1).ToList();

        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0.019, 0.021);
        Assert.InRange(errors.Average(), -0.002, 0.002);
    }

    [Fact]
    public void Told_Slower_StretchesATraceFromItsBeginning()
    {
        Span[] trace =
        [
            new("t", "1", null, Shop, "a", Start, TimeSpan.FromSeconds(10), false),
            new("t", "2", "1", Shop, "b", Start.AddSeconds(4), TimeSpan.FromSeconds(2), false),
        ];

        var told = new Perturbation(PerturbationKind.Slower, 1).Told(trace).ToList();

        Assert.Equal([Start, Start.AddSeconds(6)], told.Select(span => span.Start));
        Assert.Equal([15, 3], told.Select(span => span.Duration.TotalSeconds));
    }

    [Theory]
    [InlineData(PerturbationKind.SpansAbsent, 0, 1)]
    [InlineData(PerturbationKind.LinesAbsent, 1, 0)]
    [InlineData(PerturbationKind.None, 1, 1)]
    public void Told_OneSortAbsent_KeepsTheOther(PerturbationKind kind, int spans, int lines)
    {
        var perturbation = new Perturbation(kind, 1);

        var toldSpans = perturbation.Told([new Span("t", "1", null, Shop, "a", Start, TimeSpan.Zero, false)]);
        var toldLines = perturbation.Told([new LogRecord(Shop, Start, LogSeverity.Info, "a", "t", "1")]);

        Assert.Equal(spans, toldSpans.Count());
        Assert.Equal(lines, toldLines.Count());
    }

    [Fact]
    public void Muted_ManySeeds_DrawsEachOfTheInnocent()
    {
        EntityId[] innocents =
            [Shop, EntityId.Of(EntityKind.Service, "till"), EntityId.Of(EntityKind.Service, "stock")];

        var muted = Enumerable.Range(1, 50)
            .Select(seed => new Perturbation(PerturbationKind.InnocentMuted, (ulong)seed).Muted("case", innocents))
            .ToHashSet();

        Assert.Equal(3, muted.Count);
        Assert.Null(new Perturbation(PerturbationKind.Noisy, 1).Muted("case", innocents));
        Assert.Null(new Perturbation(PerturbationKind.InnocentMuted, 1).Muted("case", []));
    }

    [Fact]
    public void Of_BaselineHalved_KeepsTheNewerHalfAndTheCase()
    {
        using var folder = new TemporaryFolder();
        var recording = Read(folder);

        var told = new Perturbation(PerturbationKind.BaselineHalved, 1).Of(recording, Shop);

        Assert.InRange(told.Baseline.Length, (recording.Baseline.Length / 2) - 1, (recording.Baseline.Length / 2) + 1);
        Assert.Equal(recording.Baseline[^1].At, told.Baseline[^1].At);
        Assert.Equal(recording.Incident.Select(moment => moment.At), told.Incident.Select(moment => moment.At));
    }

    [Fact]
    public void Of_InnocentMuted_NeverMutesTheRootOrTheFrontEnd()
    {
        using var folder = new TemporaryFolder();
        var recording = Read(folder);
        var alarm = FrontEndAlarm.Of(recording)!.Entity;
        var root = recording.Topology.Entities.Select(entity => entity.Id).First(entity => entity != alarm);
        var senders = Senders(recording);

        var missing = Enumerable.Range(1, 20).Select(seed => senders.Except(Senders(
            new Perturbation(PerturbationKind.InnocentMuted, (ulong)seed).Of(recording, root))).Single()).ToList();

        Assert.DoesNotContain(root, missing);
        Assert.DoesNotContain(alarm, missing);
    }

    [Fact]
    public void Of_AlarmLate_RaisesTheAlarmARowLater()
    {
        using var folder = new TemporaryFolder();
        var recording = Read(folder);

        var late = new Perturbation(PerturbationKind.AlarmLate, 1).Of(recording, Shop);
        var early = new Perturbation(PerturbationKind.AlarmEarly, 1).Of(recording, Shop);

        Assert.Equal(1, late.AlarmDelay);
        Assert.Equal(-1, early.AlarmDelay);
    }

    private static double? Told(Perturbation perturbation, TimedValue sample) =>
        perturbation.Told(Shop, MetricCatalog.CpuUtilization, sample);

    private static Recording Read(TemporaryFolder folder)
    {
        new PetShopRecording().WriteTo(folder.Path);
        return new PetShopFolder(folder.Path).Read(PetShopRecording.Slow).Value!;
    }

    private static HashSet<EntityId> Senders(Recording recording) =>
        [.. recording.Incident.SelectMany(moment => moment.Batches).Select(batch => batch.Entity)];
}
