using System.Globalization;
using System.Net.Http.Headers;
using AiopsTwin.Cli.Storms;

namespace AiopsTwin.Cli.Peers;

/// <summary>How an Alertmanager is set up.</summary>
/// <param name="Name">What people would call it.</param>
/// <param name="GroupBy">Label it groups by.</param>
/// <param name="Inhibits">Whether a dead switch withholds what carries the same switch label.</param>
internal sealed record AlertmanagerSetup(string Name, string GroupBy, bool Inhibits)
{
    /// <summary>Those of the documentation's kind that are compared.</summary>
    public static IReadOnlyList<AlertmanagerSetup> All { get; } =
    [
        new("Alertmanager by alertname", "alertname", false),
        new("Alertmanager by instance", "instance", false),
        new("Alertmanager by alertname, inhibited by a switch label", "alertname", true),
    ];

    /// <summary>Its configuration. It waits for 5 s before it tells of a group and 10 s before it tells again: shorter
    /// than people set it, so that nobody waits for minutes.</summary>
    public string Text(string webhook) => $"""
        route:
          receiver: people
          group_by: [{GroupBy}]
          group_wait: 5s
          group_interval: 10s
          repeat_interval: 4h
        receivers:
          - name: people
            webhook_configs:
              - url: {webhook}
        {(Inhibits
            ? """
            inhibit_rules:
              - source_matchers: [alertname = SwitchDown]
                target_matchers: [alertname != SwitchDown]
                equal: [switch]
            """
            : "")}
        """;
}

/// <summary>A real Alertmanager, alone and without peers, in a folder of its own.</summary>
internal sealed class Alertmanager : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiopstwin-peer-");
    private readonly HttpClient _client;

    public Alertmanager(string program, AlertmanagerSetup setup, string webhook)
    {
        var file = Path.Combine(_folder.FullName, "alertmanager.yml");
        File.WriteAllText(file, setup.Text(webhook));
        var port = MeasuredProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        Process = new MeasuredProcess(program,
        [
            $"--config.file={file}", $"--storage.path={_folder.FullName}", "--cluster.listen-address=",
            $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
        ]);
    }

    public MeasuredProcess Process { get; }

    public Task StartAsync(CancellationToken cancellation) =>
        Process.StartAsync(_client, "-/ready", cancellation);

    /// <summary>Hands alerts in.</summary>
    /// <returns>The answer's status.</returns>
    public async Task<int> PostAsync(byte[] alerts, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(alerts);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _client.PostAsync(new Uri("api/v2/alerts", UriKind.Relative), body, cancellation);
        return (int)answer.StatusCode;
    }

    public void Dispose()
    {
        Process.Dispose();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }
}
