using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>A range of finite numbers.</summary>
internal sealed record NumberRange(double Low, bool IsLowOpen, double High, bool IsHighOpen)
{
    private const double Widest = 1e15;

    public static NumberRange Any { get; } = new(-Widest, false, Widest, false);

    public static NumberRange AtLeastZero { get; } = new(0, false, Widest, false);

    public static NumberRange Positive { get; } = new(0, true, Widest, false);

    /// <summary>[0, 1].</summary>
    public static NumberRange Share { get; } = new(0, false, 1, false);

    /// <summary>[0, 1).</summary>
    public static NumberRange ProperShare { get; } = new(0, false, 1, true);

    /// <summary>(0, 1].</summary>
    public static NumberRange PositiveShare { get; } = new(0, true, 1, false);

    public bool Contains(double value) => double.IsFinite(value)
        && (IsLowOpen ? value > Low : value >= Low)
        && (IsHighOpen ? value < High : value <= High);

    public JsonObject Schema() => new()
    {
        ["type"] = "number",
        [IsLowOpen ? "exclusiveMinimum" : "minimum"] = Low,
        [IsHighOpen ? "exclusiveMaximum" : "maximum"] = High,
    };

    /// <summary>The range in words; bounds that only keep out nonsense are not spoken of.</summary>
    public override string ToString() => (Low, High) switch
    {
        (-Widest, Widest) => "that is finite",
        (0, Widest) => IsLowOpen ? "greater than 0" : "of at least 0",
        _ => string.Create(
            CultureInfo.InvariantCulture, $"in {(IsLowOpen ? '(' : '[')}{Low}, {High}{(IsHighOpen ? ')' : ']')}"),
    };
}
