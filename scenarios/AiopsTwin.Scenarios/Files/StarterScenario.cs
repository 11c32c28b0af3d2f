namespace AiopsTwin.Scenarios.Files;

/// <summary>A small scenario with everything in it, for people who write their first.</summary>
public static class StarterScenario
{
    /// <summary>The text of a scenario file that passes every check when the name is a good one.</summary>
    /// <param name="name">Name of the scenario: lower case with hyphens.</param>
    public static string Text(string name) =>
        Template.ReplaceLineEndings("\n").Replace("NAME", name, StringComparison.Ordinal);

    private const string Template = """
        # A scenario: an estate, the load on it, what happens, and what the twin should conclude. All fields are
        # described in docs/SCENARIOS.md and in the JSON schema; `aiopstwin check` lists every mistake with its line.
        format: 1
        name: NAME
        title: A shop whose database becomes slow
        description: |
          A page, a service and a database. After a migration the database needs three times as long for every query.

        # The graph and how its parts behave. Or the path of a file:  estate: ../../estates/otel-demo.yaml
        estate:
          entities:
            - id: service:page
              labels: { team: web }
              # Two copies with 16 slots of 5 ms each: room for 6 400 requests/s.
              process: { replicas: 2, slots: 16, serviceTime: 5ms, variability: 0.5, cpuPerRequest: 2ms }
              dependsOn:
                - { to: "service:orders", call: { calls: 1, timeout: 2s, retries: 1 } }
                - { to: "host:a", kind: runs-on }
            - id: service:orders
              labels: { team: orders }
              process: { replicas: 2, slots: 16, serviceTime: 8ms, variability: 0.5, cpuPerRequest: 3ms }
              dependsOn:
                - { to: "datastore:orders-db", call: { calls: 2, timeout: 1s, retries: 1 } }
                - { to: "host:b", kind: runs-on }
            - id: datastore:orders-db
              process: { slots: 32, serviceTime: 4ms, variability: 0.5, cpuPerRequest: 2ms }
              dependsOn:
                - { to: "host:b", kind: runs-on }
            - { id: "host:a", cores: 8, dependsOn: [ { to: "rack:1", kind: in-rack } ] }
            - { id: "host:b", cores: 8, dependsOn: [ { to: "rack:1", kind: in-rack } ] }
            - { id: "rack:1" }

        # Work from outside. With jitter, every seed plays a slightly different day.
        load:
          - { entry: "service:page", name: visitors, rate: 150, dailyAmplitude: 0.1, peakHour: 14, noise: 0.02,
              jitter: { rate: 0.05, peakHour: 1 } }

        start: 2026-05-04T09:00:00Z
        duration: 30m
        warmUp: 2h               # time in which the twin learns what is normal
        tick: 1s                 # step of the simulated world
        telemetryInterval: 10s   # how often every entity reports

        timeline:
          - at: 09:10            # a time of day, or an offset such as 10m
            change: { id: migration-12, source: migrations, entity: "datastore:orders-db", kind: schema,
              title: Migration 12 applied }
          - at: 11m
            note: The new plan scans the table. A note is for the reader; the twin never sees it.
            fault: { id: slow-plan, kind: slow-query, targets: [ "datastore:orders-db" ], parameters: { factor: 3 } }
          - after: diagnosed     # stands for the person who reads the diagnosis
            at: 60s
            revert: slow-plan
            change: { id: migration-12-down, source: migrations, entity: "datastore:orders-db", kind: remediation,
              title: Migration 12 taken back }

        # What must be true at the end.
        expectations:
          - incidentCount: 1
          - detectedWithin: 3m
          - rootRank: 1
          - changeNamed: migration-12
          - mitigatedWithin: 3m

        # The answer, which the twin never sees. Leave it out in a scenario without a fault.
        truth:
          roots: [ "datastore:orders-db" ]
          change: migration-12
          onset: 11m

        """;
}
