using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>A range of finite numbers.</summary>
internal sealed record NumberRange(double Low, bool IsLowOpen, double High, bool IsHighOpen)
{
    public static NumberRange Any { get; } = new(-1e15, false, 1e15, false);

    public static NumberRange AtLeastZero { get; } = new(0, false, 1e15, false);

    public static NumberRange Positive { get; } = new(0, true, 1e15, false);

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

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"in {(IsLowOpen ? '(' : '[')}{Low}, {High}{(IsHighOpen ? ')' : ']')}");
}
