namespace AiopsTwin.Engine.World;

/// <summary>
/// Further attempts on their way. A failed attempt comes back after its timeout (or its failure) and the backoff, so
/// retries are a delay line and never a multiplier: a multiplier would collapse and recover at the wrong moments. One
/// ring of steps for each call that retries, one column for each further attempt; a delay between two steps is split
/// over both, and jitter over all it covers.
/// </summary>
internal sealed class RetryLines
{
    private const int MostParts = 16;

    private double _seconds;
    private double[] _slots = [];
    private int[] _offset = [];
    private int[] _levels = [];
    private int[] _length = [];
    private int[] _position = [];
    private double[] _sent = [];
    private int[] _sentOffset = [];
    private double[] _backoff = [];
    private double[] _jitter = [];

    /// <summary>Further attempts a call may make.</summary>
    public int LevelsOf(int call) => _levels[call];

    /// <summary>Sizes the rings for the calls as they are configured now; attempts on their way stay where there is
    /// room. May allocate.</summary>
    public void Refresh(WorldState state, double seconds)
    {
        _seconds = seconds;
        var graph = state.Map.Graph;
        var overlay = state.Impairments.Calls;
        var length = new int[graph.Count];
        for (var e = 0; e < graph.Count; e++)
        {
            // An attempt may wait its timeout for a connection, and once more for the answer.
            var longest = overlay.Timeout[e] + Math.Max(overlay.Timeout[e], graph.AcquireTimeout[e])
                + graph.Calls[e].BackoffAt(Math.Max(0, overlay.Retries[e] - 1));
            length[e] = overlay.Retries[e] == 0 ? 0 : (int)Math.Ceiling(longest / seconds) + 2;
        }

        if (_levels.AsSpan().SequenceEqual(overlay.Retries) && _length.AsSpan().SequenceEqual(length))
        {
            return;
        }

        var old = (Slots: _slots, Offset: _offset, Levels: _levels, Length: _length, Position: _position);
        var oldSent = (Amounts: _sent, Offset: _sentOffset);
        _levels = [.. overlay.Retries];
        _length = length;
        _offset = new int[graph.Count];
        _position = new int[graph.Count];
        _sentOffset = new int[graph.Count];
        var (total, levelsInAll) = (0, 0);
        for (var e = 0; e < graph.Count; e++)
        {
            _offset[e] = total;
            _sentOffset[e] = levelsInAll;
            total += _length[e] * _levels[e];
            levelsInAll += _levels[e];
        }

        _slots = new double[total];
        _sent = new double[levelsInAll];
        _backoff = new double[levelsInAll];
        _jitter = Array.ConvertAll(graph.Calls, call => call.Policy.Jitter);
        for (var e = 0; e < graph.Count; e++)
        {
            for (var level = 0; level < _levels[e]; level++)
            {
                _backoff[_sentOffset[e] + level] = graph.Calls[e].BackoffAt(level);
            }
        }

        for (var e = 0; e < Math.Min(graph.Count, old.Length.Length); e++)
        {
            var levels = Math.Min(_levels[e], old.Levels[e]);
            oldSent.Amounts.AsSpan(oldSent.Offset[e], levels).CopyTo(_sent.AsSpan(_sentOffset[e]));
            for (var i = 0; i < Math.Min(_length[e], old.Length[e]); i++)
            {
                var from = old.Offset[e] + ((old.Position[e] + i) % old.Length[e] * old.Levels[e]);
                old.Slots.AsSpan(from, levels).CopyTo(_slots.AsSpan(_offset[e] + (i * _levels[e])));
            }
        }
    }

    /// <summary>The attempts that come back in this step, one number per level; to be read before
    /// <see cref="Turn"/>.</summary>
    public Span<double> Due(int call) =>
        _slots.AsSpan(_offset[call] + (_position[call] * _levels[call]), _levels[call]);

    /// <summary>Attempts of the step before by level, first ones at 0, without the last level: nothing follows
    /// that.</summary>
    public Span<double> Sent(int call) => _sent.AsSpan(_sentOffset[call], _levels[call]);

    /// <summary>Sends attempts of the step before round once more, after the backoff of their level.</summary>
    /// <param name="call">The call.</param>
    /// <param name="level">0 for the first further attempt.</param>
    /// <param name="amount">Attempts per second.</param>
    /// <param name="delay">When they failed, in seconds after the step before.</param>
    /// <param name="isSteady">True for a flow that has been going on for longer than its delay; what is on its way of
    /// it takes the place of what it would have become step by step. The lines must be empty before.</param>
    public void Send(int call, int level, double amount, double delay, bool isSteady)
    {
        var backoff = _backoff[_sentOffset[call] + level];
        var spread = backoff * _jitter[call];
        var latest = (delay + backoff) / _seconds;
        var width = spread / _seconds;

        // Even jitter over several steps comes back in as many parts, each at the middle of its own.
        var parts = Math.Clamp((int)Math.Ceiling(width), 1, MostParts);
        for (var part = 0; part < parts; part++)
        {
            Put(call, level, amount / parts, latest - (width * (part + 0.5) / parts), isSteady);
        }
    }

    /// <summary>Forgets what is on its way.</summary>
    public void Empty(int call) => _slots.AsSpan(_offset[call], _length[call] * _levels[call]).Clear();

    private void Put(int call, int level, double amount, double delay, bool isSteady)
    {
        var steps = Math.Clamp(delay, 1, _length[call] - 1) - 1;
        var whole = (int)steps;
        var rest = steps - whole;
        if (isSteady)
        {
            // What earlier steps have sent, with what the next one will add to it, is even up to the delay.
            for (var ahead = 0; ahead < whole; ahead++)
            {
                _slots[SlotOf(call, ahead) + level] += amount;
            }

            _slots[SlotOf(call, whole) + level] += amount * rest;
            return;
        }

        _slots[SlotOf(call, whole) + level] += amount * (1 - rest);
        _slots[SlotOf(call, whole + 1) + level] += amount * rest;
    }

    /// <summary>Ends the step for a call.</summary>
    public void Turn(int call)
    {
        Due(call).Clear();
        _position[call] = _position[call] + 1 == _length[call] ? 0 : _position[call] + 1;
    }

    private int SlotOf(int call, int ahead)
    {
        var slot = _position[call] + ahead;
        return _offset[call] + ((slot < _length[call] ? slot : slot - _length[call]) * _levels[call]);
    }
}
