using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Cli.Commands;

/// <summary>
/// The same line of queues as one writes it down: an object for each customer, a queue for each station, and the
/// library's <see cref="PriorityQueue{TElement, TPriority}"/> for an agenda. No calls, timeouts or faults: what a
/// discrete-event simulation costs at least when nothing is thought of.
/// </summary>
internal sealed class PlainQueues
{
    private readonly PriorityQueue<(int Station, Customer Customer), (double At, long Order)> _agenda = new();
    private readonly Queue<Customer>[] _waiting;
    private readonly int[] _busy;
    private readonly int _servers;
    private readonly double _service;
    private readonly double _rate;
    private SeededRandom _random = new(1);
    private long _order;

    public PlainQueues(int queues, int servers, double service, double rate)
    {
        (_servers, _service, _rate) = (servers, service, rate);
        _waiting = [.. Enumerable.Range(0, queues).Select(_ => new Queue<Customer>())];
        _busy = new int[queues];
        Schedule(Exponential(1 / rate), -1, new Customer(0));
    }

    /// <summary>Events per processor second, over some of them.</summary>
    public double Rate(double seconds)
    {
        var clock = CpuClock.Start();
        var events = 0L;
        do
        {
            for (var i = 0; i < 10_000; i++)
            {
                _agenda.TryDequeue(out var item, out var key);
                Handle(key.At, item.Station, item.Customer);
            }

            events += 10_000;
        }
        while (clock.Seconds < seconds);

        return events / clock.Seconds;
    }

    private void Handle(double now, int station, Customer customer)
    {
        if (station < 0)
        {
            Schedule(now + Exponential(1 / _rate), -1, new Customer(now));
        }
        else
        {
            _busy[station]--;
            if (_waiting[station].TryDequeue(out var next))
            {
                Begin(now, station, next);
            }
        }

        Arrive(now, station + 1, customer);
    }

    private void Arrive(double now, int station, Customer customer)
    {
        if (station == _busy.Length)
        {
            return;
        }

        if (_busy[station] < _servers)
        {
            Begin(now, station, customer);
        }
        else
        {
            _waiting[station].Enqueue(customer);
        }
    }

    private void Begin(double now, int station, Customer customer)
    {
        _busy[station]++;
        Schedule(now + Exponential(_service), station, customer);
    }

    private void Schedule(double at, int station, Customer customer) =>
        _agenda.Enqueue((station, customer), (at, _order++));

    private double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private sealed record Customer(double Since);
}
