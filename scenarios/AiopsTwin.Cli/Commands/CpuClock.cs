namespace AiopsTwin.Cli.Commands;

/// <summary>
/// Counts the processor time of the whole process, compiler and collector included: on a machine that others use as
/// well it says more than a watch.
/// </summary>
internal readonly struct CpuClock
{
    private readonly TimeSpan _since;

    private CpuClock(TimeSpan since) => _since = since;

    /// <summary>Processor seconds since the start.</summary>
    public double Seconds => (Environment.CpuUsage.TotalTime - _since).TotalSeconds;

    /// <summary>Starts counting.</summary>
    public static CpuClock Start() => new(Environment.CpuUsage.TotalTime);

    /// <summary>Processor milliseconds of one piece of work: the best of three rounds, each as often as fits into a
    /// third of the time, after one round that nobody counts.</summary>
    /// <param name="seconds">Processor seconds to spend.</param>
    /// <param name="work">The work; what it returns only keeps it from being left out.</param>
    public static double Milliseconds(double seconds, Func<int> work)
    {
        work();
        var best = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var clock = Start();
            var times = 0;
            do
            {
                work();
                times++;
            }
            while (clock.Seconds < seconds / 3);

            best = Math.Min(best, clock.Seconds * 1000 / times);
        }

        return best;
    }
}
