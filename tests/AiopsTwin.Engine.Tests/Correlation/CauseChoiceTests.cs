using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

/// <summary>Of sets of causes the one that saves most is chosen, not the one that begins best.</summary>
public sealed class CauseChoiceTests
{
    private static readonly string[] Left = [.. Enumerable.Range(0, 10).Select(i => $"vm1{i}")];
    private static readonly string[] Right = [.. Enumerable.Range(0, 10).Select(i => $"vm2{i}")];
    private static readonly string[] Others = [.. Enumerable.Range(0, 10).Select(i => $"vm3{i}")];

    [Fact]
    public void Of_SpineAboveTwoSwitchesWhileOthersBehindItAreWell_ChoosesTheSwitches()
    {
        var chosen = CauseChoice.Of(Candidates(Others), 20);

        Assert.Equal(["switch1", "switch2"], chosen.Select(one => one.Fit.Root.Name).Order());
        Assert.True(Candidates(Others)[2].Gain(new Residual(20)) > Candidates(Others)[0].Gain(new Residual(20)));
    }

    [Fact]
    public void Of_SpineBehindWhichAllSuffer_ChoosesTheSpine() =>
        Assert.Equal(["switch9"], CauseChoice.Of(Candidates([]), 20).Select(one => one.Fit.Root.Name));

    [Fact]
    public void Of_NobodyWorthACause_ChoosesNobody() =>
        Assert.Empty(CauseChoice.Of([Fit("switch1", [.. Left], Left[..1], Left[1..])], 1));

    private static CandidateFit[] Candidates(string[] well) =>
    [
        Fit("switch1", Left, [.. Left, .. Right], well),
        Fit("switch2", Right, [.. Left, .. Right], well),
        Fit("switch9", [.. Left, .. Right, .. well], [.. Left, .. Right], well),
    ];

    private static CandidateFit Fit(string root, string[] predicted, string[] symptoms, string[] well)
    {
        var answer = new FloodAnswer(
            new FloodSource(Graph.Id(root), 1),
            [.. predicted.Order(StringComparer.Ordinal).Select(name => new FloodReach(Graph.Id(name), 1, 1, 0))],
            false);
        return new CandidateFit(
            answer, [.. symptoms.Order(StringComparer.Ordinal).Select(name =>
                new Symptom(Graph.Id(name), TwinBrainDriver.Start))],
            new Well([.. well.Select(Graph.Id)]), TwinBrainDriver.Start.AddSeconds(600));
    }

    private sealed class Well(HashSet<EntityId> reporting) : IObservation
    {
        public bool Reports(EntityId entity) => reporting.Contains(entity);

        public bool WasHarmed(EntityId entity) => false;
    }
}
