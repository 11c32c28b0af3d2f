using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Files;

/// <summary>The fields of a selector.</summary>
internal static class SelectorFields
{
    public static readonly Field<ImmutableArray<EntityKind>> Kinds = new(
        "kinds", new ListType<EntityKind>(Types.Choice<EntityKind>(), least: 1), "Kinds of entity; all when absent.");

    public static readonly Field<ImmutableSortedDictionary<string, string>> Labels = new(
        "labels", new MapType<string>(Types.Label), "Labels that must be there with these values.");

    public static readonly Field<EntityId> Domain = new(
        "domain", Types.Entity,
        "A failure domain (rack, zone, host, switch, feed): what stands in it, runs on it or hangs on it.");

    public static readonly Field<SelectionMode> Mode = new(
        "mode",
        new TextType<SelectionMode>(ReadMode, new JsonObject
        {
            ["enum"] = new JsonArray("all", "one", "fixed", "percent", "random-max-percent"),
        }),
        "How many of those that match: all (the default), one, fixed, percent or random-max-percent.");

    public static readonly Field<double> Value = new(
        "value", Types.Number(NumberRange.Positive), "How many for fixed, or the percentage.");

    public static readonly Field<int> Seed = new(
        "seed", Types.Integer(0, int.MaxValue), "Seed of the draw among those that match. Default 1.");

    public static readonly RecordType<FaultSelector> Selector = new(
        new FieldTable(
            "selector", "Whom a fault strikes, by what they are: everything that is said of them must hold.",
            Kinds, Labels, Domain, Mode, Value, Seed),
        Read);

    private static FaultSelector Read(RecordReader fields)
    {
        var selector = new FaultSelector
        {
            Kinds = fields.Get(Kinds, []),
            Labels = fields.Get(Labels, ImmutableSortedDictionary<string, string>.Empty),
            Domain = fields.Maybe(Domain),
            Mode = fields.Get(Mode, SelectionMode.All),
            Value = fields.Get(Value, 0),
            Seed = fields.Get(Seed, 1),
        };
        if (fields.IsSound && selector.Kinds.IsEmpty && selector.Labels.IsEmpty && selector.Domain is null)
        {
            fields.Problems.Add(fields.Place, "matches everything: say kinds, labels or domain");
        }

        var isCounted = selector.Mode is not (SelectionMode.All or SelectionMode.One);
        if (fields.IsSound && isCounted != fields.Has(Value))
        {
            fields.Problems.Add(
                fields.Place, isCounted ? "the mode needs a value" : "a value goes with a number or a percentage only");
        }

        return selector;
    }

    private static string? ReadMode(string text, out SelectionMode value)
    {
        value = text switch
        {
            "one" => SelectionMode.One,
            "fixed" => SelectionMode.Fixed,
            "percent" => SelectionMode.FixedPercent,
            "random-max-percent" => SelectionMode.RandomMaxPercent,
            _ => SelectionMode.All,
        };
        return text == "all" || value != SelectionMode.All
            ? null
            : $"'{Types.Short(text)}' is not one of all, one, fixed, percent, random-max-percent";
    }
}
