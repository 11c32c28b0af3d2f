namespace AiopsTwin.Engine.World;

/// <summary>
/// When the copies that run began to: whoever was there before a moment may hold what he got before it (a connection, a
/// name), a new copy holds nothing. Which of several copies went is not known: of those that are there the newest count
/// as new.
/// </summary>
internal sealed class CopyAges(WorldState state)
{
    // Older starts are forgotten: only the newest as many as there are copies can matter, and changes are rare.
    private const int MostRemembered = 64;

    private readonly List<(double At, int Copies)>?[] _starts =
        new List<(double At, int Copies)>?[state.Map.Processes.Length];

    /// <summary>Takes note of copies that run from now on.</summary>
    public void Note(int process, int copies)
    {
        if (copies <= 0)
        {
            return;
        }

        var starts = _starts[process] ??= [];
        starts.Add((state.Seconds, copies));
        if (starts.Count > MostRemembered)
        {
            starts.RemoveAt(0);
        }
    }

    /// <summary>Share of the running copies of a process that were there some seconds ago, [0, 1]; 0 when none
    /// runs.</summary>
    public double OlderThan(int process, double seconds)
    {
        var copies = state.Processes.Copies[process];
        var since = state.Seconds - seconds;
        var begun = 0;
        foreach (var (at, started) in _starts[process] ?? [])
        {
            begun += at > since ? started : 0;
        }

        return copies == 0 ? 0 : Math.Max(0, copies - begun) / (double)copies;
    }
}
