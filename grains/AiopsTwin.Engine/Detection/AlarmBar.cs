using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// The closed loop on the rate of a series' alarms: a factor on its threshold that unwanted alarms raise and time
/// lowers, so that in the long run as many unwanted alarms come as the budget allows, whatever the tail of the series
/// does (a stochastic approximation; Robbins and Monro, "A stochastic approximation method", 1951). Most alarms are
/// never answered: each of those counts a thirtieth, and more and more once they come sixty times as often as the
/// budget allows, which silences a series that alarms all the time and hardly touches one that has trouble now and
/// then; only where people answer is the threshold also lowered below the one of the settings, for only there is it
/// known what that costs. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.AlarmBar")]
internal struct AlarmBar
{
    /// <summary>What one unwanted alarm adds to the logarithm of the factor: two thirds to the threshold, which an
    /// exponential tail answers with about a tenth of the alarms.</summary>
    private const double Step = 0.5;

    /// <summary>What an alarm nobody answered counts, as a share of an unwanted one.</summary>
    private const double UnansweredShare = 0.03;

    /// <summary>Alarms that may come, in budgets, before each nobody answers counts for more: with the square of how
    /// many times as often they come. A week of trouble is not sixty times a bearable one; a series that nobody ever
    /// answers and that comes so often is.</summary>
    private const double ManyBudgets = 60;

    /// <summary>Lowest logarithm: a threshold of 5.5 becomes 3.3, where single samples of noise begin.</summary>
    private const double Lowest = -0.5;

    /// <summary>Highest: well beyond the largest score, so that a series that alarms at the limit rests for weeks, yet
    /// not for ever.</summary>
    private const double Highest = 3;

    /// <summary>The smallest factor there can be: scores below it times the threshold need not be looked at.</summary>
    public const double LeastFactor = 0.6065;

    [NonSerialized]
    private float _height;

    /// <summary>Logarithm of the factor, as of <see cref="At"/>.</summary>
    [Id(0)]
    public double Height
    {
        readonly get => _height;
        set => _height = (float)value;
    }

    /// <summary>When it was last changed, UTC ticks.</summary>
    [Id(1)]
    public long At;

    /// <summary>True once anybody answered.</summary>
    [Id(2)]
    public bool IsAnswered;

    /// <summary>Alarms of about the last week, as of <see cref="At"/>: each fades by a factor of e a week.</summary>
    [Id(3)]
    public float Recent;

    /// <summary>The factor on the threshold.</summary>
    /// <param name="ticks">Now.</param>
    /// <param name="budget">Unwanted alarms allowed a week.</param>
    public readonly double FactorAt(long ticks, double budget) =>
        Height == 0 && !IsAnswered ? 1 : Math.Exp(HeightAt(ticks, budget));

    /// <summary>An alarm was raised; nobody has answered yet.</summary>
    public void Raise(long ticks, double budget)
    {
        // Where people answer, their answers tell how many are too many.
        var times = IsAnswered ? 0 : (RecentAt(ticks) + 1) / (ManyBudgets * budget);
        Move(ticks, budget, Math.Min(1, UnansweredShare * Math.Max(1, times * times)) * Step);
        Recent++;
    }

    /// <summary>Somebody answered one alarm.</summary>
    public void Answer(bool isWanted, long ticks, double budget)
    {
        if (!IsAnswered)
        {
            // Time before the first answer does not lower the threshold below the settings' one.
            Move(ticks, budget, 0);
            IsAnswered = true;
        }

        Move(ticks, budget, isWanted ? -UnansweredShare * Step : (1 - UnansweredShare) * Step);
    }

    private void Move(long ticks, double budget, double by)
    {
        Height = Math.Min(Highest, Math.Max(IsAnswered ? Lowest : 0, HeightAt(ticks, budget) + by));
        Recent = RecentAt(ticks);
        At = Math.Max(At, ticks);
    }

    private readonly float RecentAt(long ticks) => (float)(Recent * Math.Exp(-WeeksTo(ticks)));

    private readonly double WeeksTo(long ticks) => Math.Max(0, ticks - At) / (7.0 * TimeSpan.TicksPerDay);

    private readonly double HeightAt(long ticks, double budget) => Math.Max(
        IsAnswered ? Lowest : 0, Height - (Step * budget * WeeksTo(ticks)));
}
