namespace AiopsTwin.Benchmarks.Diagnosing;

/// <summary>Some work, its processor time in the whole process, and what it allocated.</summary>
internal sealed record Timed<T>(T Result, double Milliseconds, double Bytes);

/// <summary>Measures work once: a diagnosis is asked for once, too.</summary>
internal static class Timed
{
    public static Timed<T> Of<T>(Func<T> work)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var before = Environment.CpuUsage.TotalTime;
        var result = work();
        var after = Environment.CpuUsage.TotalTime;
        return new Timed<T>(
            result, (after - before).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
