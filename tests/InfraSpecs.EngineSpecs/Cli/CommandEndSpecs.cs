using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using InfraSpecs.Cli;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

/// <summary>How the command ends where there is no engine to speak with, as a process: code, sentence, and no stack trace.</summary>
public sealed class CommandEndSpecs
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("sweep")]
    [InlineData("doctor")]
    public async Task Where_no_engine_answers_it_says_so_and_ends_with_2(string verb)
    {
        using var folder = new TemporaryFolder();
        var socket = folder.At("none.sock");
        var (code, error) = await RunAsync(verb, $"unix://{socket}");
        (code, error).Should().Be((2, $"No Docker engine answers at unix://{socket} (DOCKER_HOST): there is no socket {socket}.\n  What to do: start Docker, or set DOCKER_HOST to an engine that runs.\n"));
    }

    [Fact]
    public async Task An_engine_that_takes_connections_and_never_answers_is_waited_for_15_s()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (code, error) = await RunAsync("sweep", $"tcp://{silent.LocalEndpoint}");
        (code, error).Should().Be((2, $"No Docker engine answers at tcp://{silent.LocalEndpoint} (DOCKER_HOST): no answer within 15 s.\n  What to do: start Docker, or set DOCKER_HOST to an engine that runs.\n"));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Ctrl_C_and_SIGTERM_end_it_while_it_waits_for_an_engine(string signal, int says)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (code, error) = await RunAsync("sweep", $"tcp://{silent.LocalEndpoint}", async process =>
        {
            // It has begun to ask once it connects.
            using var client = await silent.AcceptSocketAsync(Token);
            await ChildProcess.RunAsync("kill", [$"-{signal}", $"{process.Id}"], Token);
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), Token);
        });
        (code, error).Should().Be((says, "stopped\n"));
    }

    private static async Task<(int Code, string Error)> RunAsync(string verb, string engine, Func<Process, Task>? meanwhile = null)
    {
        using var process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", typeof(SweepCommand).Assembly.Location, verb])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOCKER_HOST"] = engine },
        })!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            if (meanwhile is not null) await meanwhile(process);
            await process.WaitForExitAsync(Token).WaitAsync(EndsWithin, Token);
            (await output).Should().BeEmpty();
            return (process.ExitCode, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
