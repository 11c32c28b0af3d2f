using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// What an entity keeps of its requests: minutes of counts, then quarters of an hour of them, never the requests
/// themselves. Asked about an incident it compares the windows since the onset with those before it, by the very code
/// that judges recordings. Bounded by its settings: windows x operations x (events + durations). Not safe for use by
/// two callers at once.
/// </summary>
public sealed class EntityRequests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly EntityId _entity;
    private readonly RequestSettings _settings;
    private readonly TraceLimits _limits;
    private readonly LogTemplateTree _templates;
    private readonly SortedDictionary<long, EntityWindow> _minutes = [];
    private readonly SortedDictionary<long, EntityWindow> _quarters = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private RequestTally _tally;
    private long _newest = long.MinValue;

    /// <summary>Goes on from what was stored, or begins.</summary>
    /// <param name="entity">Whose requests.</param>
    /// <param name="settings">What it may keep.</param>
    /// <param name="stored">What it knew; null for nothing.</param>
    public EntityRequests(EntityId entity, RequestSettings settings, EntityRequestState? stored = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _entity = entity;
        _settings = settings;
        _limits = settings.Limits;
        _templates = new LogTemplateTree(settings.MaxTemplates);
        foreach (var template in stored?.Templates ?? [])
        {
            _templates.Add(template);
        }

        foreach (var record in stored?.Windows ?? [])
        {
            (record.IsQuarter ? _quarters : _minutes)[record.Place] = EntityWindow.Of(entity, record, _limits);
        }

        _tally = stored?.Tally ?? default;
        _newest = _minutes.Count > 0 ? _minutes.Keys.Last() : long.MinValue;
    }

    /// <summary>True when it never had any.</summary>
    public bool IsEmpty => _tally == default;

    /// <summary>What it counted so far.</summary>
    public RequestTally Tally => _tally with { Dropped = _tally.Dropped + All.Sum(window => window.Requests.Dropped) };

    private IEnumerable<EntityWindow> All => _quarters.Values.Concat(_minutes.Values);

    /// <summary>Counts what happened to its requests.</summary>
    public void Take(RequestBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var visit in batch.Visits)
        {
            if (WindowAt(visit.At, batch.Now) is { } window)
            {
                window.Requests.Add(Named(visit));
                _tally = _tally with
                {
                    Visits = _tally.Visits + 1,
                    Orphans = _tally.Orphans + (visit.IsOrphan ? 1 : 0),
                };
            }
        }

        foreach (var line in batch.Lines)
        {
            if (WindowAt(line.At, batch.Now) is { } window)
            {
                window.Count(Named(line.Event), _settings.MaxEvents);
                _tally = _tally with { Lines = _tally.Lines + 1 };
            }
        }
    }

    /// <summary>What changed since an onset.</summary>
    /// <param name="since">The onset. A minute it falls into counts as since when most of it lies after the onset, and
    /// is left out else; a quarter of an hour it falls into is left out.</param>
    /// <param name="until">The end, exclusive.</param>
    public RequestFinding Find(DateTimeOffset since, DateTimeOffset until)
    {
        var before = ImmutableArray.CreateBuilder<EntityWindow>();
        var now = new EntityWindow(_limits, minutes: 0);
        foreach (var (place, window) in _quarters)
        {
            Sort(window, (StartOf(place, Quarter), Quarter), (since, until), (before, now));
        }

        foreach (var (place, window) in _minutes)
        {
            Sort(window, (StartOf(place, Minute), Minute), (since, until), (before, now));
        }

        var finding = RequestComparison.Find(
            _entity, [.. before.Select(window => window.Requests)], now.Requests, _settings.MaxChanges);
        return LineChange.Of(_entity, before.ToImmutable(), now) is { } change
            ? finding with { Changes = finding.Changes.Add(change) }
            : finding;
    }

    /// <summary>Everything it knows, to be stored.</summary>
    public EntityRequestState Snapshot() => new(
        _entity,
        [
            .. _quarters.Select(pair => pair.Value.Record(pair.Key, isQuarter: true)),
            .. _minutes.Select(pair => pair.Value.Record(pair.Key, isQuarter: false)),
        ],
        _templates.Templates,
        _tally);

    private static void Sort(
        EntityWindow window, (DateTimeOffset Start, TimeSpan Length) time,
        (DateTimeOffset Since, DateTimeOffset Until) asked,
        (ImmutableArray<EntityWindow>.Builder Before, EntityWindow Now) into)
    {
        var end = time.Start + time.Length;
        if (end <= asked.Since)
        {
            into.Before.Add(window);
        }
        else if (time.Start < asked.Until && (time.Start >= asked.Since
            || (time.Length == Minute && time.Start + (time.Length / 2) >= asked.Since)))
        {
            into.Now.Append(window);
        }
    }

    private static DateTimeOffset StartOf(long place, TimeSpan length) => new(place * length.Ticks, TimeSpan.Zero);

    /// <summary>The window of an instant; null, and counted, when the instant is over, or has not come.</summary>
    private EntityWindow? WindowAt(DateTimeOffset at, DateTimeOffset now)
    {
        var place = at.UtcTicks / Minute.Ticks;
        if (at.UtcTicks - now.UtcTicks > Minute.Ticks)
        {
            _tally = _tally with { Future = _tally.Future + 1 };
            return null;
        }

        if (_minutes.Count > 0 && place <= _newest - _settings.Minutes)
        {
            _tally = _tally with { Late = _tally.Late + 1 };
            return null;
        }

        if (!_minutes.TryGetValue(place, out var window))
        {
            window = new EntityWindow(_limits, minutes: 1);
            _minutes[place] = window;
            if (place > _newest)
            {
                _newest = place;
                Age();
            }
        }

        return window;
    }

    /// <summary>What is older than the minutes kept goes into its quarter of an hour, and the oldest quarters
    /// go.</summary>
    private void Age()
    {
        foreach (var old in _minutes.Keys.TakeWhile(place => place <= _newest - _settings.Minutes).ToList())
        {
            var place = old * Minute.Ticks / Quarter.Ticks;
            if (!_quarters.TryGetValue(place, out var quarter))
            {
                quarter = new EntityWindow(_limits, Quarter.Minutes);
                _quarters[place] = quarter;
            }

            quarter.Include(_minutes[old]);
            _minutes.Remove(old);
        }

        while (_quarters.Count > _settings.Quarters)
        {
            _quarters.Remove(_quarters.Keys.First());
        }
    }

    private Visit Named(Visit visit) => visit.Events.Any(happened => happened.IsLogged)
        ? visit with { Events = [.. visit.Events.Select(Named).Distinct().Order()] }
        : visit;

    /// <summary>An event of a line by the entity's own template; others as they are.</summary>
    private VisitEvent Named(VisitEvent happened) =>
        happened.IsLogged ? happened with { Name = NameOf(happened.Name) } : happened;

    /// <summary>The template of a line whose varying words are masked. Most were met before, and what a line was named
    /// once it is named always.</summary>
    private string NameOf(string masked)
    {
        if (!_names.TryGetValue(masked, out var name))
        {
            name = LogText.SiteOf(masked) ?? _templates.Add(masked);
            if (_names.Count < 4 * _settings.MaxTemplates)
            {
                _names[masked] = name;
            }
        }

        return name;
    }
}
