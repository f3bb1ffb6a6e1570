using System.Diagnostics;

namespace InfraSpecs.Swarm.Tests.Stacks;

/// <summary>The shell around a deploy, by this machine's sh: a node has no other.</summary>
public sealed class StackCommandTests : IDisposable
{
    // What tar reads as nothing.
    private static readonly byte[] Nothing = new byte[1024];

    private readonly string _id = $"stack-test-{Guid.NewGuid():N}";
    private readonly TemporaryFolder _folder = new();

    private string Mark => _folder.At("it-ran");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_runs_the_command_and_leaves_nothing()
    {
        using var deploy = Start(StackCommand.Script, ".", "touch", Mark);
        (await EndAsync(deploy), File.Exists(Mark), Directory.Exists($"/dev/shm/{_id}")).Should().Be((0, true, false));
    }

    [Fact]
    public async Task One_that_runs_is_ended()
    {
        using var deploy = Start(StackCommand.Script, ".", "sh", "-c", $"touch {Mark}; exec sleep 60");
        while (!File.Exists(Mark)) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, ThisTest.Token);
        using var end = Start(StackCommand.End);
        (await EndAsync(end)).Should().Be(0);
        (await EndAsync(deploy), Directory.Exists($"/dev/shm/{_id}")).Should().Be((143, false));
    }

    // The engine starts a command late where it is busy.
    [Fact]
    public async Task One_that_begins_after_it_was_ended_does_nothing()
    {
        using var end = Start(StackCommand.End);
        (await EndAsync(end)).Should().Be(0);
        using var deploy = Start(StackCommand.Script, ".", "touch", Mark);
        (await EndAsync(deploy), File.Exists(Mark)).Should().Be((1, false));
    }

    private Process Start(string script, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", script, _id, .. arguments]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        try
        {
            process.StandardInput.BaseStream.Write(Nothing);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading, as one does that is not to begin; its exit code is looked at.
        }

        return process;
    }

    private static async Task<int> EndAsync(Process process)
    {
        await process.WaitForExitAsync(ThisTest.Token).WaitAsync(TimeSpan.FromSeconds(20), ThisTest.Token);
        return process.ExitCode;
    }
}
