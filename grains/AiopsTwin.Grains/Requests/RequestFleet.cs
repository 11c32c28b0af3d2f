using AiopsTwin.Contracts;
using AiopsTwin.Engine.Diagnosis.Traces;

namespace AiopsTwin.Grains.Requests;

/// <summary>The joins of a twin that have anything to close.</summary>
internal sealed class RequestFleet(IGrainFactory grains, string twin)
{
    private readonly SortedSet<int> _expected = [];

    /// <summary>A join has something.</summary>
    public void Expect(int join) => _expected.Add(join);

    /// <summary>Closes the traces whose time has come, and cuts what comes of them by entity.</summary>
    public async Task<IEnumerable<RequestBatch>> Close(DateTimeOffset now)
    {
        if (_expected.Count == 0)
        {
            return [];
        }

        var asked = _expected.ToArray();
        _expected.Clear();
        var closed = await Task.WhenAll(asked.Select(join => Join(join).Close(now)));
        for (var i = 0; i < asked.Length; i++)
        {
            if (!closed[i].IsIdle)
            {
                _expected.Add(asked[i]);
            }
        }

        return JoinedRequests.ByEntity(closed.Select(one => one.Joined), now);
    }

    /// <summary>Lets every join forget what waits.</summary>
    /// <param name="count">How many joins there are.</param>
    public Task Forget(int count)
    {
        _expected.Clear();
        return Task.WhenAll(Enumerable.Range(0, count).Select(index => Join(index).Forget()));
    }

    private IRequestJoinGrain Join(int index) =>
        grains.GetGrain<IRequestJoinGrain>(GrainKeys.Partition(twin, index));
}
