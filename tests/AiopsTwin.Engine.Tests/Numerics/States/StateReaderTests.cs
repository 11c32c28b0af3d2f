using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.Tests.Numerics.States;

/// <summary><see cref="StateReader"/>: one number for a state.</summary>
public sealed class StateReaderTests
{
    [Fact]
    public void Read_ColumnsOfEveryLength_TellEveryBitApart()
    {
        var reader = new StateReader();
        for (var length = 1; length < 12; length++)
        {
            var column = Enumerable.Range(0, length).Select(i => (double)i).ToArray();
            var seen = new HashSet<ulong> { reader.Read(column).Hash };
            for (var i = 0; i < length; i++)
            {
                column[i] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(column[i]) ^ 1);
                Assert.True(seen.Add(reader.Read(column).Hash), $"{i} of {length}");
            }
        }
    }

    [Fact]
    public void Read_PlacesExchanged_Differs() => Assert.NotEqual(
        new StateReader().Read(new double[] { 1, 2, 3, 4, 5, 6 }).Hash,
        new StateReader().Read(new double[] { 5, 2, 3, 4, 1, 6 }).Hash);

    [Fact]
    public void Read_DictionaryFilledInAnyOrder_IsTheSame()
    {
        var forth = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["c"] = 3 };
        var back = new Dictionary<string, int> { ["c"] = 3, ["b"] = 2, ["a"] = 1 };
        var other = new Dictionary<string, int> { ["a"] = 1, ["b"] = 3, ["c"] = 2 };

        var reader = new StateReader();

        Assert.Equal(reader.Read(forth).Hash, reader.Read(back).Hash);
        Assert.NotEqual(reader.Read(forth).Hash, reader.Read(other).Hash);
    }

    [Fact]
    public void Read_Columns_CountsTheirBytes() =>
        Assert.Equal(800, new StateReader().Read(new double[100]).Bytes);
}
