namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// Turns sums of evidence into belief: each suspect's share of exp(sharpness x score), against the shares of the others
/// listed and of "something else", which none of them is and which has a score of its own. Beliefs so add up to less
/// than one; the rest is the belief that the cause is not on the list. The map never changes an order.
/// The two numbers are fitted by the command <c>evaluate calibration --seeds 1-600 --fit</c>, which plays drawn estates
/// in which drawn faults strike, and maximises the likelihood of what was at fault; the reliability of what comes of
/// them is measured on other seeds (docs/RESULTS.md). They are fitted to no recording.
/// </summary>
public sealed record BeliefScale
{
    /// <summary>The scale in use.</summary>
    public static BeliefScale Default { get; } = new(0.76, 1.83);

    /// <summary>Makes a scale.</summary>
    /// <param name="sharpness">How much a nat of evidence is worth, greater than 0; below 1 where kinds of evidence
    /// repeat one another.</param>
    /// <param name="other">Score of "something else", in nats.</param>
    public BeliefScale(double sharpness, double other)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sharpness);
        Sharpness = sharpness;
        Other = other;
    }

    /// <summary>How much a nat of evidence is worth.</summary>
    public double Sharpness { get; }

    /// <summary>Score of "something else".</summary>
    public double Other { get; }

    /// <summary>Beliefs of suspects, in their order.</summary>
    /// <param name="scores">Their sums of evidence.</param>
    public double[] Of(IReadOnlyCollection<double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var top = scores.Append(Other).Max();
        var sum = scores.Append(Other).Sum(score => Math.Exp(Sharpness * (score - top)));
        return [.. scores.Select(score => Math.Exp(Sharpness * (score - top)) / sum)];
    }
}
