namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// A level that does not grow but whose ups and downs reach the limit now and then: the next time comes after an
/// exponential law whose rate is that of the past.
/// </summary>
internal sealed class PeakCrossing : CrossingDays
{
    private const int Memory = 180;
    private readonly double _perDay;

    private PeakCrossing(double perDay) => _perDay = perDay;

    public override double Median => Quantile(0.5);

    /// <summary>The law of the last 180 days; null when the limit was never reached from below in them.</summary>
    public static PeakCrossing? Of(ReadOnlySpan<double> values, double limit)
    {
        var recent = values[^Math.Min(Memory, values.Length)..];
        var times = 0;
        for (var i = 1; i < recent.Length; i++)
        {
            times += recent[i] >= limit && recent[i - 1] < limit ? 1 : 0;
        }

        return times > 0 ? new PeakCrossing(times / (double)recent.Length) : null;
    }

    public override double Quantile(double probability) => -Math.Log(1 - probability) / _perDay;

    public override double Within(double days) => days <= 0 ? 0 : 1 - Math.Exp(-_perDay * days);
}
