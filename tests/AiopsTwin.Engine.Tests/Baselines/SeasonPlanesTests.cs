using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class SeasonPlanesTests
{
    private const int Slots = 24;

    [Fact]
    public void Hold_OneDayOfTheFirstKind_LeavesTheOthersUnknown()
    {
        var planes = default(SeasonPlanes);

        planes.Hold(1, Slots);
        planes[1][5] = (Half)2;
        planes.Taint(1, 5);

        Assert.Equal((Slots, 0, 0, 0), (planes[1].Length, planes[0].Length, planes[2].Length, planes[3].Length));
        Assert.Equal(2 * ((2 * Slots) + (Slots / 8)), planes.Bytes!.Length);
        Assert.Equal((Half)2, planes[1][5]);
        Assert.True(Half.IsNaN(planes[1][4]));
        Assert.Equal((true, false), (planes.IsTainted(1, 5), planes.IsTainted(1, 6)));
    }

    [Fact]
    public void Move_ToTheOtherKind_TakesSlotsAndTaintsAlong()
    {
        var planes = default(SeasonPlanes);
        planes.Hold(0, Slots);
        planes.Hold(1, Slots);
        planes[1][7] = (Half)3;
        planes.Taint(1, 7);

        planes.Move(1, 2, Slots);

        Assert.Equal((Half)3, planes[2][7]);
        Assert.True(planes.IsTainted(2, 7));
        Assert.Equal((true, false), (planes.Holds(0), planes.Holds(1)));

        planes.Hold(1, Slots);
        Assert.True(Half.IsNaN(planes[1][7]));
        Assert.False(planes.IsTainted(1, 7));
    }

    [Fact]
    public void Sort_ThreePlanesOfAnEarlierVersion_KeepsTheTwoFinishedDaysInOrder()
    {
        var planes = default(SeasonPlanes);
        planes.TakeUpFormer([Plane(1), Plane(2), Plane(3)]);
        planes.TakeUpFormerTaints([new byte[3], [0, 1, 0], new byte[3]]);

        Assert.True(planes.AreFormer);
        planes.Sort(2);

        Assert.False(planes.AreFormer);
        Assert.Equal(((Half)1, (Half)2), (planes[0][0], planes[1][0]));
        Assert.Equal((false, true), (planes.IsTainted(0, 8), planes.IsTainted(1, 8)));
        Assert.Equal((false, false), (planes.Holds(2), planes.Holds(3)));
    }

    private static byte[] Plane(double value) =>
        [.. Enumerable.Range(0, Slots).SelectMany(_ => BitConverter.GetBytes((Half)value))];
}
