using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Work from outside: a daily wave, times a slow mean-reverting walk (the exact step of Ornstein and Uhlenbeck's
/// process). One tide moves all sources alike, as news and weather do; each source adds a small walk of its own.
/// </summary>
internal sealed class LoadWalk
{
    /// <summary>How fast the walk forgets: an ordinary tempo of web traffic, slow against a telemetry
    /// interval.</summary>
    private const double MemorySeconds = 600;

    /// <summary>Deviation of a source's own walk, as a share of its noise.</summary>
    private const double OwnShare = 0.1;

    private readonly WorldState _state;
    private readonly double _startSeconds;
    private readonly double[] _own;
    private readonly double[] _bare;
    private readonly SeededRandom[] _ownDraws;
    private SeededRandom _tideDraws;
    private double _tide;
    private long _stretch = -1;

    public LoadWalk(WorldState state, SeededRandom random, DateTimeOffset startsAt)
    {
        _state = state;
        _startSeconds = startsAt.UtcDateTime.TimeOfDay.TotalSeconds;
        _tideDraws = random.Fork("load.tide");
        _tide = _tideDraws.NextNormal();
        _own = new double[state.Map.Load.Length];
        _bare = new double[_own.Length];
        _ownDraws = new SeededRandom[_own.Length];
        for (var i = 0; i < _own.Length; i++)
        {
            var source = state.Map.Load[i];
            _ownDraws[i] = random.Fork(source.Entry.Text).Fork("load." + source.Name);
            _own[i] = _ownDraws[i].NextNormal();
        }
    }

    /// <summary>Sets the work that enters every process during a step.</summary>
    /// <param name="elapsed">Seconds since the start, at the step's begin.</param>
    /// <param name="stretch">Seconds between two moves of the walk, a multiple of the step.</param>
    /// <returns>True when the walk has moved: a stretch begins.</returns>
    public bool Run(double elapsed, double stretch)
    {
        // Half a millisecond: what is left of a time that is no round number of ticks.
        var number = (long)Math.Floor((elapsed + 0.0005) / stretch);
        var isMoving = number != _stretch;
        if (isMoving)
        {
            _stretch = number;
            Move(elapsed, stretch);
        }

        if (!isMoving && !_state.IsLoadStale)
        {
            return false;
        }

        (_state.IsLoadStale, _state.HasLoadMoved) = (false, true);
        var (map, external) = (_state.Map, _state.Processes.External);
        Array.Clear(external);
        for (var i = 0; i < _own.Length; i++)
        {
            external[map.SourceProcess[i]] += _bare[i] * _state.Impairments.LoadFactor[i];
        }

        if (_state.Impairments.IsFlooded)
        {
            for (var p = 0; p < external.Length; p++)
            {
                external[p] += _state.Impairments.ExtraLoad[p];
            }
        }

        if (_state.Added is { } added)
        {
            for (var p = 0; p < external.Length; p++)
            {
                external[p] = Math.Max(0, external[p] + added[p]);
            }
        }

        return isMoving;
    }

    private void Move(double elapsed, double seconds)
    {
        var keep = Math.Exp(-seconds / MemorySeconds);
        var fresh = Math.Sqrt(1 - (keep * keep));
        _tide = (keep * _tide) + (fresh * _tideDraws.NextNormal());
        var hour = (_startSeconds + elapsed) / 3600;
        for (var i = 0; i < _own.Length; i++)
        {
            var source = _state.Map.Load[i];
            if (source.Noise == 0)
            {
                _bare[i] = source.RatePerSecond * source.WaveAt(hour);
                continue;
            }

            _own[i] = (keep * _own[i]) + (fresh * _ownDraws[i].NextNormal());
            var wave = source.WaveAt(hour);
            var walk = Math.Exp(source.Noise * (_tide + (OwnShare * _own[i])));
            _bare[i] = source.RatePerSecond * wave * walk;
        }
    }
}
