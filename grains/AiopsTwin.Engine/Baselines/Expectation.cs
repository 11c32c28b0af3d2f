namespace AiopsTwin.Engine.Baselines;

/// <summary>What one sample was expected to be, on the judged scale.</summary>
/// <param name="Center">The centre.</param>
/// <param name="Low">Lower end of the range that is no deviation; equals the centre except around scheduled
/// jobs.</param>
/// <param name="High">Upper end of that range.</param>
internal readonly record struct Expectation(double Center, double Low, double High)
{
    /// <summary>Signed distance of a value from the range; 0 inside it.</summary>
    public double Residual(double y) => y > High ? y - High : y < Low ? y - Low : 0;
}
