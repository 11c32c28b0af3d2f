using AiopsTwin.Engine.Diagnosis.Objects;
using AiopsTwin.Scenarios.Recorded.ItBench;

namespace AiopsTwin.Scenarios.Tests.Recorded.ItBench;

public sealed class ComponentNamesTests
{
    private static readonly ComponentNames Names = ComponentNames.Of(
        [new ComponentCall("door", "doorbell"), new ComponentCall("doorbell", "ad"), new ComponentCall("ad", "door")]);

    [Theory]
    [InlineData("door-bell-pod-1", "doorbell")]
    [InlineData("doorbell-service-1", "doorbell")]
    [InlineData("doorservice-pod-1", "door")]
    [InlineData("loss-ad-door-chaos", "ad,door")]
    [InlineData("loader-pod-1", "")]
    [InlineData("service-1", "")]
    public void In_Id_NamesWholeWordsAloneInTheirOrder(string id, string expected)
    {
        Assert.Equal(expected, string.Join(',', Names.In(id)));
    }

    [Fact]
    public void Renamed_Id_KeepsWhatIsNoName()
    {
        Assert.Equal(
            "x-pod_1 xservice loader y", Names.Renamed("door-bell-pod_1 doorbellservice loader Ad", name =>
                name == "doorbell" ? "x" : "y"));
    }
}
