using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts;

namespace AiopsTwin.Cli.Commands;

/// <summary>Options of commands that ask a running silo about one of its twins, and the asking.</summary>
internal sealed class SiloQuestion
{
    /// <summary>Environment variable that holds the access token, where the silo wants one.</summary>
    public const string TokenVariable = "AIOPSTWIN_TOKEN";

    private const int MostLines = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Option<string> _silo = SiloAddress.Option();

    private readonly Option<string> _twin = new("--twin")
    {
        Description = "Id of the twin.",
        DefaultValueFactory = _ => GrainKeys.LiveTwin,
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "Most lines, 1 to 200.",
        DefaultValueFactory = _ => 20,
    };

    public void AddTo(Command command)
    {
        command.Add(_silo);
        command.Add(_twin);
        command.Add(_limit);
    }

    /// <summary>The twin asked about.</summary>
    public string TwinOf(ParseResult parsed) => parsed.GetRequiredValue(_twin);

    /// <summary>Asks for something of the twin.</summary>
    /// <typeparam name="T">What the silo answers.</typeparam>
    /// <param name="parsed">The command line.</param>
    /// <param name="what">The last part of the address, for example <c>quality</c>.</param>
    /// <param name="screen">Takes complaints.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer; null after a complaint.</returns>
    public async Task<T?> AskAsync<T>(
        ParseResult parsed, string what, Screen screen, CancellationToken cancellation)
        where T : class
    {
        var text = parsed.GetRequiredValue(_silo);
        var (silo, twin, limit) = (SiloAddress.Read(text), TwinOf(parsed), parsed.GetValue(_limit));
        var problem = silo is null ? SiloAddress.Problem(text)
            : !GrainKeys.IsValidName(twin) ? $"'{twin}' is not a twin id: 1 to 64 of a-z, 0-9, '-', '_', '.'"
            : limit is < 1 or > MostLines ? $"--limit is 1 to {MostLines}"
            : null;
        if (problem is not null)
        {
            screen.Complain(problem);
            return null;
        }

        try
        {
            using var client = new HttpClient { BaseAddress = silo, Timeout = Patience };
            if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
            {
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var answer = await client.GetAsync(
                new Uri($"api/v1/twins/{twin}/{what}?limit={limit}", UriKind.Relative), cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            if (answer.IsSuccessStatusCode)
            {
                return JsonOutput.Read<T>(body);
            }

            screen.Complain($"{silo} answers {(int)answer.StatusCode}: {body.Trim()}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Complain(failure is JsonException
                ? $"what {silo} answers is not what this command understands: {failure.Message}"
                : $"no silo answers at {silo}: {failure.Message}");
        }

        return null;
    }
}
