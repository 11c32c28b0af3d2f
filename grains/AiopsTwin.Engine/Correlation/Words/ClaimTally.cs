using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using MathNet.Numerics;
using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>
/// What people thought of the alerts of one claim: one name of one source, on whatever entity. Mutable; owned by the
/// twin's brain alone.
/// </summary>
/// <remarks>
/// The gate shuts when the share of unwanted alerts is surely high: with a uniform prior the share is
/// Beta(1 + unwanted, 1 + wanted), and its lower 95 % bound must reach <see cref="UnwantedShare"/>, that is
/// I(0.8; 1 + unwanted, 1 + wanted) must not exceed 0.05 (Gelman et al. 2013, Bayesian Data Analysis, 2.4). The least
/// evidence follows from that: thirteen answers when all are the same, twenty-one with one exception. It reproduces
/// by hand: 0.8^14 = 0.044, 0.8^13 = 0.055 (<c>ClaimTallyTests</c>). Cost O(1).
/// </remarks>
[GenerateSerializer, Alias("aiopstwin.ClaimTally")]
public sealed class ClaimTally
{
    /// <summary>Share of unwanted alerts from which a claim is noise: with fewer than one in five worth a look, people
    /// stop looking at all. A trade-off of ours; nothing was fitted.</summary>
    public const double UnwantedShare = 0.8;

    /// <summary>Chance of shutting the gate on a claim of which just that share is unwanted.</summary>
    private const double Doubt = 0.05;

    private const int MostConfirmations = 32;

    /// <summary>Answers that said wanted.</summary>
    [Id(0)]
    public int Wanted { get; internal set; }

    /// <summary>Answers that said unwanted.</summary>
    [Id(1)]
    public int Unwanted { get; internal set; }

    /// <summary>What confirmed incidents of which an alert of this claim was part: words and incidents, at most
    /// 32.</summary>
    [Id(2)]
    public List<string> ConfirmedBy { get; private set; } = [];

    /// <summary>When it last changed: the longest unchanged is forgotten first.</summary>
    [Id(3)]
    public DateTimeOffset ChangedAt { get; internal set; }

    /// <summary>True when by the rule its alerts are noise.</summary>
    public bool IsNoise => ConfirmedBy.Count == 0 && Unwanted > 0
        && SpecialFunctions.BetaRegularized(1.0 + Unwanted, 1.0 + Wanted, UnwantedShare) <= Doubt;

    /// <summary>The rule and its numbers, in a sentence.</summary>
    public string Reason => string.Create(
        CultureInfo.InvariantCulture,
        $"{Unwanted} of {Wanted + Unwanted} answers say unwanted: surely at least {UnwantedShare:0%}, and no incident "
            + $"that somebody confirmed had one of them");

    /// <summary>What two alerts share that make the same claim.</summary>
    public static string KeyOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return $"{alert.Source}/{alert.Name}";
    }

    internal void Confirm(string by, DateTimeOffset now)
    {
        if (ConfirmedBy.Count < MostConfirmations && !ConfirmedBy.Contains(by))
        {
            ConfirmedBy.Add(by);
            ChangedAt = now;
        }
    }

    internal void Count(bool isWanted, int times)
    {
        Wanted += isWanted ? times : 0;
        Unwanted += isWanted ? 0 : times;
    }
}
