using AiopsTwin.Engine.Forecasting.Fits;

namespace AiopsTwin.Engine.Tests.Forecasting.Fits;

/// <summary>The fits: <see cref="LineFit"/>, <see cref="TheilSen"/>, <see cref="LogisticFit"/> and
/// <see cref="NormalEquations"/>.</summary>
public sealed class FitsTests
{
    [Fact]
    public void LineFit_FourPoints_GivesTheHandComputedLine()
    {
        // Hand-computed: x = 0..3, y = 1, 3, 2, 5: slope 1.1, intercept 1.1.
        var fit = LineFit.Of([1, 3, 2, 5]);

        Assert.Equal(1.1, fit.Slope, 1e-12);
        Assert.Equal(1.1, fit.Intercept, 1e-12);
    }

    [Fact]
    public void TheilSen_OneWildValue_KeepsTheSlope()
    {
        var values = Enumerable.Range(0, 50).Select(step => step == 20 ? 1e6 : 2.0 * step).ToArray();

        Assert.Equal(2, TheilSen.Slope(values), 0.01);
    }

    [Fact]
    public void LogisticFit_NoiselessCurve_FindsItsThreeNumbers()
    {
        var values = Enumerable.Range(0, 120).Select(step => 500 / (1 + Math.Exp(-0.06 * (step - 70)))).ToArray();

        var fit = LogisticFit.Of(values)!.Value;

        Assert.Equal(500, fit.Ceiling, 0.001);
        Assert.Equal(0.06, fit.Rate, 1e-6);
        Assert.Equal(70, fit.Middle, 0.001);
    }

    [Fact]
    public void LogisticFit_Exponential_IsNone()
    {
        var values = Enumerable.Range(0, 120).Select(step => Math.Exp(0.01 * step * step / 60)).ToArray();

        Assert.Null(LogisticFit.Of(values));
    }

    [Fact]
    public void NormalEquations_TwoTerms_SolveTheSystem()
    {
        var system = new NormalEquations(2);
        foreach (var (x, y) in new[] { (1.0, 3.0), (2, 5), (3, 7) })
        {
            system.Add([1, x], y, 1);
        }

        var weights = system.Solve(0);

        Assert.Equal(1, weights[0], 1e-9);
        Assert.Equal(2, weights[1], 1e-9);
    }
}
