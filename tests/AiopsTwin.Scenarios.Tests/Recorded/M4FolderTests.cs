using System.IO.Compression;
using System.Text;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Scenarios.Tests.Recorded;

public sealed class M4FolderTests
{
    private const string Train =
        "\"V1\",\"V2\",\"V3\",\"V4\",\"V5\",\"V6\"\n\"H1\",\"1\",\"2\",\"3\",\"4\",\"5\"\n\"H2\",9,8,7,6,\n";
    private const string Test = "\"V1\",\"V2\",\"V3\"\nH1,6,7\nH2,5,NA\n";

    [Fact]
    public void Read_PublishedLayout_GivesEachSeriesWithWhatCame()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Hourly-train.csv", Train);
        folder.Write("Hourly-test.csv", Test);

        var set = M4Folder.Read(folder.Path, "Hourly").Value!;

        Assert.Equal(["H1", "H2"], set.Series.Select(one => one.Name));
        Assert.Equal([1, 2, 3, 4, 5], set.Series[0].History);
        Assert.Equal([6, 7], set.Series[0].Actual);
        Assert.Equal([9, 8, 7, 6], set.Series[1].History);
        Assert.Equal([5], set.Series[1].Actual);
    }

    [Fact]
    public void Read_PackedFiles_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        Pack(folder, "Hourly-train.csv.gz", Train);
        Pack(folder, "Hourly-test.csv.gz", Test);

        var set = M4Folder.Read(folder.Path, "Hourly").Value!;

        Assert.Equal([1, 2, 3, 4, 5], set.Series[0].History);
    }

    [Fact]
    public void Read_BadCells_AreListedWithFileAndLineAndNothingIsLoaded()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "Weekly-train.csv", "V1,V2\nW1,1,x,3,4\nW2,1,2,3,4\nW2,1,2,3,4\nW3,1,2,3,4\nW4,1\n");
        folder.Write("Weekly-test.csv", "V1,V2\nW1,5\nW2,5\nW4,5\n");

        var read = M4Folder.Read(folder.Path, "Weekly");

        Assert.Null(read.Value);
        Assert.Equal(
            [
                $"{file}:2:3: W1: 'x' is not a number",
                $"{file}:4:1: W2: the series is there twice",
                $"{file}:5:1: W3: the series is not in the test file",
                $"{file}:6:1: W4: the series has fewer than 4 values, or none to compare with",
            ],
            read.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Read_NoSuchFolder_IsAProblemOfBothFiles()
    {
        using var folder = new TemporaryFolder();

        var read = M4Folder.Read(Path.Combine(folder.Path, "none"), "Hourly");

        Assert.Equal(2, read.Problems.Length);
        Assert.All(read.Problems, problem => Assert.Equal("there is no such file", problem.Reason));
    }

    [Fact]
    public void Read_MoreRowsThanAllowed_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Hourly-train.csv", Train);
        folder.Write("Hourly-test.csv", Test);

        var read = M4Folder.Read(folder.Path, "Hourly", RecordingLimits.Default with { MaxRows = 1 });

        Assert.Null(read.Value);
        Assert.Contains(read.Problems, problem => problem.Reason == "the table is longer than the limits allow");
    }

    private static void Pack(TemporaryFolder folder, string name, string text)
    {
        using var file = File.Create(Path.Combine(folder.Path, name));
        using var packed = new GZipStream(file, CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }
}
