using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AiopsTwin.Cli.Storms;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Cli.Peers;

/// <summary>Receives what an Alertmanager would tell people, and counts it.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Stopwatch _clock;
    private readonly Task _receiving;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<EntityId>> _causes = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _notified = [];

    public WebhookReceiver(Stopwatch clock)
    {
        _clock = clock;
        Address = $"http://127.0.0.1:{MeasuredProcess.FreePort().ToString(CultureInfo.InvariantCulture)}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _receiving = ReceiveAsync();
    }

    public string Address { get; }

    /// <summary>The causes of the alerts of each group that was ever told of.</summary>
    public ImmutableArray<int> CausesOfGroups
    {
        get
        {
            lock (_lock)
            {
                return [.. _causes.Values.Select(causes => causes.Count)];
            }
        }
    }

    /// <summary>When it was told something.</summary>
    public ImmutableArray<TimeSpan> Notified
    {
        get
        {
            lock (_lock)
            {
                return [.. _notified];
            }
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _receiving.Wait();
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using (var body = await JsonDocument.ParseAsync(context.Request.InputStream))
            {
                Note(body.RootElement);
            }

            context.Response.Close();
        }
    }

    private void Note(JsonElement told)
    {
        lock (_lock)
        {
            _notified.Add(_clock.Elapsed);
            var group = told.GetProperty("groupKey").GetString()!;
            if (!_causes.TryGetValue(group, out var causes))
            {
                _causes.Add(group, causes = []);
            }

            foreach (var alert in told.GetProperty("alerts").EnumerateArray())
            {
                causes.Add(PeerStream.CauseOf(EntityId.Parse(
                    alert.GetProperty("labels").GetProperty("instance").GetString()!)));
            }
        }
    }
}
