using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>The silo's executable as a process of its own.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private SiloProcess(Process process, Uri address, string? token)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
        {
            Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public HttpClient Client { get; }

    /// <summary>What it printed so far.</summary>
    public string Output => string.Join('\n', _output);

    public static async Task<SiloProcess> StartAsync(
        Uri address,
        IReadOnlyDictionary<string, string> environment,
        string? token,
        CancellationToken cancellationToken)
    {
        var start = Programs.SiloStart();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var silo = new SiloProcess(process, address, token);
        process.OutputDataReceived += silo.Keep;
        process.ErrorDataReceived += silo.Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Until.TrueAsync($"{address} is ready", silo.IsReadyAsync, StartDeadline, cancellationToken);
        return silo;
    }

    /// <summary>Kills it without warning.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop: by TERM as an orderly shutdown does, by INT as Ctrl-C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken, string signal = "TERM")
    {
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        await Programs.RunAsync("kill", ["-" + signal, id], cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The silo ended with {_process.ExitCode} while it started: {Output}");
        }

        try
        {
            using var answer = await Client.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _output.Enqueue(line.Data);
        }
    }
}
