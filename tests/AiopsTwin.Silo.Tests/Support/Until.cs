using System.Diagnostics;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>Waits for something that another process does. Polls with a deadline that says what never came.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<T> FoundAsync<T>(
        string what, Func<CancellationToken, Task<T?>> find, TimeSpan deadline, CancellationToken cancellationToken)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        do
        {
            if (await find(cancellationToken) is { } found)
            {
                return found;
            }
        }
        while (clock.Elapsed < deadline && await pause.WaitForNextTickAsync(cancellationToken));
        throw new TimeoutException($"Waited {deadline} in vain for: {what}.");
    }

    public static Task TrueAsync(
        string what, Func<CancellationToken, Task<bool>> holds, TimeSpan deadline, CancellationToken cancelled) =>
        FoundAsync(what, async token => await holds(token) ? what : null, deadline, cancelled);
}
