using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Scoring.Peers;

/// <summary>Hand-computed places of <see cref="RankingPeers"/>, <c>ExcessPeer</c> included.</summary>
public sealed class RankingPeersTests
{
    private const int Minutes = 40;
    private const int Usual = 37;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Front = Service("front");
    private static readonly EntityId Shop = Service("shop");
    private static readonly EntityId Till = Service("till");
    private static readonly EntityId Idle = Service("idle");

    [Fact]
    public void Judge_SlowCallee_IsFirstByWhatItsCallersDoNotExplain()
    {
        var answers = Places(Case(), Till);

        Assert.Equal(1, answers["self excess x requests"].HitAt(1));
        Assert.Equal(1, answers["robust z"].HitAt(1));
    }

    [Fact]
    public void Judge_ExcessWithoutExplaining_CannotTellTheChainApart()
    {
        var answers = Places(Case(), Till);

        Assert.Equal(new RankedAnswer(true, 1, 3), answers["excess x requests"]);
    }

    [Fact]
    public void Judge_ComponentWithoutSeries_SharesTheLastPlace()
    {
        var answers = Places(Case(), Idle);

        Assert.Equal(new RankedAnswer(true, 4, 1), answers["excess x requests"]);
        Assert.Equal(new RankedAnswer(true, 2, 3), answers["self excess x requests"]);
    }

    [Fact]
    public void Judge_TruthOutsideOfTheUniverse_IsAMiss()
    {
        var answers = Places(Case(), Service("nobody"));

        Assert.All(answers.Values, answer => Assert.Equal((true, 0), (answer.IsCovered, answer.HitAt(5))));
    }

    [Fact]
    public void Judge_SeriesThatFollowsTheSymptom_IsFirstByCorrelation()
    {
        var source = Case() with { Series = [.. Case().Series.Where(series => series.Entity != Shop)] };

        var answers = Places(source, Till);

        Assert.Equal(new RankedAnswer(true, 1, 1), answers["ranked correlation"]);
        Assert.Equal(RankingPeers.Names, answers.Keys);
    }

    /// <summary>A front waits for a shop, which waits for a till, which slows down by the same seconds for all; what
    /// each does itself takes a while longer than what it waits for.</summary>
    private static PeerCase Case()
    {
        ImmutableArray<PeerSeries> series =
        [
            .. new[] { (Front, 0.4), (Shop, 0.2), (Till, 0.1) }.SelectMany(pair => new[]
            {
                Series(pair.Item1, MetricCatalog.RequestDuration, i => pair.Item2 + (i >= Usual ? 0.5 : 0)),
                Series(pair.Item1, MetricCatalog.RequestRate, _ => 10),
            }),
        ];
        return new PeerCase([Front, Shop, Till, Idle], series, [(Front, Shop), (Shop, Till)], series[0]);
    }

    private static PeerSeries Series(EntityId entity, string metric, Func<int, double> value)
    {
        var values = Enumerable.Range(0, Minutes)
            .Select(i => new TimedValue(Start.AddMinutes(i), value(i))).ToImmutableArray();
        return new PeerSeries(entity, metric, values[..Usual], values[Usual..]);
    }

    private static Dictionary<string, RankedAnswer> Places(PeerCase source, EntityId truth) =>
        RankingPeers.Judge(source, truth).ToDictionary(answer => answer.Peer, answer => answer.Answer);

    private static EntityId Service(string name) => EntityId.Of(EntityKind.Service, name);
}
