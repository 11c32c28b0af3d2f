using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AiopsTwin.Cli.Storms;

/// <summary>A program started to be measured: killed with this command, its processor time and memory read from the
/// system. Of what it writes the last line is kept, to tell why it ended.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ProcessStartInfo _start;
    private Process? _process;
    private string _lastLine = "";

    public MeasuredProcess(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        _start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            _start.Environment[name] = value;
        }
    }

    /// <summary>Most memory it ever held, in bytes; 0 where the system does not tell.</summary>
    public long PeakBytes => StatusBytes("VmHWM:");

    /// <summary>Memory it holds now, in bytes; 0 where the system does not tell.</summary>
    public long ResidentBytes => StatusBytes("VmRSS:");

    /// <summary>Processor seconds it used so far.</summary>
    public double CpuSeconds => Running(process => process.TotalProcessorTime.TotalSeconds);

    /// <summary>A port of this machine that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended, or never answered.</exception>
    public async Task StartAsync(HttpClient client, string readyAt, CancellationToken cancellation)
    {
        _process = Process.Start(_start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        while (clock.Elapsed < StartDeadline && !_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(readyAt, UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await pause.WaitForNextTickAsync(cancellation);
        }

        throw new InvalidOperationException(_process.HasExited
            ? $"{_start.FileName} ended with {_process.ExitCode} while it started: {_lastLine}"
            : $"{_start.FileName} does not answer {readyAt} after {StartDeadline.TotalSeconds} s");
    }

    /// <summary>Kills it without warning.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();

    private void Keep(object sender, DataReceivedEventArgs line) => _lastLine = line.Data ?? _lastLine;

    private T Running<T>(Func<Process, T> read)
    {
        var process = _process ?? throw new InvalidOperationException($"{_start.FileName} does not run.");
        process.Refresh();
        return read(process);
    }

    private long StatusBytes(string field)
    {
        var status = $"/proc/{Running(process => process.Id).ToString(CultureInfo.InvariantCulture)}/status";
        var line = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(one => one.StartsWith(field, StringComparison.Ordinal))
            : null;
        return line is null ? 0 : long.Parse(
            line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
