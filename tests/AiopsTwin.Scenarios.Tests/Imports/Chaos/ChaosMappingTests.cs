using AiopsTwin.Engine.Faults;
using AiopsTwin.Scenarios.Imports.Chaos;
using AiopsTwin.Testing;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

public sealed class ChaosMappingTests
{
    private const string Begin = "<!-- mapping: written by ChaosMappingTests -->\n";
    private const string End = "<!-- end of the mapping -->";

    [Fact]
    public void Rows_EachAction_StandsOnce() => Assert.Equal(
        ChaosMapping.Rows.Length, ChaosMapping.Rows.Select(row => (row.Format, row.Action)).Distinct().Count());

    [Fact]
    public void Rows_EachFault_IsAKindWithThoseMagnitudes() => Assert.All(ChaosMapping.Rows, row =>
    {
        if (row.Fault.Length == 0)
        {
            Assert.NotEmpty(row.Remark);
            return;
        }

        var kind = FaultCatalog.Find(row.Fault);
        Assert.NotNull(kind);
        var given = row.Measures.Select(measure => measure.Parameter).ToHashSet();
        Assert.Subset(kind.Parameters.Select(parameter => parameter.Name).ToHashSet(), given);
        if (row.Targets != ChaosTargets.Copies)
        {
            Assert.All(kind.Parameters.Where(one => one.Default is null), one => Assert.Contains(one.Name, given));
        }
    });

    [Fact]
    public void Markdown_Document_HasThatTable()
    {
        var file = Path.Combine(Documents.Folder, "SCENARIOS.md");
        var text = File.ReadAllText(file);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.InRange(from, 0, to);
        from += Begin.Length;

        if (Documents.MustWrite)
        {
            File.WriteAllText(file, text[..from] + ChaosMapping.Markdown() + text[to..]);
        }

        Assert.Equal(ChaosMapping.Markdown(), File.ReadAllText(file)[from..].Split(End)[0]);
    }
}
