namespace AiopsTwin.Engine.World.Discrete;

/// <summary>The breakers of one call, one for each copy of the caller.</summary>
internal sealed class CopyBreakers(BreakerModel model)
{
    private readonly Dictionary<int, Breaker> _copies = [];

    /// <summary>True when the copy may send now; once its time is over it may send one probe at a time.</summary>
    public bool MayPass(int copy, double now)
    {
        var breaker = Of(copy);
        if (!breaker.IsOpen)
        {
            return true;
        }

        if (now < breaker.Until || breaker.IsProbing)
        {
            return false;
        }

        return breaker.IsProbing = true;
    }

    /// <summary>Notes how an attempt ended.</summary>
    public void Note(int copy, bool isSuccess, double now)
    {
        var breaker = Of(copy);
        if (breaker.IsOpen)
        {
            Probe(breaker, isSuccess, now);
            return;
        }

        if (now - breaker.Since > model.Window.TotalSeconds)
        {
            (breaker.Since, breaker.Attempts, breaker.Failures) = (now, 0, 0);
        }

        breaker.Attempts++;
        breaker.Failures += isSuccess ? 0 : 1;
        if (breaker.Attempts >= model.MinimumAttempts
            && breaker.Failures >= model.FailureRatio * breaker.Attempts)
        {
            Open(breaker, now);
        }
    }

    private void Probe(Breaker breaker, bool isSuccess, double now)
    {
        // What was sent before it opened says nothing about now.
        if (!breaker.IsProbing)
        {
            return;
        }

        breaker.IsProbing = false;
        if (!isSuccess)
        {
            Open(breaker, now);
        }
        else if (++breaker.Passed >= model.Probes)
        {
            (breaker.IsOpen, breaker.Since, breaker.Attempts, breaker.Failures) = (false, now, 0, 0);
        }
    }

    private void Open(Breaker breaker, double now)
    {
        (breaker.IsOpen, breaker.IsProbing, breaker.Passed) = (true, false, 0);
        breaker.Until = now + model.OpenFor.TotalSeconds;
    }

    private Breaker Of(int copy)
    {
        if (!_copies.TryGetValue(copy, out var breaker))
        {
            _copies.Add(copy, breaker = new Breaker());
        }

        return breaker;
    }

    private sealed class Breaker
    {
        public bool IsOpen { get; set; }

        public bool IsProbing { get; set; }

        public double Until { get; set; }

        public double Since { get; set; }

        public int Attempts { get; set; }

        public int Failures { get; set; }

        public int Passed { get; set; }
    }
}
