using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>The same signals in five orders: each arrives one to ten times, up to ten minutes late, stamped by clocks
/// that are up to a minute and a half off.</summary>
internal sealed class AnyOrder() : CorrelationCase(
    "T8",
    "2 000 signals of a switch, a database and strangers in 5 orders, repeated up to 10 times, up to 10 min late, "
        + "clocks 90 s off",
    "the same incidents and roots in all orders")
{
    private const int Orders = 5;
    private const int Collectors = 8;

    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(Telemetry.EntityKind.Switch);
        NetworkRow row = estate.Row(490, spine), other = estate.Row(80, spine);
        var database = estate.Add(Telemetry.EntityKind.Datastore);
        estate.Link(database, other.Machines[0], Topology.DependencyKind.RunsOn);
        var own = estate.ServicesOn(other, 20);
        own.ForEach(service => estate.Call(service, database));
        var lonely = estate.ServicesOn(other, 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        int network = alerts.Fault(row.Switch), storage = alerts.Fault(database);
        alerts.RaiseAt(row.Switch, Claim.SwitchDown, (60, 60), network);
        alerts.Unreachable(row.Machines, new Spell(60), 4, network);
        alerts.Raise(database, Claim.DatabaseDown, new Spell(60), storage);
        own.ForEach(service => alerts.Raise(service, Claim.Errors, new Spell(60), storage));
        lonely.ForEach(service => alerts.Raise(service, Claim.Errors, new Spell(60), alerts.Fault(service)));
        var straight = alerts.Build(estate.Build(), 1200);
        for (var order = 0; order < Orders; order++)
        {
            yield return Shuffled(straight, random.Fork((ulong)order));
        }
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) => [];

    internal override IEnumerable<string> Across(ImmutableArray<CorrelationOutcome> outcomes)
    {
        var first = Partition(outcomes[0]);
        var other = outcomes.Count(outcome => !Partition(outcome).SequenceEqual(first, StringComparer.Ordinal));
        if (other > 0)
        {
            yield return $"{other} of {outcomes.Length - 1} other orders gave other incidents";
        }

        var roots = outcomes.Sum(outcome => Bar.Roots(outcome).Count());
        if (roots > 0)
        {
            yield return $"in {outcomes.Length} orders {roots} roots are wrong or missing: "
                + outcomes.SelectMany(outcome => Bar.Roots(outcome)).First();
        }

        if (outcomes[0].Scores is { OverMerge: > 0 } or { Split: > 0 })
        {
            yield return FormattableString.Invariant(
                $"over-merge {outcomes[0].Scores.OverMerge:0.0000}, split {outcomes[0].Scores.Split:0.0000}");
        }
    }

    /// <summary>Every incident as the signals in it, whatever its number is.</summary>
    private static IEnumerable<string> Partition(CorrelationOutcome outcome) => outcome.Signals
        .GroupBy(signal => signal.Incident ?? signal.Fingerprint)
        .Select(group => string.Join('\n', group.Select(signal => signal.Fingerprint).Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal);

    private static CorrelationScript Shuffled(CorrelationScript script, SeededRandom random)
    {
        var skew = new double[Collectors];
        for (var i = 0; i < Collectors; i++)
        {
            skew[i] = (random.NextDouble() * 180) - 90;
        }

        var deliveries = new List<Delivery>();
        foreach (var delivery in script.Deliveries.DistinctBy(delivery => delivery.Alert!.Fingerprint))
        {
            var off = TimeSpan.FromSeconds(skew[random.NextInt(Collectors)]);
            var alert = delivery.Alert! with
            {
                StartsAt = delivery.Alert.StartsAt + off,
                RaisedAt = delivery.Alert.RaisedAt + off,
            };
            for (var copies = 1 + random.NextInt(10); copies > 0; copies--)
            {
                deliveries.Add(delivery with { Alert = alert, At = 60 + (random.NextDouble() * 600) });
            }
        }

        return script with { Deliveries = [.. deliveries.OrderBy(delivery => delivery.At)] };
    }
}
