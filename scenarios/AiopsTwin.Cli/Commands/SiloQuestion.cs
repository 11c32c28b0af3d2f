using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts;

namespace AiopsTwin.Cli.Commands;

/// <summary>Commands that ask a running silo about one of its twins: their options, and the asking.</summary>
internal sealed class SiloQuestion
{
    /// <summary>Environment variable that holds the access token, where the silo wants one.</summary>
    public const string TokenVariable = "AIOPSTWIN_TOKEN";

    private const int MostLines = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Option<string> _silo = SiloAddress.Option();

    private readonly Option<string> _twin = TwinOption();

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "Most lines, 1 to 200.",
        DefaultValueFactory = _ => 20,
    };

    /// <summary>The option that names a twin.</summary>
    public static Option<string> TwinOption() => new("--twin")
    {
        Description = "Id of the twin.",
        DefaultValueFactory = _ => GrainKeys.LiveTwin,
    };

    /// <summary>Makes such a command.</summary>
    /// <typeparam name="TScreen">Where the answer is shown.</typeparam>
    /// <typeparam name="TAnswer">What the silo answers.</typeparam>
    /// <param name="name">Its name, which is also the last part of the address asked.</param>
    /// <param name="description">What it answers.</param>
    /// <param name="screenOf">Makes the screen of output, errors, and whether JSON is wanted.</param>
    /// <param name="show">Shows the answer about a twin.</param>
    public static Command CreateCommand<TScreen, TAnswer>(
        string name, string description, Func<TextWriter, TextWriter, bool, TScreen> screenOf,
        Action<TScreen, string, TAnswer> show)
        where TScreen : Screen
        where TAnswer : class
    {
        var question = new SiloQuestion();
        var json = JsonOption.Create();
        var command = new Command(name, description) { json, question._silo, question._twin, question._limit };
        command.SetAction(async (parsed, cancellation) =>
        {
            var screen = screenOf(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            if (await question.AskAsync<TAnswer>(parsed, name, screen, cancellation) is not { } answer)
            {
                return ExitCodes.BadInput;
            }

            show(screen, parsed.GetRequiredValue(question._twin), answer);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Tells a twin something.</summary>
    /// <param name="target">Address of the silo, id of the twin, the rest of the address.</param>
    /// <param name="body">What is told.</param>
    /// <param name="screen">Takes complaints.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer; null after a complaint.</returns>
    public static async Task<T?> TellAsync<T>(
        (string Silo, string Twin, string What) target, JsonObject body, Screen screen, CancellationToken cancellation)
        where T : class
    {
        var silo = SiloAddress.Read(target.Silo);
        var problem = silo is null ? SiloAddress.Problem(target.Silo)
            : !GrainKeys.IsValidName(target.Twin) ? GrainKeys.NoTwinId(target.Twin)
            : null;
        if (problem is not null)
        {
            screen.Complain(problem);
            return null;
        }

        return await TalkAsync<T>(silo!, screen, (client, stop) => client.PostAsync(
            new Uri($"api/v1/twins/{target.Twin}/{target.What}", UriKind.Relative),
            new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), stop), cancellation);
    }

    /// <summary>The answer; null after a complaint.</summary>
    private async Task<T?> AskAsync<T>(
        ParseResult parsed, string what, Screen screen, CancellationToken cancellation)
        where T : class
    {
        var text = parsed.GetRequiredValue(_silo);
        var (silo, twin, limit) = (SiloAddress.Read(text), parsed.GetRequiredValue(_twin), parsed.GetValue(_limit));
        var problem = silo is null ? SiloAddress.Problem(text)
            : !GrainKeys.IsValidName(twin) ? GrainKeys.NoTwinId(twin)
            : limit is < 1 or > MostLines ? $"--limit is 1 to {MostLines}"
            : null;
        if (problem is not null)
        {
            screen.Complain(problem);
            return null;
        }

        return await TalkAsync<T>(silo!, screen, (client, stop) => client.GetAsync(
            new Uri($"api/v1/twins/{twin}/{what}?limit={limit}", UriKind.Relative), stop), cancellation);
    }

    private static async Task<T?> TalkAsync<T>(
        Uri silo, Screen screen, Func<HttpClient, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var client = new HttpClient { BaseAddress = silo, Timeout = Patience };
            if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
            {
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var answer = await send(client, cancellation);
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
