using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>
/// A plain discrete-event simulation of one server with slots, callers with a timeout and retries, first come first
/// served, abandoned work done all the same. It shares nothing with the fluid model but the generator: an independent
/// check.
/// </summary>
internal sealed class DiscreteQueue(int slots, double serviceSeconds, double timeout, int retries, ulong seed)
{
    private readonly PriorityQueue<(Moment Moment, Attempt? Attempt), (double At, long Order)> _agenda = new();
    private readonly Queue<Attempt> _waiting = new();
    private SeededRandom _random = new(seed);
    private int _busy;
    private long _order;

    private enum Moment
    {
        Candidate,
        Timeout,
        End,
    }

    /// <summary>Sum of response times of all attempts done.</summary>
    public double TimeSum { get; private set; }

    /// <summary>Attempts done.</summary>
    public long Done { get; private set; }

    /// <summary>Last moment at which an attempt was done too late.</summary>
    public double LastLate { get; private set; }

    /// <summary>Runs from nothing.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="rateAt">Requests per second at a moment; at most <paramref name="highest"/>.</param>
    /// <param name="highest">Rate of the candidates that are thinned to it.</param>
    public void Run(double seconds, Func<double, double> rateAt, double highest)
    {
        Schedule(Exponential(1 / highest), Moment.Candidate, null);
        while (_agenda.TryDequeue(out var item, out var key) && key.At < seconds)
        {
            switch (item.Moment)
            {
                case Moment.Candidate:
                    Schedule(key.At + Exponential(1 / highest), Moment.Candidate, null);
                    if (_random.NextDouble() * highest < rateAt(key.At))
                    {
                        Arrive(key.At, 0);
                    }

                    break;
                case Moment.Timeout when !item.Attempt!.IsDone:
                    Arrive(key.At, item.Attempt.Level + 1);
                    break;
                case Moment.End:
                    Finish(key.At, item.Attempt!);
                    break;
                default:
                    break;
            }
        }
    }

    private void Arrive(double now, int level)
    {
        var attempt = new Attempt(level, now);
        if (level < retries)
        {
            Schedule(now + timeout, Moment.Timeout, attempt);
        }

        if (_busy < slots)
        {
            Start(now, attempt);
        }
        else
        {
            _waiting.Enqueue(attempt);
        }
    }

    private void Start(double now, Attempt attempt)
    {
        _busy++;
        Schedule(now + Exponential(serviceSeconds), Moment.End, attempt);
    }

    private void Finish(double now, Attempt attempt)
    {
        _busy--;
        Done++;
        attempt.IsDone = true;
        TimeSum += now - attempt.Sent;
        LastLate = now - attempt.Sent > timeout ? now : LastLate;
        if (_waiting.TryDequeue(out var next))
        {
            Start(now, next);
        }
    }

    private void Schedule(double at, Moment moment, Attempt? attempt) =>
        _agenda.Enqueue((moment, attempt), (at, _order++));

    private double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private sealed class Attempt(int level, double sent)
    {
        public int Level => level;

        public double Sent => sent;

        public bool IsDone { get; set; }
    }
}
