using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Grains.Twins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains.Views;

/// <summary>
/// What pages read of one twin or run. It merges what is published to it and makes it visible at most every
/// <see cref="ViewOptions.MinInterval"/>; readers take what they lack whenever they are ready. The view of a live run
/// is the view of the twin it feeds.
/// </summary>
internal sealed partial class ViewGrain : Grain, IViewGrain
{
    private readonly PartitionDirectory _directory;
    private readonly CapacityWatchSettings _capacity;
    private readonly TimeProvider _time;
    private readonly ViewOptions _options;
    private readonly ILogger<ViewGrain> _logger;
    private readonly List<ViewDelta> _early = [];
    private readonly ViewBoard _board;
    private IViewSource? _source;
    private IViewGrain? _twinView;
    private string _run = "";
    private Task<bool>? _loading;
    private bool _isLoaded;
    private bool _hasLostEarly;
    private long _shownTopology;
    private IGrainTimer? _pushTimer;
    private DateTimeOffset _pushedAt = DateTimeOffset.MinValue;
    private TaskCompletionSource _pushed = NewPulse();

    public ViewGrain(
        PartitionDirectory directory,
        TwinSettings settings,
        TimeProvider time,
        IOptions<ViewOptions> options,
        ILogger<ViewGrain> logger)
    {
        _directory = directory;
        _capacity = settings.Capacity;
        _time = time;
        _options = options.Value;
        _logger = logger;

        // Milliseconds rise faster than pushes can: versions of a later life are higher than those of this one.
        _board = new ViewBoard(time.GetUtcNow().ToUnixTimeMilliseconds(), _options.IncidentsShown);
    }

    /// <inheritdoc />
    public async Task<ViewSnapshot?> Snapshot()
    {
        if (!await Load())
        {
            return null;
        }

        if (_twinView is null)
        {
            return _board.Snapshot();
        }

        var snapshot = await _twinView.Snapshot();
        return snapshot is null ? null : snapshot with { Run = await GrainFactory.GetGrain<IRunGrain>(_run).Status() };
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ViewDelta> Watch(
        long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await Load())
        {
            yield break;
        }

        if (_twinView is not null)
        {
            await foreach (var delta in _twinView.Watch(afterVersion, cancellationToken))
            {
                yield return delta;
            }

            yield break;
        }

        var seen = afterVersion;
        while (!cancellationToken.IsCancellationRequested)
        {
            var pushed = _pushed.Task;
            if (_board.Version == seen)
            {
                await pushed.WaitAsync(cancellationToken).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                continue;
            }

            var delta = _board.After(seen);
            seen = delta.Version;
            yield return delta;
        }
    }

    /// <inheritdoc />
    public async Task<TopologySnapshot?> Topology() => await (await Source()).Topology();

    /// <inheritdoc />
    public async Task<EntityDetails?> Entity(EntityId entity) => await (await Source()).Entity(entity);

    /// <inheritdoc />
    public async Task<Incident?> Incident(string incident) => await (await Source()).Incident(incident);

    /// <inheritdoc />
    public async Task<ImmutableArray<ChangeEvent>> Changes(int limit) => await (await Source()).Changes(limit);

    /// <inheritdoc />
    public async Task<FloodAnswer?> BlastRadius(EntityId origin) => await (await Source()).BlastRadius(origin);

    /// <inheritdoc />
    public async Task<CapacityBoard?> Capacity(CapacityQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await (await Source()).Capacity(query);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await (await Source()).CapacityOf(entity, query);
    }

    /// <inheritdoc />
    public Task Publish(ViewDelta delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        if (_isLoaded)
        {
            _board.Merge(delta);
            SchedulePush();
        }
        else if (_loading is not null)
        {
            // It will be merged over the picture that is being fetched, or that picture is fetched once more.
            if (_early.Count < _options.EarlyChanges)
            {
                _early.Add(delta);
            }
            else
            {
                _hasLostEarly = true;
                GrainInstruments.LimitHit("view.early_changes");
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Fetches the whole picture once; true when there is something to show.</summary>
    private async Task<bool> Load()
    {
        if (_isLoaded || _twinView is not null)
        {
            return true;
        }

        _loading ??= LoadOnce();
        try
        {
            return await _loading;
        }
        finally
        {
            _loading = null;
        }
    }

    private async Task<bool> LoadOnce()
    {
        var source = await Source();
        if (_twinView is not null)
        {
            return true;
        }

        ViewSnapshot? snapshot;
        do
        {
            _early.Clear();
            _hasLostEarly = false;
            snapshot = await source.View();
        }
        while (snapshot is not null && _hasLostEarly);

        if (snapshot is null)
        {
            _early.Clear();
            return false;
        }

        Show(snapshot);
        foreach (var delta in _early)
        {
            _board.Merge(delta);
        }

        _early.Clear();
        _board.Push();
        _isLoaded = true;
        LogLoaded(this.GetPrimaryKeyString(), snapshot.Vitals.Length, snapshot.TopologyVersion);
        return true;
    }

    private void Show(ViewSnapshot snapshot)
    {
        _board.Reset(snapshot);
        _shownTopology = snapshot.TopologyVersion;
    }

    private async ValueTask<IViewSource> Source()
    {
        if (_source is not null)
        {
            return _source;
        }

        var key = this.GetPrimaryKeyString();
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? ("", key) : (key[..colon], key[(colon + 1)..]);
        switch (kind)
        {
            case "twin":
                return _source = new TwinViewSource(GrainFactory, _directory, _capacity, name);
            case "run":
                var status = await GrainFactory.GetGrain<IRunGrain>(name).Status();
                if (status.Stage == RunStage.None)
                {
                    return RunSource(name);
                }

                if (status.Mode == RunMode.Live)
                {
                    _run = name;
                    _twinView = GrainFactory.GetGrain<IViewGrain>(GrainKeys.TwinView(status.Twin));
                    return _source = new TwinViewSource(GrainFactory, _directory, _capacity, status.Twin);
                }

                return _source = RunSource(name);
            default:
                throw new InvalidOperationException($"'{key}' is not the key of a view; write twin:ID or run:ID.");
        }
    }

    private RunViewSource RunSource(string run) => new(GrainFactory.GetGrain<IRunReadGrain>(run));

    private void SchedulePush()
    {
        if (_pushTimer is not null)
        {
            return;
        }

        var wait = _pushedAt + _options.MinInterval - _time.GetUtcNow();
        _pushTimer = this.RegisterGrainTimer(Push, new GrainTimerCreationOptions
        {
            DueTime = wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            Period = Timeout.InfiniteTimeSpan,
        });
    }

    private async Task Push(CancellationToken cancellationToken)
    {
        _pushTimer?.Dispose();
        _pushTimer = null;
        _pushedAt = _time.GetUtcNow();
        if (_board.TopologyVersion != _shownTopology && _source is not null
            && await _source.View() is { } snapshot)
        {
            // Entities may be gone: only a whole picture can take them away.
            Show(snapshot);
        }

        _board.Push();
        GrainInstruments.ViewPushes.Add(1);
        var pushed = _pushed;
        _pushed = NewPulse();
        pushed.SetResult();
    }

    private static TaskCompletionSource NewPulse() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
