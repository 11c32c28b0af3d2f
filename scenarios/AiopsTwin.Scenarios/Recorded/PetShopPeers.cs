using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Shows a recording to peers: the samples the twin is fed, the graph, and the alarm at the front end as the
/// symptom.</summary>
internal static class PetShopPeers
{
    public static PeerCase Of(Recording recording)
    {
        var before = Values(recording.Baseline);
        var since = Values(recording.Incident.Where(moment => moment.At >= recording.AlarmAt));
        ImmutableArray<PeerSeries> series =
        [
            .. before.Keys.Union(since.Keys).Order().Select(key => new PeerSeries(
                key.Entity, key.Metric, [.. before.GetValueOrDefault(key, [])], [.. since.GetValueOrDefault(key, [])])),
        ];
        var alarm = FrontEndAlarm.Of(recording);
        return new PeerCase(
            [.. recording.Topology.Entities.Select(entity => entity.Id)], series,
            [.. recording.Topology.Dependencies.Select(link => (link.Dependent, link.On))],
            series.FirstOrDefault(one => one.Entity == alarm?.Entity && one.Metric == alarm.Metric));
    }

    private static Dictionary<(EntityId Entity, string Metric), List<TimedValue>> Values(
        IEnumerable<RecordedMoment> moments)
    {
        var values = new Dictionary<(EntityId Entity, string Metric), List<TimedValue>>();
        foreach (var moment in moments)
        {
            foreach (var batch in moment.Batches)
            {
                foreach (var sample in batch.Samples)
                {
                    var key = (batch.Entity, sample.Metric);
                    if (!values.TryGetValue(key, out var own))
                    {
                        values[key] = own = [];
                    }

                    own.Add(new TimedValue(moment.At, sample.Value));
                }
            }
        }

        return values;
    }
}
