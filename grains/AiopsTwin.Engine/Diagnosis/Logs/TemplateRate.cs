namespace AiopsTwin.Engine.Diagnosis.Logs;

/// <summary>
/// How surprising a template's count is against its rate per request before (diagnosis reference 4.5): a Gamma prior
/// on the rate makes the predictive a negative binomial, and the evidence is the log-ratio of the likelihood at the
/// rate now to that predictive.
/// </summary>
public static class TemplateRate
{
    // Half a line in fifty requests: what was never seen in few requests may simply be rare.
    private const double PriorLines = 0.5;
    private const double PriorRequests = 50;

    /// <summary>Signed evidence in nats within ±<paramref name="cap"/>: above zero when there are more lines than
    /// expected, below when there are fewer; 0 without requests now or before.</summary>
    /// <param name="before">Lines before.</param>
    /// <param name="requestsBefore">Requests before.</param>
    /// <param name="now">Lines now.</param>
    /// <param name="requestsNow">Requests now.</param>
    /// <param name="cap">Most it may say, in nats.</param>
    public static double Evidence(double before, double requestsBefore, double now, double requestsNow, double cap)
    {
        if (requestsBefore <= 0 || requestsNow <= 0)
        {
            return 0;
        }

        var rate = (before + PriorLines) / (requestsBefore + PriorRequests);
        var expected = rate * requestsNow;
        var shape = before + PriorLines;

        // The predictive is wider than a Poisson by what is not known of the rate.
        var variance = expected * (1 + (expected / shape));
        var likelihood = now > 0 ? (now * Math.Log(now / expected)) - now + expected : expected;
        var evidence = likelihood * expected / variance;
        return Math.Sign(now - expected) * Math.Min(cap, evidence);
    }
}
