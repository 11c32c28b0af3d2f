namespace AiopsTwin.TwinUi.Tests.Fakes;

/// <summary>Lets a test await that a picture satisfies a claim; the claim is looked at after every piece of
/// news.</summary>
internal sealed class Signal
{
    private readonly Lock _gate = new();
    private readonly List<(Func<bool> Claim, TaskCompletionSource Done)> _waiting = [];

    /// <summary>Says that something changed.</summary>
    public void News()
    {
        lock (_gate)
        {
            foreach (var (_, done) in _waiting.Where(wait => wait.Claim()))
            {
                done.TrySetResult();
            }
        }
    }

    /// <summary>Completes when the claim holds; fails after a generous while, saying what was awaited.</summary>
    public async Task Until(Func<bool> claim, string what, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (claim())
            {
                return;
            }

            _waiting.Add((claim, done));
        }

        try
        {
            await done.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It never happened: {what}.");
        }
    }
}
