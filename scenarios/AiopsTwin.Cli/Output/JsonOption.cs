using System.CommandLine;

namespace AiopsTwin.Cli.Output;

/// <summary>The option that asks for one JSON object instead of text.</summary>
internal static class JsonOption
{
    public static Option<bool> Create() => new("--json") { Description = "Print one JSON object on standard output." };
}
