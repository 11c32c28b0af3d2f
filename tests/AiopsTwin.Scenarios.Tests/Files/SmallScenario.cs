namespace AiopsTwin.Scenarios.Tests.Files;

/// <summary>
/// The smallest scenario with one of everything; malformed files are made of it by changing one line.
/// </summary>
internal static class SmallScenario
{
    public const string Text = """
        format: 1
        name: small
        title: A small one
        description: Something happens to a database.
        estate:
          entities:
            - id: service:web
              labels: { team: web }
              process: { replicas: 2, slots: 4, serviceTime: 5ms }
              groups: { hosts: any-of }
              dependsOn:
                - { to: "datastore:db", call: { calls: 1, timeout: 1s } }
                - { to: "host:a", kind: runs-on, group: hosts }
            - { id: "datastore:db", process: { serviceTime: 4ms } }
            - { id: "host:a", cores: 4 }
        load:
          - { entry: "service:web", name: visitors, rate: 50 }
        start: 2026-05-04T09:00:00Z
        duration: 30m
        warmUp: 1h
        tick: 1s
        telemetryInterval: 10s
        timeline:
          - at: 09:05
            change: { id: deploy, entity: "service:web", kind: deployment, title: web rolled out }
          - at: 10m
            fault: { id: slow, kind: slow-query, targets: [ "datastore:db" ], parameters: { factor: 3 } }
          - after: diagnosed
            at: 1m
            revert: slow
        expectations:
          - incidentCount: 1
          - changeNamed: deploy
          - mitigatedWithin: 3m
        truth:
          roots: [ "datastore:db" ]
          onset: 10m
        """;

    /// <summary>The text with one part replaced; the part must occur.</summary>
    public static string With(string part, string replacement)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        return Text.Replace(part, replacement, StringComparison.Ordinal);
    }
}
