namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// The numbers by which an observation is weighed against a prediction (diagnosis reference 4.7). All are in nats or in
/// probabilities, and none is fitted to a data set: they say how much a missing symptom or an unexplained one should
/// hurt.
/// </summary>
internal static class SymptomLikelihood
{
    /// <summary>Chance that an entity shows symptoms for reasons of its own during an incident (reference
    /// 4.7).</summary>
    public const double Background = 0.02;

    /// <summary>Chance that an entity that is impaired also shows it: detectors miss some of what happens.</summary>
    public const double Detectability = 0.85;

    /// <summary>What one more cause costs (reference 4.8.2).</summary>
    public const double CauseCost = 2.0;

    /// <summary>What a further cause must save at least: two faults seldom strike together (reference 4.7).</summary>
    public const double SecondCauseGain = 3.0;

    /// <summary>What a symptom costs that is its own cause: one cause, which predicts the symptom.</summary>
    public static readonly double OwnCause = Math.Log(Detectability) - CauseCost;

    /// <summary>
    /// Share of what it could reach that a cause really impairs, with its cost in nats: a partial fault (half a
    /// rack, one shard) is likelier than it would be if every entity in reach had to suffer. The fit is profiled
    /// over these.
    /// </summary>
    public static readonly (double Share, double Cost)[] Extents = [(1.0, 0), (0.5, 0.7), (0.2, 1.4), (0.07, 2.1)];

    /// <summary>Symptoms of one cause begin within this many seconds of when it would have them begin: detectors
    /// date the onset of a mild deviation badly, and clocks differ.</summary>
    public const double TogetherSeconds = 60;

    /// <summary>What is gained by a symptom that began at the time the cause says: symptoms on their own begin at any
    /// time of the ten minutes within which they are related at all. A cause pays this once, for its own
    /// time.</summary>
    public static readonly double Together = Math.Log(600 / (2 * TogetherSeconds));

    /// <summary>What one entity in reach of which nothing is known costs, per e-fold of their number: between causes
    /// that explain the same, the narrower one is meant.</summary>
    public const double ScopeCost = 0.15;

    /// <summary>Chance that an entity shows symptoms, given the predicted strength.</summary>
    public static double Chance(double strength, double share) =>
        1 - ((1 - Background) * (1 - (Detectability * share * strength)));

    /// <summary>
    /// How much a quiet entity that reports telemetry counts, in [0, 1]: a symptom that had no time to show yet is not
    /// missing. Rises from a tenth to one over the grace time after the predicted delay.
    /// </summary>
    public static double QuietWeight(double secondsSinceOnset, double delaySeconds)
    {
        const double graceSeconds = 60;
        return Math.Clamp((secondsSinceOnset - delaySeconds) / graceSeconds, 0.1, 1);
    }
}
