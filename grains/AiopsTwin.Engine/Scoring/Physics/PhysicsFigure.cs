namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>One thing a simulation of an estate must get right.</summary>
/// <param name="Case">What was simulated.</param>
/// <param name="Quantity">What was looked at.</param>
/// <param name="Expected">What a formula, or the other simulation, says.</param>
/// <param name="Measured">What the fluid model says.</param>
/// <param name="Error">By how much it is off, in the unit of the bound.</param>
/// <param name="Bound">How much it may be off.</param>
public sealed record PhysicsFigure(
    string Case, string Quantity, double Expected, double Measured, double Error, double Bound)
{
    /// <summary>True when the error is within its bound.</summary>
    public bool Holds => Math.Abs(Error) <= Bound;

    /// <summary>A figure whose error is a share of what is expected.</summary>
    internal static PhysicsFigure Relative(
        string name, string quantity, double expected, double measured, double bound) =>
        new(name, quantity, expected, measured, (measured / expected) - 1, bound);
}
