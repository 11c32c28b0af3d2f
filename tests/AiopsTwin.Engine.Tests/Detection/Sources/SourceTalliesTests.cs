using AiopsTwin.Engine.Detection.Sources;

namespace AiopsTwin.Engine.Tests.Detection.Sources;

public sealed class SourceTalliesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_MoreSourcesThanAreKept_ForgetsTheLongestUnheard()
    {
        var tallies = new SourceTallies();
        for (var i = 0; i <= SourceTallies.MaxSources; i++)
        {
            tallies.Take($"s{i:00}", Start.AddSeconds(i), new SampleCounts(1, 0, 0, 0, 0, 0), TimeSpan.Zero);
        }

        var read = tallies.Read(TimeSpan.Zero);

        Assert.Equal(SourceTallies.MaxSources, read.Length);
        Assert.DoesNotContain(read, source => source.Source == "s00");
        Assert.Equal(read.OrderBy(source => source.Source, StringComparer.Ordinal), read);
    }

    [Fact]
    public void Take_AnHourLater_CountsHalf()
    {
        var tallies = new SourceTallies();
        tallies.Take("s", Start, new SampleCounts(100, 0, 0, 0, 0, 0), TimeSpan.Zero);
        tallies.Take("s", Start.AddHours(1), new SampleCounts(0, 0, 50, 0, 0, 0), TimeSpan.Zero);

        var source = Assert.Single(tallies.Read(TimeSpan.Zero));

        Assert.Equal(100, source.Samples);
        Assert.Equal(0.5, source.Score);
    }

    [Fact]
    public void Add_TalliesOfTwoPartitions_AreOneSource()
    {
        var one = new SourceTallies();
        var other = new SourceTallies();
        one.Take("s", Start, new SampleCounts(90, 0, 0, 0, 0, 0), TimeSpan.Zero);
        other.Take("s", Start, new SampleCounts(0, 0, 0, 10, 0, 0), TimeSpan.Zero);

        one.Add(other);

        Assert.Equal(0.9, Assert.Single(one.Read(TimeSpan.Zero)).Score);
    }
}
