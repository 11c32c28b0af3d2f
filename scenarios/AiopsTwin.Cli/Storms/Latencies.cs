namespace AiopsTwin.Cli.Storms;

/// <summary>How long things took, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _milliseconds.Count;
            }
        }
    }

    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            _milliseconds.Add(took.TotalMilliseconds);
        }
    }

    /// <summary>The smallest that at least this share of all do not exceed; 0 when there are none.</summary>
    /// <param name="share">In [0, 1].</param>
    public double Quantile(double share)
    {
        lock (_lock)
        {
            var sorted = _milliseconds.Order().ToArray();
            return sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
        }
    }
}
