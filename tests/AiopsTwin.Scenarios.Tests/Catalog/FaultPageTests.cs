using AiopsTwin.Engine.Faults;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Testing;

namespace AiopsTwin.Scenarios.Tests.Catalog;

/// <summary><see cref="FaultPage"/> is written from the classes, and so is docs/FAULTS.md; with AIOPSTWIN_UPDATE_DOCS=1
/// this test writes it anew.</summary>
public sealed class FaultPageTests
{
    [Fact]
    public void Markdown_Document_IsThatPage()
    {
        var file = Path.Combine(Documents.Folder, "FAULTS.md");
        if (Documents.MustWrite)
        {
            File.WriteAllText(file, FaultPage.Markdown());
        }

        Assert.True(
            FaultPage.Markdown() == File.ReadAllText(file),
            "docs/FAULTS.md is out of date: run this test with AIOPSTWIN_UPDATE_DOCS=1");
    }

    [Fact]
    public void Markdown_EveryKind_HasItsMeaningAndParameters()
    {
        var page = FaultPage.Markdown();

        Assert.All(FaultCatalog.Kinds, kind =>
        {
            Assert.Contains($"## {kind.Name}\n\n{kind.Summary}", page, StringComparison.Ordinal);
            Assert.All(kind.Parameters, one => Assert.Contains($"| `{one.Name}` | {one.Unit} |", page));
            Assert.StartsWith(kind.Summary, FaultPage.Line(kind));
        });
    }
}
