using System.Net;
using AiopsTwin.Silo.Api;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>
/// A process without an access token may listen on loopback only: everybody who can reach the port can read the estate
/// and feed it lies.
/// </summary>
internal sealed class ListenerRules(IConfiguration configuration) : IValidateOptions<ApiOptions>
{
    /// <summary>Where the process listens when nothing is said.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        if (options.TokenHash.Length > 0 || options.Tokens.Count > 0)
        {
            return ValidateOptionsResult.Success;
        }

        var problems = Urls(configuration).Where(url => !IsLoopback(url))
            .Select(url => $"The address {url} can be reached from other machines: set Api:TokenHash (SHA-256 of an "
                + "access token) or Api:Tokens, or listen on loopback only.")
            .ToList();
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            problems.Add("Kestrel:Endpoints is set: its addresses are not examined, so Api:TokenHash is required. "
                + "Use --urls to listen on loopback without one.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    public static string[] Urls(IConfiguration configuration) =>
        (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls ? urls : DefaultUrl)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static bool IsLoopback(string url) => BindingAddress.Parse(url) is var address
        && (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
