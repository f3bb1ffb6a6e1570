using System.Diagnostics;

namespace InfraSpecs.Testing;

/// <summary>A program of this machine that a test runs to its end.</summary>
public static class ChildProcess
{
    /// <summary>Fails if it does not end with 0.</summary>
    /// <param name="program">Its name, as it is in <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="token">Ends the wait for it.</param>
    /// <param name="folder">Where it runs; null for where the tests run.</param>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken token, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder ?? "" })!;
        await process.WaitForExitAsync(token);
        process.ExitCode.Should().Be(0, "{0} is to succeed", program);
    }

    /// <summary>Runs explicit specs of a test assembly, of which some are to fail. The process is killed when it takes too long.</summary>
    /// <param name="assembly">A type of the assembly.</param>
    /// <param name="arguments">Which of them, and where evidence goes.</param>
    /// <param name="token">Ends the process.</param>
    /// <param name="within">How long it may take; null for a minute.</param>
    /// <param name="environment">Variables of it, beside those of this process.</param>
    /// <returns>What it said.</returns>
    public static Task<string> RunSpecsAsync(
        Type assembly, IEnumerable<string> arguments, CancellationToken token, TimeSpan? within = null, params (string Name, string Value)[] environment) =>
        ReadAsync("dotnet", [assembly.Assembly.Location, "--explicit", "only", "--no-ansi", "--progress", "off", .. arguments], token, within, environment);

    /// <summary>The same of any program.</summary>
    /// <param name="program">Its name, as it is in <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="token">Ends the process.</param>
    /// <param name="within">How long it may take; null for a minute.</param>
    /// <param name="environment">Variables of it, beside those of this process.</param>
    /// <returns>What it said, on standard output and then on standard error.</returns>
    public static async Task<string> ReadAsync(
        string program, IEnumerable<string> arguments, CancellationToken token, TimeSpan? within = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1" } };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(within ?? TimeSpan.FromMinutes(1));
        try
        {
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            return await process.StandardOutput.ReadToEndAsync(deadline.Token) + await error;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
