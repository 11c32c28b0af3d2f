using System.CommandLine;

namespace AiopsTwin.Cli.Commands;

/// <summary>Where a running silo is.</summary>
internal static class SiloAddress
{
    /// <summary>The option that names it.</summary>
    public static Option<string> Option() => new("--silo")
    {
        Description = "Address of the silo.",
        DefaultValueFactory = _ => "http://localhost:5080",
    };

    /// <summary>Reads an address; null when the text is none.</summary>
    public static Uri? Read(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var silo)
            && (silo.Scheme == Uri.UriSchemeHttp || silo.Scheme == Uri.UriSchemeHttps)
            ? silo
            : null;

    /// <summary>What is wrong with a text that is none.</summary>
    public static string Problem(string text) =>
        $"'{text}' is not the address of a silo; write for example http://localhost:5080";
}
