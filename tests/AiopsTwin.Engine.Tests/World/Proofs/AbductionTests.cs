using AiopsTwin.Engine.World.Proofs;

namespace AiopsTwin.Engine.Tests.World.Proofs;

public sealed class AbductionTests
{
    [Fact]
    public void Find_SlowCallee_IsIllAndItsCallersAreNot()
    {
        var fit = Chain().Works("db", (100, 100), (0.004, 0.104))
            .Works("api", (100, 100), (0.020, 0.120)).Works("web", (50, 50), (0.050, 0.250)).Fit();

        var (found, course) = Abduction.Find(fit, new FittedRun(fit));

        Assert.Equal(0.1, found.Delay[found.Cell(3, Number(fit, "db"))], 0.002);
        Assert.False(found.HasAny(Number(fit, "api")));
        Assert.False(found.HasAny(Number(fit, "web")));
        Assert.Equal(0.25, course.Latency[found.Cell(3, Number(fit, "web"))], 0.01);
    }

    [Fact]
    public void Find_FailuresOfACallee_AreExplainedAtItsCaller()
    {
        var fit = Chain().Works("db", (100, 100), (0.004, 0.004))
            .Works("api", (100, 100), (0.020, 0.020), (0, 0.2))
            .Works("web", (50, 50), (0.050, 0.050), (0, 0.36)).Fit();

        var (found, _) = Abduction.Find(fit, new FittedRun(fit));

        Assert.Equal(-Math.Log(0.8), found.Loss[found.Cell(3, Number(fit, "api"))], 0.01);
        Assert.False(found.HasAny(Number(fit, "web")));
    }

    [Fact]
    public void Find_CallerThatStaysWell_TriesAgain()
    {
        var fit = Chain().Works("db", (100, 100), (0.004, 0.004))
            .Works("api", (100, 100), (0.020, 0.020), (0, 0.2))
            .Works("web", (50, 50), (0.050, 0.050)).Fit();
        var run = new FittedRun(fit);

        Abduction.Find(fit, run);

        Assert.True(run.Retries[Number(fit, "web")] > 0);
    }

    [Fact]
    public void Find_CallerThatAnswersSoonerThanItsCallee_GivesUpWaiting()
    {
        var fit = Chain().Works("db", (100, 100), (0.004, 5))
            .Works("api", (100, 100), (0.020, 1), (0, 1)).Works("web", (50, 50), (0.050, 2), (0, 1)).Fit();
        var run = new FittedRun(fit);

        var (found, course) = Abduction.Find(fit, run);

        Assert.Equal(1, run.Patience[fit.CallsOf[Number(fit, "api")].Single().Number], 0.05);
        Assert.Equal(1, course.Latency[found.Cell(3, Number(fit, "api"))], 0.1);
        Assert.True(course.Loss[found.Cell(3, Number(fit, "api"))] > 1);
    }

    [Fact]
    public void Find_Scatter_IsNoIll()
    {
        var fit = Chain().Works("db", (100, 101), (0.004, 0.00408))
            .Works("api", (100, 101), (0.020, 0.0203)).Works("web", (50, 50.5), (0.050, 0.0505)).Fit();

        var (found, _) = Abduction.Find(fit, new FittedRun(fit));

        Assert.All(Enumerable.Range(0, fit.Count), i => Assert.False(found.HasAny(i)));
    }

    [Fact]
    public void Find_CacheThatForgets_CallsMoreOften()
    {
        var fit = Chain().Works("db", (20, 90), (0.004, 0.004))
            .Works("api", (100, 100), (0.020, 0.021)).Works("web", (50, 50), (0.050, 0.052)).Fit();
        var quiet = Abduction.Find(fit, new FittedRun(fit)).Found;
        var signed = new ProofCase("web -> api -> db @ host1")
            .Works("db", (20, 90), (0.004, 0.004)).Works("web", (50, 50), (0.050, 0.056))
            .Forgets("api", (100, 100), (0.020, 0.023)).Fit();

        var found = Abduction.Find(signed, new FittedRun(signed)).Found;

        // Nobody shows a sign of his own: the work comes from outside. The cache does: it calls 4.5 times as often.
        Assert.True(quiet.Outside[quiet.Cell(3, Number(fit, "db"))] > 50);
        var call = signed.CallsTo[Number(signed, "db")].Single().Number;
        Assert.Equal(4.5, found.Calling[found.CallCell(3, call)], 0.2);
    }

    [Fact]
    public void Find_MoreWorkAtAnEntry_ComesFromOutside()
    {
        var fit = Chain().Works("db", (100, 300), (0.004, 0.004))
            .Works("api", (100, 300), (0.020, 0.020)).Works("web", (50, 150), (0.050, 0.050)).Fit();

        var (found, course) = Abduction.Find(fit, new FittedRun(fit));

        Assert.Equal(150, found.Outside[found.Cell(3, Number(fit, "web"))], 6);
        Assert.Equal(300, course.Rate[found.Cell(3, Number(fit, "db"))], 3.0);
    }

    private static ProofCase Chain() => new("web -> api -> db @ host1");

    private static int Number(WorldFit fit, string name) => fit.Number[ProofCase.Id(name)];
}
