using System.ComponentModel.DataAnnotations;

namespace AiopsTwin.Silo.Api;

/// <summary>Who may talk to this process over HTTP, and how much at a time.</summary>
public sealed class ApiOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Api";

    /// <summary>SHA-256 of the access token that may do everything, 64 hexadecimal digits. When this or
    /// <see cref="Tokens"/> is set, every request except health needs a token (bearer, or as the password of basic
    /// authentication). Required when listening beyond loopback.</summary>
    [RegularExpression("^([0-9a-fA-F]{64})?$", ErrorMessage = "TokenHash must be 64 hexadecimal digits.")]
    public string TokenHash { get; set; } = "";

    /// <summary>Further tokens, each with Name, Hash (as TokenHash) and Scopes: Read, Ingest or Operate.</summary>
    public IList<AccessToken> Tokens { get; } = [];

    /// <summary>Host names accepted beside the loopback ones, for a proxy in front. Only checked on loopback.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Largest request body of the API, bytes.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public long MaxBodyBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Most samples, changes or alerts in one request.</summary>
    [Range(1, 1_000_000)]
    public int MaxItems { get; set; } = 50_000;

    /// <summary>Most entities in one page of a list.</summary>
    [Range(1, 10_000)]
    public int PageLimit { get; set; } = 1000;
}
