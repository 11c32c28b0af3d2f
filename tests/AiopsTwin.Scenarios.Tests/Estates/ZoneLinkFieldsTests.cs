using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Tests.Estates;

/// <summary>The zone matrix of an estate's file, as <see cref="ZoneLinkFields"/> reads it.</summary>
public sealed class ZoneLinkFieldsTests
{
    private const string Entities = """
        format: 1
        name: zoned
        entities:
          - { id: "zone:a" }
          - { id: "zone:b" }
          - { id: "rack:r", dependsOn: [ { to: "zone:a", kind: in-rack } ] }
        zoneLinks:

        """;

    [Fact]
    public void Read_Matrix_IsSortedAndSymmetric()
    {
        var parsed = EstateFormat.Parse(
            Entities + """
              - { between: [ "zone:b", "zone:a" ], roundTrip: 2ms, deviation: 300us, loss: 0.001 }
              - { between: [ "zone:a" ], roundTrip: 200us }

            """, "zoned.yaml");

        Assert.Empty(parsed.Problems);
        var (a, b) = (EntityId.Parse("zone:a"), EntityId.Parse("zone:b"));
        Assert.Equal(
            [
                new ZoneLinkModel(a, a, TimeSpan.FromMicroseconds(200), TimeSpan.Zero, 0),
                new ZoneLinkModel(a, b, TimeSpan.FromMilliseconds(2), TimeSpan.FromMicroseconds(300), 0.001),
            ],
            parsed.Value!.World.ZoneLinks);
    }

    [Theory]
    [InlineData("between: [ \"zone:a\", \"zone:c\" ], roundTrip: 1ms", "zoneLinks[0].between[1]",
        "'zone:c' is not a zone of this estate")]
    [InlineData("between: [ \"rack:r\" ], roundTrip: 1ms", "zoneLinks[0].between[0]",
        "'rack:r' is not a zone of this estate")]
    [InlineData("between: [ \"zone:a\", \"zone:b\", \"zone:a\" ], roundTrip: 1ms", "zoneLinks[0].between",
        "names 3 zones")]
    [InlineData("between: [ \"zone:a\" ]", "zoneLinks[0].roundTrip", "is missing")]
    [InlineData("between: [ \"zone:a\" ], roundTrip: 1ms, loss: 1", "zoneLinks[0].loss", "is not a number")]
    [InlineData(
        "between: [ \"zone:a\", \"zone:b\" ], roundTrip: 1ms }\n"
        + "  - { between: [ \"zone:b\", \"zone:a\" ], roundTrip: 1ms",
        "zoneLinks[1].between", "is already described on line 8")]
    public void Read_WhatIsWrong_IsReportedAtItsPlace(string rest, string field, string reason)
    {
        var parsed = EstateFormat.Parse(Entities + "  - { " + rest + " }\n", "zoned.yaml");

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }
}
