using System.Buffers;
using System.Text.Json;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>Alerts as the twin's own endpoint and as Alertmanager's take them.</summary>
internal static class AlertJson
{
    /// <summary>For the twin.</summary>
    public static byte[] ForTwin(IEnumerable<(StormAlert Alert, DateTimeOffset Begun)> alerts) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("alerts");
        foreach (var (alert, begun) in alerts)
        {
            json.WriteStartObject();
            json.WriteString("entity", alert.Entity.Text);
            json.WriteString("name", alert.Name);
            json.WriteString("severity", alert.Severity);
            json.WriteString("startsAt", begun);
            json.WriteString("fingerprint", alert.Fingerprint);
            json.WriteString("source", "storm");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>For Alertmanager. It knows no map: the switch a machine hangs on is a label only where somebody wrote
    /// it there.</summary>
    public static byte[] ForAlertmanager(
        IEnumerable<(StormAlert Alert, DateTimeOffset Begun)> alerts, bool hasSwitchLabel) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var (alert, begun) in alerts)
        {
            json.WriteStartObject();
            json.WriteStartObject("labels");
            json.WriteString("alertname", alert.Name);
            json.WriteString("instance", alert.Entity.Text);
            json.WriteString("severity", alert.Severity);
            if (hasSwitchLabel)
            {
                json.WriteString("switch", StormEstate.SwitchOf(StormEstate.RowOf(alert.Entity)).Text);
            }

            json.WriteEndObject();
            json.WriteString("startsAt", begun);
            json.WriteString("endsAt", begun.AddHours(1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
