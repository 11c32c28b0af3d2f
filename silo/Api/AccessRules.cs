using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>Checks the named tokens before anything starts.</summary>
internal sealed class AccessRules : IValidateOptions<ApiOptions>
{
    private const int HashDigits = 64;

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var problems = new List<string>();
        for (var i = 0; i < options.Tokens.Count; i++)
        {
            var token = options.Tokens[i];
            if (token.Name.Length == 0)
            {
                problems.Add($"Api:Tokens:{i}:Name is missing.");
            }

            if (token.Hash.Length != HashDigits || !token.Hash.All(char.IsAsciiHexDigit))
            {
                problems.Add($"Api:Tokens:{i}:Hash must be {HashDigits} hexadecimal digits.");
            }

            if (token.Scopes.Count == 0)
            {
                problems.Add($"Api:Tokens:{i}:Scopes is empty: say {string.Join(", ", Enum.GetNames<AccessScope>())}.");
            }
        }

        problems.AddRange(options.Tokens.GroupBy(token => token.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => $"Api:Tokens names '{group.Key}' twice."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
