namespace AiopsTwin.Silo.Api;

/// <summary>A token and what its holder may do.</summary>
public sealed class AccessToken
{
    /// <summary>Who holds it; told in refusals, never secret.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the token, 64 hexadecimal digits.</summary>
    public string Hash { get; set; } = "";

    /// <summary>What it allows.</summary>
    public IList<AccessScope> Scopes { get; } = [];

    /// <summary>True when the token allows what needs a scope.</summary>
    /// <param name="needed">What is needed.</param>
    internal bool Allows(AccessScope needed) => Scopes.Contains(AccessScope.Operate) || Scopes.Contains(needed);
}
