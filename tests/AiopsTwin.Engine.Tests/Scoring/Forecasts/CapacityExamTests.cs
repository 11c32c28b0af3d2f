using AiopsTwin.Engine.Scoring.Forecasts;
using AiopsTwin.Engine.Scoring.Forecasts.Peers;

namespace AiopsTwin.Engine.Tests.Scoring.Forecasts;

public sealed class CapacityExamTests
{
    [Fact]
    public void Volumes_OfEightShapes_AreForetoldBetterThanByEveryPeer()
    {
        var cases = GrowthVolumes.Create(48, 11)
            .SelectMany(volume => CapacityExam.Ask(volume).Select(one => CapacityExam.Compare(volume, one)))
            .ToArray();

        var ours = CapacityScores.Ours(cases);

        Assert.InRange(ours.RelativeError, 0, 0.11);
        Assert.InRange(ours.ErrorAt14, 0, 1.6);
        Assert.InRange(ours.Late, 0, 0.35);
        Assert.InRange(ours.Coverage!.Value, 0.74, 0.86);
        for (var peer = 0; peer < CapacityPeers.Names.Count; peer++)
        {
            Assert.True(CapacityScores.Peer(cases, peer).RelativeError > ours.RelativeError, CapacityPeers.Names[peer]);
        }
    }

    [Fact]
    public void Volumes_SameSeed_AreTheSame()
    {
        var first = GrowthVolumes.Create(9, 7);
        var second = GrowthVolumes.Create(9, 7);

        Assert.Equal(first[8].Used, second[8].Used);
        Assert.NotEqual(first[0].Used, GrowthVolumes.Create(1, 8)[0].Used);
        Assert.Equal(GrowthShape.Linear, first[8].Shape);
    }

    [Fact]
    public void Volumes_OfEveryShape_ArePositiveAndEndHigherThanTheyBegan()
    {
        foreach (var volume in GrowthVolumes.Create(64, 2))
        {
            Assert.All(volume.Used, used => Assert.True(used > 0));
            Assert.True(volume.Used[^1] > volume.Used[0], volume.Name);
        }
    }

    [Fact]
    public void Ask_Line_CountsTheDaysToTheLevel()
    {
        var volume = new GrowthVolume(
            "line", GrowthShape.Linear, [.. Enumerable.Range(0, 400).Select(day => 100.0 + day)]);

        var cases = CapacityExam.Ask(volume).ToArray();

        Assert.Equal(12, cases.Length);
        Assert.All(cases, one => Assert.Equal(one.Horizon, one.Actual));
        Assert.All(cases, one => Assert.Equal(one.Actual, one.Answer, 0.001));
        Assert.All(cases, one => Assert.Equal(one.Actual, CapacityExam.Compare(volume, one).Peers[0], 0.001));
        Assert.Equal(1, CapacityScores.Ours(cases).Coverage);
    }

    [Fact]
    public void Peers_FlatVolume_AnswerNever()
    {
        var answers = CapacityPeers.Answers(Enumerable.Repeat(50.0, 100).ToArray(), 60, 56);

        Assert.All(answers, answer => Assert.Equal(56, answer));
    }
}
