using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Impacts;

namespace AiopsTwin.Engine.Scenarios.Harms;

/// <summary>Reads off two forks what became of the objectives.</summary>
internal static class HarmReading
{
    // An objective is promised over thirty days.
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);

    // A burn rate that rises by less is that of fewer requests, not of worse ones.
    private const double LeastMore = 0.01;

    /// <summary>The objectives that burn faster in a fork than in the one without faults, the fastest first.</summary>
    /// <param name="stage">The world of both.</param>
    /// <param name="played">The fork with faults.</param>
    public static ImmutableArray<HarmPromise> Promises(ImpactStage stage, ImpactPlay played)
    {
        var promises = new List<HarmPromise>();
        for (var p = 0; p < played.Promises.Length; p++)
        {
            var (now, usual) = (played.Promises[p], stage.Usual.Promises[p]);
            for (var i = 0; i < now.Objectives.Length; i++)
            {
                var objective = now.Objectives[i];
                var (burn, without) = (now.BadShare(i) / objective.Allowed, usual.BadShare(i) / objective.Allowed);
                if (burn <= without + LeastMore || usual.Requests <= 0)
                {
                    continue;
                }

                var bad = Math.Max(0, (now.BadShare(i) * now.Requests) - (usual.BadShare(i) * usual.Requests));
                var budget = objective.Allowed * usual.Requests * (Period / stage.Length);
                promises.Add(new HarmPromise(
                    stage.Map.Processes[p].Entity, objective.ToString(), stage.IsStated[p], burn, without,
                    bad / budget));
            }
        }

        return [.. promises.OrderByDescending(promise => promise.Burn).ThenBy(promise => promise.Entity)];
    }
}
