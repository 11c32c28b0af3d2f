using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Code;

public sealed class RecordedNameRuleTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    // Ordinary words of the trade that components of some data sets are called as well. They decide nothing about a
    // data set where they stand: kinds of change, words for people, headings of files and fields of formats.
    private static readonly string[] Ordinary = ["service", "metric", "metrics", "target", "train", "test", "graph"];

    [Fact]
    public void Product_OfThisRepository_NamesNothingRecorded()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(data), $"set {DataVariable} to the folder with the recordings to run this test");
        var rule = new RecordedNameRule(RecordedNames.In(data).Except(Ordinary, StringComparer.OrdinalIgnoreCase));

        Broken.MustBeNone(
            "Nothing recorded is named in the product.", Repository.ProductSources.SelectMany(rule.Check));
    }

    // The task made of ITBench is asked with the public call graphs of the two applications it runs on. They name what
    // it names, so only those who put that question may read them.
    [Fact]
    public void PublicCalls_OfApplicationsRecorded_AreReadByThoseWhoAskOfThemAlone()
    {
        const string table = "scenarios/catalog/recorded/itbench/calls.csv";
        var recorded = Repository.Paths("*").Where(path =>
            path.StartsWith("scenarios/catalog/recorded/", StringComparison.Ordinal));
        var readers = Repository.ProductSources.Where(file =>
            file.Text.Contains("calls.csv", StringComparison.Ordinal)).Select(file => file.Path);

        Assert.Equal([table, "scenarios/catalog/recorded/itbench/provenance.yaml"], recorded);
        Assert.Equal(["scenarios/AiopsTwin.Scenarios/Recorded/ItBench/ItBenchIncident.cs"], readers);
    }

    [Theory]
    [InlineData("\"till\"", 1)]
    [InlineData("$\"{1} of the till-2\"", 1)]
    [InlineData("\"TILL_now\"", 1)]
    [InlineData("\"until\"", 0)]
    [InlineData("till", 0)]
    public void Check_Texts_FindsWholeWordsAlone(string expression, int expected)
    {
        var file = new SourceFile("grains/A.cs", $"class A {{ object B => {expression}; }}");

        Assert.Equal(expected, new RecordedNameRule(["till", "a"]).Check(file).Count());
    }
}
