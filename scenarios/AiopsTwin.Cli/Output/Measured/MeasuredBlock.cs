namespace AiopsTwin.Cli.Output.Measured;

/// <summary>A piece of a document that a command writes.</summary>
/// <param name="Section">What it is about, to be asked for by name.</param>
/// <param name="View">How the command's figures are laid out: a name of <see cref="MeasuredViews"/>.</param>
/// <param name="Arguments">The command's arguments; <c>DATA</c> in them stands for the folder of all
/// recordings.</param>
/// <param name="Line">Line of the marker, from 1.</param>
/// <param name="Body">What stands between the markers, line ends included.</param>
internal sealed record MeasuredBlock(string Section, string View, string[] Arguments, int Line, string Body)
{
    /// <summary>The arguments with the folder.</summary>
    public string[] ArgumentsWith(string data) => [.. Arguments.Select(argument =>
        argument == "DATA" || argument.StartsWith("DATA/", StringComparison.Ordinal)
            ? Path.Combine(data, argument["DATA".Length..].TrimStart('/')) : argument)];
}
