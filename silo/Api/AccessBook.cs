using System.Security.Cryptography;
using System.Text;

namespace AiopsTwin.Silo.Api;

/// <summary>The tokens this process knows, and which of them a request carries.</summary>
internal sealed class AccessBook
{
    private readonly List<(byte[] Hash, AccessToken Token)> _known = [];

    /// <summary>Reads the tokens; their hashes have been checked.</summary>
    public AccessBook(ApiOptions options)
    {
        if (options.TokenHash.Length > 0)
        {
            var owner = new AccessToken { Name = "owner", Hash = options.TokenHash };
            owner.Scopes.Add(AccessScope.Operate);
            _known.Add((Convert.FromHexString(owner.Hash), owner));
        }

        _known.AddRange(options.Tokens.Select(token => (Convert.FromHexString(token.Hash), token)));
    }

    /// <summary>True when nobody needs a token.</summary>
    public bool IsEmpty => _known.Count == 0;

    /// <summary>The token a request carries; null when it carries none that is known.</summary>
    public AccessToken? Find(HttpRequest request)
    {
        if (Secret(request.Headers.Authorization.ToString()) is not { } secret)
        {
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        AccessToken? found = null;
        // Every hash is compared, in constant time, so that the time of an answer tells nothing.
        foreach (var (known, token) in _known)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? token : found;
        }

        return found;
    }

    // Browsers can be asked for a name and a password but not for a bearer token; the name does not matter.
    private static string? Secret(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }

        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var encoded = header["Basic ".Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
