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
}
