namespace AiopsTwin.House.Tests.Support;

/// <summary>Says which rules are broken, and where, all at once.</summary>
public static class Broken
{
    /// <summary>Fails with every finding when there is one.</summary>
    /// <param name="rule">The rule, as a sentence.</param>
    /// <param name="findings">Where it is broken.</param>
    public static void MustBeNone(string rule, IEnumerable<string> findings)
    {
        var found = findings.ToArray();
        Assert.True(found.Length == 0, $"{rule} Broken {found.Length} times:\n{string.Join('\n', found)}");
    }
}
