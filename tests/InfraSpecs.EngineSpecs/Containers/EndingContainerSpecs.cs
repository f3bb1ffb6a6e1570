using System.Collections.Concurrent;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

/// <summary>A request that meets a container in the moment of its end answers as for one that has ended.</summary>
[RequiresEngine]
public sealed class EndingContainerSpecs(EngineFixture fixture)
{
    private const int Containers = 16;

    private static readonly Dictionary<string, Func<Engine, Container, CancellationToken, Task>> Verbs = new()
    {
        ["list processes"] = (engine, container, token) => container.ReadProcessesAsync(token),
        ["exec"] = (engine, container, token) => container.ExecAsync(["true"], token),
        ["exec with input"] = (engine, container, token) => container.ExecAsync(["cat"], new ExecOptions { Input = new string('x', 100_000) }, token),
        ["file facts"] = (engine, container, token) => container.FindFileAsync("/bin", token),
        ["read file"] = (engine, container, token) => container.FindFileContentAsync("/bin/busybox", token),
        ["mounts"] = (engine, container, token) => container.ReadMountsAsync(token),
        ["wait for output"] = (engine, container, token) => container.WaitForOutputAsync("no such line", 1, TimeSpan.FromSeconds(20), token),
        ["wait for a line of a file"] = (engine, container, token) => container.WaitForFileLinesAsync("/no/such/file", "no such line", 1, TimeSpan.FromSeconds(20), token),
        ["read output"] = async (engine, container, token) => { await foreach (var _ in container.ReadOutputAsync(token)) { } },
        ["wait"] = (engine, container, token) => container.WaitUntilAsync<bool>("nothing", _ => ValueTask.FromResult(Probe.NotYet<bool>("never")), TimeSpan.FromSeconds(20), token),
    };

    [Fact]
    public async Task Each_verb_at_the_end_of_a_container()
    {
        var image = await fixture.Engine.Images.GetAsync("busybox", Token);
        ConcurrentDictionary<string, int> answers = new();
        await Parallel.ForAsync(0, Containers, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Token }, async (round, token) =>
        {
            await using var container = await fixture.Engine.StartAsync(
                fixture.Engine.NewContainer(image, "ending").WithEntrypoint("sh").WithCommand("-c", $"sleep 0.{round * 11 % 300:000}; echo done; exit 7"), token);
            var ended = fixture.Engine.Client.Containers.WaitContainerAsync(container.Id, token);
            await Task.WhenAll(Verbs.Select(verb => UntilItEndsAsync(verb.Key, verb.Value)));

            async Task UntilItEndsAsync(string verb, Func<Engine, Container, CancellationToken, Task> run)
            {
                string answer;
                // What an ended container answers too is asked a few times more.
                for (var after = 0; after < 3;)
                {
                    try
                    {
                        await run(fixture.Engine, container, token);
                        answer = "answered";
                    }
                    catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
                    {
                        answer = $"exited {e.Exit!.ExitCode}";
                    }
                    catch (Exception e) when (!token.IsCancellationRequested)
                    {
                        answer = $"{e.GetType().Name}: {e.Message.Split('\n')[0]}";
                    }

                    answers.AddOrUpdate($"{verb}: {answer.Replace(container.Id, "ID")}", 1, (_, count) => count + 1);
                    if (answer.StartsWith("exited", StringComparison.Ordinal)) return;
                    if (ended.IsCompleted) after++;
                }
            }
        });
        answers.Keys.Should().OnlyContain(it => it.EndsWith("answered") || it.EndsWith("exited 7"));
        answers.Keys.Should().Contain(["list processes: exited 7", "exec: exited 7", "exec with input: exited 7", "file facts: answered", "wait: exited 7"]);
    }

    [Fact]
    public async Task A_container_that_is_stopped_while_it_ends_and_one_that_is_killed_when_it_has()
    {
        for (var round = 0; round < 8; round++)
        {
            await using var container = await ShellContainer.StartAsync(fixture.Engine, "trap 'exit 7' TERM; while :; do sleep 0.01; done", Token, "busybox");
            var stops = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => container.StopAsync(TimeSpan.FromSeconds(10), Token)));
            stops.Should().OnlyContain(exit => exit.ExitCode == 7);
            var kill = () => container.KillAsync(Token);
            (await kill.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*its end by SIGKILL*").Which.Exit!.ExitCode.Should().Be(7);
        }
    }

    [Fact]
    public async Task With_a_deadline_of_zero_it_must_have_ended_already()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "trap 'exit 7' TERM; echo on duty; while :; do sleep 0.01; done", Token, "busybox");
        await container.WaitForOutputAsync("on duty", 1, TimeSpan.FromSeconds(20), Token);
        var wait = () => container.WaitForExitAsync(TimeSpan.Zero, Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*its end: not ready within 0 s*it runs*| on duty*");
        await container.StopAsync(Token);
        (await wait()).ExitCode.Should().Be(7);
    }

    [Fact]
    public async Task A_container_that_is_removed_meanwhile()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "sleep 100", Token, "busybox");
        await fixture.Engine.Client.Containers.RemoveContainerAsync(container.Id, new() { Force = true }, Token);
        var verbs = new Dictionary<string, Func<Engine, Container, CancellationToken, Task>>(Verbs)
        {
            ["stop"] = (engine, it, token) => it.StopAsync(TimeSpan.FromSeconds(1), token),
            ["kill"] = (engine, it, token) => it.KillAsync(token),
        };
        verbs.Remove("read output"); // a stream that ends says no more
        foreach (var (name, run) in verbs)
        {
            var verb = () => run(fixture.Engine, container, Token);
            (await verb.Should().ThrowAsync<ContainerException>(name).Where(e => e.Reason == ContainerReason.Removed)).WithMessage("*the container was removed*", name);
        }
    }

    [Theory]
    [InlineData(16, "kill -9 $$", true)] // as the kernel does before the engine watches: in the processes of the machine it can kill itself
    [InlineData(0, "kill -9 $$", false)]
    [InlineData(16, "exit 7", false)]
    [InlineData(16, "sleep 2.2; kill -9 $$", false)]
    public async Task A_kill_that_nobody_asked_for_in_its_first_moment_is_probably_the_kernels(int memory, string script, bool isTold)
    {
        await using var container = await StartInMachineAsync(memory, script);
        var exit = await container.WaitForExitAsync(TimeSpan.FromSeconds(30), Token);
        exit.OutOfMemory.Should().BeFalse();
        exit.MayBeOutOfMemory.Should().Be(isTold);
        exit.ToString().EndsWith(", probably out of memory").Should().Be(isTold);
        var verb = () => container.ExecAsync(["true"], Token);
        var failure = (await verb.Should().ThrowAsync<ContainerException>()).Which.Message;
        failure.Contains("give it more memory than 16 MiB").Should().Be(isTold, failure);
    }

    [Fact]
    public async Task A_kill_that_the_engine_was_asked_for_is_not_the_kernels()
    {
        await using var container = await StartInMachineAsync(16, "exec sleep 100");
        await fixture.Engine.Client.Containers.KillContainerAsync(container.Id, new() { Signal = "SIGKILL" }, Token);
        (await container.WaitForExitAsync(TimeSpan.FromSeconds(20), Token)).Should().Match<ContainerExit>(it => it.ExitCode == 137 && !it.OutOfMemory && !it.MayBeOutOfMemory);
    }

    [Fact]
    public async Task What_a_container_complained_of_is_told_also_where_it_ended_with_0()
    {
        await using var container = await ShellContainer.StartAsync(fixture.Engine, "echo 'mkdir: cannot create /tmp/body: Read-only file system' >&2; true", Token, "busybox");
        await container.WaitForExitAsync(TimeSpan.FromSeconds(20), Token);
        var verb = () => container.ExecAsync(["true"], Token);
        (await verb.Should().ThrowAsync<ContainerException>()).WithMessage(
            "*exited with code 0*: mkdir: cannot create /tmp/body: Read-only file system.*What to do: mend what that line says; or, if its daemon *");
    }

    private async Task<Container> StartInMachineAsync(int mebibytes, string script)
    {
        var builder = fixture.Engine.NewContainer(await fixture.Engine.Images.GetAsync("busybox", Token), "ending").WithEntrypoint("sh", "-c", script)
            .WithCreateParameterModifier(it => (it.HostConfig!.PidMode, it.HostConfig.Memory) = ("host", (long)mebibytes << 20));
        return await fixture.Engine.StartAsync(builder, Token);
    }
}
