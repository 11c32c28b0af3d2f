using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Scoring;

/// <summary>The hash of a report stands for all of it: whatever is changed in it, the text that is hashed
/// changes.</summary>
public sealed class ReportTextTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Canonical_AnyPropertyChanged_ChangesTheText()
    {
        var report = Report();
        var text = ReportText.Canonical(report);

        var changed = Variants(report, "report").ToList();

        Assert.InRange(changed.Count, 100, 250);
        Assert.All(changed, variant => Assert.True(
            ReportText.Canonical((RunReport)variant.Value) != text, $"{variant.Path} is not part of the hash"));
    }

    [Fact]
    public void Canonical_DifferenceInTheLastBit_IsTheSameText()
    {
        var report = Report();

        var other = report with { BlastRecall = report.BlastRecall!.Value * (1 + 1e-15) };

        Assert.Equal(ReportText.Canonical(report), ReportText.Canonical(other));
    }

    /// <summary>Every copy of a value in which exactly one thing, however deep, is another.</summary>
    private static IEnumerable<(string Path, object Value)> Variants(object value, string path)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // The hash is made of the text, and what cannot be set follows from the rest.
            if (property.SetMethod is null || (value is RunReport && property.Name == nameof(RunReport.Hash)))
            {
                continue;
            }

            foreach (var (inner, part) in Others(property.GetValue(value), property.PropertyType, property.Name))
            {
                var copy = value is ValueType
                    ? RuntimeHelpers.GetObjectValue(value)
                    : value.GetType().GetMethod("<Clone>$")!.Invoke(value, null)!;
                property.SetValue(copy, part);
                yield return ($"{path}.{inner}", copy);
            }
        }
    }

    private static IEnumerable<(string Path, object? Value)> Others(object? value, Type type, string path) =>
        value switch
        {
            null => throw new InvalidOperationException($"{path} has no value to change."),
            string text => [(path, text + "!")],
            int number => [(path, number + 1)],
            long number => [(path, number + 1)],
            ulong number => [(path, number + 1)],
            double number => [(path, number * 1.01)],
            bool flag => [(path, !flag)],
            TimeSpan time => [(path, time + TimeSpan.FromSeconds(1))],
            DateTimeOffset time => [(path, time.AddSeconds(1))],
            EntityId id => [(path, EntityId.Of(id.Kind, id.Name + "x"))],
            Enum => [(path, Enum.ToObject(value.GetType(), 1 - Math.Min(1, Convert.ToInt32(value, null))))],
            ImmutableSortedDictionary<string, string> map => [(path, map.Add("further", "fact"))],
            IList list => Items(list, type, path),
            _ => Variants(value, path).Select(variant => (variant.Path, (object?)variant.Value)),
        };

    private static IEnumerable<(string Path, object? Value)> Items(IList list, Type type, string path) =>
        Others(list[0], type.GenericTypeArguments[0], $"{path}[0]").Select(
            item => (item.Path, (object?)ArrayOf((dynamic)list, (dynamic)item.Value!)));

    private static ImmutableArray<T> ArrayOf<T>(ImmutableArray<T> list, T first) => list.SetItem(0, first);

    private static RunReport Report()
    {
        var entity = EntityId.Of(EntityKind.Service, "auth");
        var alert = new Alert(
            "print", entity, "slow", AlertSeverity.Warning, AlertStatus.Resolved, At, At.AddSeconds(1),
            At.AddSeconds(2), "twin", "request.duration", 8, 0.1, 0.2, "auth is slow")
        {
            Explanation = new AnomalyExplanation(
                "its own baseline", At, 0.1, 0.08, 0.12, 0.2, 8, 5, new AnomalyOnset(At, At, At),
                new SeasonSlot(At, At.AddMinutes(5), true), "two samples in a row"),
        };
        var change = new ChangeEvent(
            "c1", "pipeline", entity, ChangeKind.Configuration, At, "a change",
            ImmutableSortedDictionary<string, string>.Empty);
        var suspect = new Suspect(
            1, entity, MetricFamily.Traffic, change, 0.9, 4, 0.8,
            [new Evidence(EvidenceKind.SelfExcess, 2, "because") { Traces = ["trace"] }])
        {
            Counterfactual = new Counterfactual(
                At, "without it", new CounterfactualCounts(6, 5, 4, 3, 2, 1), 0.1, At, At.AddMinutes(1), 60,
                [new CounterfactualEffect(entity, EffectKind.Slow, 0.1, 0.4, 0.2, 0.3, true, true, true)],
                [new CounterfactualCourse(entity, EffectKind.Slow, [new CounterfactualPoint(At, 0.4, 0.3, 0.1)])]),
        };
        var incident = new Incident(
            "INC-1", IncidentState.Diagnosed, AlertSeverity.Warning, "auth: slow", At, At, At, At, At,
            [new IncidentAlert(alert, true, "a reason")], 1, [entity], [new FloodReach(entity, 0.5, 2, 3)],
            new DiagnosisReport(At, [suspect], "it is auth"), [new IncidentEntry(At, "opened")])
        {
            WithheldCount = 1,
            MergedInto = "INC-0",
            Contested = [entity],
            Degraded = [entity],
            IsFlapping = true,
            IsSilenced = true,
            Told = 2,
            PartedFrom = "INC-2",
        };
        return new RunReport(
            "auth-pool", 1, "0.1.0", At, At.AddHours(1), 2, 3, 4, [incident], TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(6), 1, 0.5, 0.25,
            [new ExpectationResult(
                new Expectation(ExpectationKind.DetectedWithin, 1, TimeSpan.FromSeconds(1), "x")
                {
                    Entities = [entity],
                    At = TimeSpan.FromSeconds(2),
                    Phase = ImpactPhase.Start,
                    Share = 0.2,
                    Deviation = "known",
                },
                true,
                "found")],
            "");
    }
}
