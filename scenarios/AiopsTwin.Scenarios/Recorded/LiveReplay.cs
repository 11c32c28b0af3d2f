using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// Feeds a recording to a running silo over its public interface: topology, samples, the alarm, and the clock, which
/// stands at the time of the samples. It is what <see cref="RecordedReplay"/> does to a twin in the same process, in
/// the same order, and it ends with the same incident.
/// </summary>
/// <param name="client">Its base address is the silo's.</param>
/// <param name="twin">Id of a twin nobody used yet.</param>
public sealed class LiveReplay(HttpClient client, string twin)
{
    private const string Api = "api/v1/twins/";

    /// <summary>Makes an id of a twin from the name of a recording.</summary>
    public static string TwinFor(string recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        const int Longest = 56;
        var name = new StringBuilder("replay-");
        foreach (var letter in recording.ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-');
        }

        return name.ToString(0, Math.Min(name.Length, Longest));
    }

    /// <summary>The id, or the first of id-2, id-3, ... that no twin of the silo bears.</summary>
    /// <exception cref="ReplayRefusedException">The silo answers no, or there are too many.</exception>
    public static async Task<string> FreeAsync(HttpClient client, string twin, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        const int Most = 1000;
        for (var number = 1; number < Most; number++)
        {
            var id = number == 1 ? twin : string.Create(CultureInfo.InvariantCulture, $"{twin}-{number}");
            using var answer = await client.GetAsync(Address(id, ""), cancellation);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return id;
            }

            await CheckAsync(answer, cancellation);
        }

        throw new ReplayRefusedException($"the silo has {Most} twins named {twin} already");
    }

    /// <summary>Feeds the whole recording.</summary>
    /// <param name="recording">What is replayed.</param>
    /// <param name="onset">Who says that something is wrong.</param>
    /// <param name="pace">Wall time to wait after each instant of the incident's part, for people who watch.</param>
    /// <param name="cancellation">Stops between two instants.</param>
    /// <exception cref="ReplayRefusedException">The silo answers no; the message says why.</exception>
    public async Task<ReplayReport> PlayAsync(
        Recording recording, ReplayOnset onset, TimeSpan pace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var alarm = onset == ReplayOnset.Oracle ? FrontEndAlarm.Of(recording) : null;
        await PutTopologyAsync(recording, cancellation);
        var samples = 0L;
        foreach (var moment in recording.Baseline)
        {
            samples += await FeedAsync(moment, null, cancellation);
        }

        foreach (var moment in recording.Incident)
        {
            samples += await FeedAsync(moment, alarm, cancellation);
            await Task.Delay(pace, cancellation);
        }

        await PostAsync("/advance", new { now = recording.EndsAt }, cancellation);
        return RecordedReplay.Report(recording, alarm, samples, [.. await IncidentsAsync(cancellation)]);
    }

    private async Task PutTopologyAsync(Recording recording, CancellationToken cancellation)
    {
        var estate = new Estate(twin, recording.Topology, new WorldModel([], [], []));
        using var content = new StringContent(EstateFormat.WriteJson(estate));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PutAsync(Address(twin, "/topology"), content, cancellation);
        await CheckAsync(answer, cancellation);
    }

    private async Task<int> FeedAsync(RecordedMoment moment, Alert? alarm, CancellationToken cancellation)
    {
        var accepted = 0;
        if (moment.Batches.Length > 0)
        {
            var receipt = await PostAsync("/samples", new { batches = moment.Batches.Select(Body) }, cancellation);
            accepted = receipt.GetProperty("accepted").GetInt32();
        }

        if (alarm is not null && alarm.RaisedAt == moment.At)
        {
            await PostAsync("/alerts", new { alerts = new[] { Body(alarm) } }, cancellation);
        }

        await PostAsync("/advance", new { now = moment.At }, cancellation);
        return accepted;
    }

    private static object Body(ObserveBatch batch) => new
    {
        entity = batch.Entity.Text,
        source = batch.Source,
        samples = batch.Samples.Select(sample => new { metric = sample.Metric, at = sample.At, value = sample.Value }),
    };

    private static object Body(Alert alarm) => new
    {
        entity = alarm.Entity.Text,
        name = alarm.Name,
        startsAt = alarm.StartsAt,
        severity = "critical",
        source = alarm.Source,
        fingerprint = alarm.Fingerprint,
        metric = alarm.Metric,
        summary = alarm.Summary,
    };

    private async Task<List<Incident>> IncidentsAsync(CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(Address(twin, "/incidents?limit=1000"), cancellation);
        var page = await ReadAsync(answer, cancellation);
        var incidents = new List<Incident>();
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            var id = Uri.EscapeDataString(item.GetProperty("id").GetString() ?? "");
            using var one = await client.GetAsync(Address(twin, $"/incidents/{id}"), cancellation);
            await CheckAsync(one, cancellation);
            incidents.Add(await one.Content.ReadFromJsonAsync<Incident>(IncidentJson.Options, cancellation)
                ?? throw new ReplayRefusedException($"the silo sent no incident for {id}"));
        }

        return incidents;
    }

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using var answer = await client.PostAsJsonAsync(Address(twin, path), body, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    private static async Task<JsonElement> ReadAsync(
        HttpResponseMessage answer, CancellationToken cancellation)
    {
        await CheckAsync(answer, cancellation);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            const int Shown = 500;
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            throw new ReplayRefusedException(
                $"the silo answers {(int)answer.StatusCode} to {answer.RequestMessage?.Method} "
                + $"{answer.RequestMessage?.RequestUri}: {(text.Length <= Shown ? text : text[..Shown])}");
        }
    }

    private static Uri Address(string twin, string path) => new($"{Api}{twin}{path}", UriKind.Relative);
}
