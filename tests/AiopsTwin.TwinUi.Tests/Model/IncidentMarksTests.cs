using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class IncidentMarksTests
{
    [Fact]
    public void Of_AnUsualIncident_HasNone() => Assert.Empty(IncidentMarks.Of(Samples.Incident()));

    [Fact]
    public void Of_EverythingAtOnce_NamesEachWithItsMeaning()
    {
        var incident = Samples.Incident() with
        {
            MergedInto = "INC-7",
            PartedFrom = "INC-3",
            IsSilenced = true,
            IsFlapping = true,
            Contested = [EntityId.Parse("service:web")],
            Degraded = [EntityId.Parse("service:auth")],
        };

        var marks = IncidentMarks.Of(incident);

        Assert.Equal(
            ["merged", "parted", "silenced", "flapping", "contested", "degraded"], marks.Select(mark => mark.Word));
        Assert.Equal("INC-7", marks[0].Incident);
        Assert.Equal([EntityId.Parse("service:web")], marks[4].Entities);
        Assert.All(marks, mark => Assert.NotEmpty(mark.Meaning));
    }

    [Theory]
    [InlineData(0, "nobody told")]
    [InlineData(1, "told once")]
    [InlineData(3, "told 3 times")]
    public void Told_Count_InWords(int told, string expected) =>
        Assert.Equal(expected, IncidentMarks.Told(Samples.Incident() with { Told = told }));
}
