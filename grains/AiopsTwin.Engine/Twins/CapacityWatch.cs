using System.Globalization;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Warns of resources that are full before more can be provided. Entities are asked one after another, each once in a
/// pause; what they answer is raised and ended through their own alerts, with hysteresis. A warning is information
/// until the last day: it takes part in no incident, and the entity is as healthy as it was. No state of its own.
/// </summary>
public sealed class CapacityWatch
{
    /// <summary>The what-if entities are asked with: a fifth more work.</summary>
    public const double UsualWork = 1.2;

    /// <summary>A rush of some hours is believed once this many days are known: the rise of any morning looks like one
    /// to whoever has not seen a day end.</summary>
    private const int LeastDaysOfRush = 2;

    private static readonly TimeSpan LastDay = TimeSpan.FromDays(1);

    private readonly CapacityWatchSettings _settings;
    private readonly int _endedKept;

    /// <summary>Makes a watch.</summary>
    /// <param name="settings">Settings of every room.</param>
    public CapacityWatch(TwinSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Capacity.LeadDays, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Capacity.Receded, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Capacity.Pause, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Capacity.PerStep, 1);
        _settings = settings.Capacity;
        _endedKept = settings.Detection.EndedAlertsKept;
    }

    /// <summary>Entities a partition asks in one step, at most.</summary>
    public int PerStep => _settings.PerStep;

    /// <summary>When an entity is asked again: the pause has the same beginning for all, but each entity a moment of
    /// its own in it.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="asked">When it was asked last.</param>
    public DateTimeOffset NextAfter(EntityId entity, DateTimeOffset asked)
    {
        var pause = _settings.Pause.Ticks;
        var moment = (long)(StableHash.Of(entity.Text) % (ulong)pause);
        var turn = (asked.UtcTicks - moment) / pause;
        return new DateTimeOffset(((turn + 1) * pause) + moment, TimeSpan.Zero);
    }

    /// <summary>Asks an entity, and raises, renews or ends its warnings.</summary>
    /// <param name="state">Its state; its alerts change.</param>
    /// <param name="now">The instant of asking.</param>
    public CapacityFindings Ask(EntityMonitorState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var forecasts = CapacityReader.Read(state, now, _settings.LeadDays, UsualWork);
        var book = new AlertBook(state, _endedKept);
        foreach (var forecast in forecasts)
        {
            Judge(state, forecast, book);
        }

        return new CapacityFindings(book.Changed, forecasts);
    }

    private void Judge(EntityMonitorState state, CapacityForecast forecast, AlertBook book)
    {
        var name = NameOf(forecast.Resource);
        var firing = state.Alerts.Find(alert =>
            alert.Status == AlertStatus.Firing && string.Equals(alert.Name, name, StringComparison.Ordinal));
        var series = state.Find(forecast.Resource)!;
        var kind = series.Use!.Kind;
        var isStale = forecast.At.UtcTicks - series.Newest > LastDay.Ticks;
        var due = isStale ? null : DueOn(forecast, kind);
        var lead = TimeSpan.FromDays(_settings.LeadDays);
        if (firing is null)
        {
            if (due - forecast.At <= lead)
            {
                book.Put(Warning(state.Entity, forecast, kind, due!.Value));
            }
        }
        else if (due is not { } still || still - forecast.At > lead * _settings.Receded)
        {
            book.End(name, forecast.At.UtcTicks, isStale ? AlertStatus.Expired : AlertStatus.Resolved);
        }
        else if (Warning(state.Entity, forecast, kind, still) is var newer && IsNews(firing, newer))
        {
            book.Put(newer with { StartsAt = firing.StartsAt, RaisedAt = firing.RaisedAt });
        }
    }

    /// <summary>The date alerts go by; null when there is none to warn of. What comes and goes is not full for good
    /// because it touched its limit once: its own alerts tell that.</summary>
    private static DateTimeOffset? DueOn(CapacityForecast forecast, ResourceKind kind) => forecast switch
    {
        { Verdict: CapacityVerdict.Full } => kind == ResourceKind.Stock ? forecast.At : null,
        { Verdict: not CapacityVerdict.FullOnDate } => null,
        { Growth.Trials: 0, Growth.Days: < LeastDaysOfRush } => null,
        _ => forecast.Advice?.AlertOn,
    };

    private Alert Warning(EntityId entity, CapacityForecast forecast, ResourceKind kind, DateTimeOffset due)
    {
        var name = NameOf(forecast.Resource);
        var isLastDay = kind == ResourceKind.Stock && due - forecast.At <= LastDay
            && (forecast.FullOn ?? forecast.At) - forecast.At <= LastDay;
        var lead = string.Create(CultureInfo.InvariantCulture, $"Providing more takes {_settings.LeadDays} days.");
        return new Alert(
            AlertText.Fingerprint(entity, name), entity, name,
            isLastDay ? AlertSeverity.Warning : AlertSeverity.Info, AlertStatus.Firing, forecast.At, forecast.At, null,
            AlertText.Source, forecast.Resource, 0, null, forecast.Used,
            $"{forecast.Resource} of {entity}: {forecast.Sentence} {lead}");
    }

    /// <summary>A date that moved is told again with the first asking of a day.</summary>
    private bool IsNews(Alert told, Alert newer) => newer.Severity > told.Severity
        || (newer.Severity == told.Severity && newer.RaisedAt.Date != (newer.RaisedAt - _settings.Pause).Date
            && !string.Equals(newer.Summary, told.Summary, StringComparison.Ordinal));

    private static string NameOf(string resource) => $"{resource} full soon";
}
