namespace AiopsTwin.Engine.World.Proofs;

/// <summary>
/// What is wrong with entities by their own doing, piece by piece: the exogenous terms of the fitted world. A delay
/// holds no slot: how many slots an entity has beyond those it needed is not known, and the delay was observed with all
/// that waiting in it. Columns by piece, then number.
/// </summary>
internal sealed class Disturbances
{
    private Disturbances(WorldFit fit)
    {
        Fit = fit;
        var cells = fit.Count * fit.Observed.Window.Pieces;
        Delay = new double[cells];
        Loss = new double[cells];
        IsGone = new bool[cells];
        Outside = new double[cells];
        Calling = new double[fit.Calls.Count * fit.Observed.Window.Pieces];
        Array.Fill(Calling, 1);
    }

    public WorldFit Fit { get; }

    /// <summary>Seconds added to every request.</summary>
    public double[] Delay { get; private init; }

    /// <summary>Own failures beyond the usual, as minus the logarithm of success.</summary>
    public double[] Loss { get; private init; }

    /// <summary>Whether it is gone.</summary>
    public bool[] IsGone { get; private init; }

    /// <summary>Requests per second from outside.</summary>
    public double[] Outside { get; private init; }

    /// <summary>How many times as often as usual a request of the caller makes a call; by piece, then call.</summary>
    public double[] Calling { get; private init; }

    /// <summary>Nothing is wrong, and the usual work comes.</summary>
    public static Disturbances None(WorldFit fit)
    {
        var none = new Disturbances(fit);
        for (var cell = 0; cell < none.Outside.Length; cell++)
        {
            none.Outside[cell] = fit.Outside[cell % fit.Count];
        }

        return none;
    }

    /// <summary>The same, to be changed.</summary>
    public Disturbances Copy() => new(Fit)
    {
        Delay = [.. Delay],
        Loss = [.. Loss],
        IsGone = [.. IsGone],
        Outside = [.. Outside],
        Calling = [.. Calling],
    };

    /// <summary>Place of a piece of an entity.</summary>
    public int Cell(int piece, int number) => (piece * Fit.Count) + number;

    /// <summary>Place of a piece of a call.</summary>
    public int CallCell(int piece, int call) => (piece * Fit.Calls.Count) + call;

    /// <summary>Whether anything is wrong with an entity by its own doing in any piece.</summary>
    public bool HasAny(int number)
    {
        for (var k = 0; k < Fit.Observed.Window.Pieces; k++)
        {
            var cell = Cell(k, number);
            if (Delay[cell] > 0 || Loss[cell] > 0 || IsGone[cell]
                || Math.Abs(Outside[cell] - Fit.Outside[number]) > 1e-9)
            {
                return true;
            }
        }

        return false;
    }
}
