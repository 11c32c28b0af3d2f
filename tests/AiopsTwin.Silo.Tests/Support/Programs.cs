using System.Diagnostics;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>Finds and runs the programs that tests need; what is absent is skipped unless it is required.</summary>
internal static class Programs
{
    /// <summary>The silo's own executable.</summary>
    public static string Silo { get; } = Path.Combine(AppContext.BaseDirectory, "AiopsTwin.Silo.dll");

    public static ProcessStartInfo SiloStart(params string[] arguments)
    {
        // A program started in the background inherits that INT is ignored; here it must be heard, as at a terminal.
        var start = new ProcessStartInfo("env")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Silo);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Skips the running test, with a reason, unless the environment demands what is absent.</summary>
    public static void RequireOrSkip(bool isPresent, string variable, string what)
    {
        if (isPresent)
        {
            return;
        }

        Assert.False(
            Environment.GetEnvironmentVariable(variable) == "1", $"{what}, but {variable}=1 demands the test.");
        Assert.Skip($"{what}; set {variable}=1 to make that a failure.");
    }

    /// <summary>Starts a program that goes on; what it writes is read and dropped, so that it never waits for a
    /// reader.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} ended with {process.ExitCode}: {await output} {await error}");
    }
}
