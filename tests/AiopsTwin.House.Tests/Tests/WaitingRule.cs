using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Tests;

/// <summary>Tests do not sleep: they arm a wait, act, and await the named event. A program in another process sends no
/// events, so the few primitives that ask it again until it answers are named here; nobody else may wait for
/// time.</summary>
public static class WaitingRule
{
    /// <summary>Files that may wait between two questions to another process.</summary>
    public static IReadOnlyList<string> Primitives { get; } =
    [
        "tests/AiopsTwin.Silo.Tests/Support/Until.cs",
        "tests/AiopsTwin.Browser.Tests/Fixtures/SiloProcess.cs",
    ];

    /// <summary>Places of a file that wait for time to pass.</summary>
    public static IEnumerable<string> Check(SourceFile file) =>
        from call in file.Unit.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let text = $"{call.Expression.ToString().Split('.')[^1]}.{call.Name.Identifier.Text}"
        where text is "Task.Delay" or "Thread.Sleep" or "Thread.SpinWait" or "SpinWait.SpinUntil"
            || call.Name.Identifier.Text == "WaitForTimeoutAsync"
        where !Primitives.Contains(file.Path)
        select $"{file.Place(call)}: {text} waits for time, not for an event";
}
