namespace AiopsTwin.Cli;

/// <summary>What the command tells the shell.</summary>
internal static class ExitCodes
{
    /// <summary>It ran, and every expectation held.</summary>
    public const int Done = 0;

    /// <summary>It ran, and an expectation failed.</summary>
    public const int ExpectationFailed = 1;

    /// <summary>The input was bad; nothing ran.</summary>
    public const int BadInput = 2;
}
