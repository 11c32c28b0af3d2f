using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Propagation;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Drives floods over the partitions: every partition that has work is called once a round with its inbox and returns
/// its outboxes. The calls are a tree of depth one, so cycles in the graph cannot make grains wait for each other.
/// </summary>
internal sealed class FloodCoordinator(PartitionFleet fleet)
{
    private const int Attempts = 3;

    private readonly string _life = Guid.NewGuid().ToString("N");
    private long _floods;

    /// <summary>Runs a flood to its end. A partition that restarted in the middle forgot its part: the flood then
    /// begins anew, a few times.</summary>
    public async Task<FloodResult> Run(FloodRequest request)
    {
        GrainInstruments.Floods.Add(1);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryRun(request) is { } result)
            {
                return result;
            }
        }

        throw new InvalidOperationException(
            $"A flood from {request.Sources.Length} sources lost a partition {Attempts} times in a row.");
    }

    private async Task<FloodResult?> TryRun(FloodRequest request)
    {
        var flood = $"{_life}-{++_floods}";
        var holders = request.Sources.Select(source => fleet.PartitionOf(source.Origin)).Where(index => index >= 0);
        var course = new FloodCourse(request, holders);
        var begun = new HashSet<int>();
        while (!course.IsOver)
        {
            var calls = course.Due.Select(index => fleet.Partition(index).Flood(new PartitionFloodRound(
                flood, begun.Add(index) ? request : null, course.Round, course.InboxOf(index).Sort()))).ToArray();
            var results = await Task.WhenAll(calls);
            if (results.Any(result => result is null))
            {
                return null;
            }

            course.Complete(course.Due.Zip(results, (index, result) => KeyValuePair.Create(index, result!)));
        }

        var collected = await Task.WhenAll(course.Touched.Select(index => fleet.Partition(index).Collect(flood)));
        if (collected.Any(reached => reached is null))
        {
            return null;
        }

        // What reached much takes milliseconds to put together: beside the grain's turns, for which alerts wait.
        var graph = fleet.Graph;
        return await Task.Run(() => FloodRounds.Assemble(
            graph, request, collected.SelectMany(reached => reached!.Value), course.Rounds, course.IsTruncated));
    }
}
