namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>Distance from the usual value at this time of day in the usual deviations at this time of day, both robust:
/// 288 slots, a memory of about twelve days, no verdict in a slot before a second day.</summary>
internal sealed class SlotDeviation : ISampleScorer
{
    private const int Slots = 288;
    private const int DaysKept = 12;
    private const double Reach = 3;
    private const double FloorShare = 0.3;

    // Without it a slot that never moved would make anything infinitely unusual.
    private const double LeastShare = 0.01;

    private static readonly long SlotTicks = TimeSpan.TicksPerDay / Slots;

    private readonly double[] _middle = new double[Slots];
    private readonly double[] _deviation = new double[Slots];
    private readonly int[] _visits = new int[Slots];
    private readonly long[] _firstDay = new long[Slots];
    private double _usual;
    private double _size;
    private int _seen;

    public double Score(long ticks, double value)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        var day = ticks / TimeSpan.TicksPerDay;
        var slot = (int)(ticks % TimeSpan.TicksPerDay / SlotTicks);
        if (_visits[slot] == 0)
        {
            _firstDay[slot] = day;
            _middle[slot] = value;
        }

        var residual = value - _middle[slot];
        _size += Math.Max(1.0 / (_seen + 1), 1e-4) * (Math.Abs(value) - _size);
        var deviation = Math.Max(Math.Max(_deviation[slot], FloorShare * _usual), LeastShare * _size);
        var score = day == _firstDay[slot] || deviation <= 0 ? 0 : Math.Abs(residual) / deviation;
        Learn(slot, day, residual, deviation);
        return score;
    }

    private void Learn(int slot, long day, double residual, double deviation)
    {
        var visits = ++_visits[slot];
        var days = day - _firstDay[slot] + 1;
        var gain = Math.Max(1.0 / (visits + 1), days / (double)(DaysKept * visits));
        var bound = day > _firstDay[slot] && deviation > 0 ? Reach * deviation : double.MaxValue;
        var seen = Math.Clamp(residual, -bound, bound);
        _middle[slot] += gain * seen;
        _deviation[slot] += gain * ((1.2533 * Math.Abs(seen)) - _deviation[slot]);
        _usual += Math.Max(1.0 / ++_seen, 1e-4) * (_deviation[slot] - _usual);
    }
}
