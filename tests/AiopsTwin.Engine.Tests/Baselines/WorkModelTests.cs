using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class WorkModelTests
{
    private const double Memory = 4000;

    private SeededRandom _random = new(3);

    [Fact]
    public void Expect_ALinearUseWithoutNoise_IsExact()
    {
        var model = new WorkModel(["batch.rows", "request.rate"]);
        Learn(model, 200, i => (i % 7, 50 + (i % 13)), (rows, requests) => 0.1 + (0.02 * rows) + (0.004 * requests));

        var use = model.Expect([0, 3, 100], out _);

        Assert.Equal(0.1 + 0.06 + 0.4, use, 4);
        Assert.InRange(model.Explained, 0.8, 1);
    }

    [Fact]
    public void Expect_AStateLikeThoseSeen_HasLittleLeverageAndAStrangeOneMuch()
    {
        var model = new WorkModel(["batch.rows", "request.rate"]);
        Learn(model, 500, i => (i % 7, 50 + (i % 13)), (_, requests) => 0.004 * requests);

        _ = model.Expect([0, 3, 55], out var near);
        _ = model.Expect([0, 3, 5_000], out var far);

        Assert.InRange(near * model.Samples, 0, 10);
        Assert.InRange(far * model.Samples, 100, double.MaxValue);
    }

    [Fact]
    public void Learn_WorkThatRestsForLong_IsNotForgottenIntoNonsense()
    {
        var model = new WorkModel(["batch.rows", "request.rate"]);
        for (var day = 0; day < 30; day++)
        {
            Learn(
                model, 1440, i => (i < 60 ? 50_000 : 0, 60 + (30 * Math.Sin(i / 229.0))),
                (rows, requests) => 0.05 + (0.000013 * rows) + (0.003 * requests) + (0.01 * _random.NextNormal()));
        }

        Assert.Equal(0.05 + 0.65 + 0.18, model.Expect([0, 50_000, 60], out _), 1);
        Assert.Equal(0.05 + 0.18, model.Expect([0, 0, 60], out _), 1);
    }

    [Fact]
    public void Doubt_ANewRelation_IsLearnedSoon()
    {
        var model = new WorkModel(["request.rate"]);
        LearnOne(model, 3000, 0.004);
        model.Doubt();

        LearnOne(model, 60, 0.006);

        Assert.Equal(0.6, model.Expect([0, 100], out _), 2);
    }

    [Fact]
    public void Explained_NoiseAlone_IsNothing()
    {
        var model = new WorkModel(["request.rate"]);
        Span<double> state = stackalloc double[2];
        for (var i = 0; i < 2000; i++)
        {
            state[1] = 50 + (i % 13);
            var use = 0.4 + (0.05 * _random.NextNormal());
            var expected = model.Expect(state, out _);
            model.Learn(state, use, use - expected, Memory, 1);
        }

        Assert.InRange(model.Explained, 0, 0.2);
    }

    private static void LearnOne(WorkModel model, int count, double cost)
    {
        Span<double> state = stackalloc double[2];
        for (var i = 0; i < count; i++)
        {
            state[1] = 50 + (i % 13);
            var use = cost * state[1];
            var expected = model.Expect(state, out _);
            model.Learn(state, use, use - expected, Memory, 1);
        }
    }

    private static void Learn(
        WorkModel model, int count, Func<int, (double Rows, double Requests)> work, Func<double, double, double> use)
    {
        Span<double> state = stackalloc double[3];
        for (var i = 0; i < count; i++)
        {
            var (rows, requests) = work(i);
            (state[1], state[2]) = (rows, requests);
            var seen = use(rows, requests);
            var expected = model.Expect(state, out _);
            model.Learn(state, seen, seen - expected, Memory, 1);
        }
    }
}
