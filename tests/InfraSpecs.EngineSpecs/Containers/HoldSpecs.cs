using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Containers;

/// <summary>A container that is there, whoever started it.</summary>
[RequiresEngine]
public sealed class HoldSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_has_all_verbs_and_stays()
    {
        await using var theirs = await ServedAsync();
        await using (var held = await fixture.Engine.HoldAsync(theirs.Name, Token))
        {
            (held.Id, held.Name).Should().Be((theirs.Id, theirs.Name));
            await held.WaitUntilAsync(Ready.WhenHttpAnswers(8080), Long, Token);
            held.Endpoint(8080).Should().Be(theirs.Endpoint(8080));
            (await held.ExecAsync(["cat", "/srv/index.html"], Token)).Output.Should().Be("Hello\n");
            (await held.ReadProcessesAsync(Token)).Should().HaveProcess("httpd");
        }

        (await fixture.Engine.Client.Containers.InspectContainerAsync(theirs.Id, Token)).State!.Running.Should().BeTrue();
    }

    [Fact]
    public async Task It_is_started_again_with_its_new_ports()
    {
        await using var theirs = await ServedAsync();
        var held = await fixture.Engine.HoldAsync(theirs.Id[..12], Token);
        await held.StopAsync(TimeSpan.Zero, Token);
        held.Invoking(it => it.Endpoint(8080)).Should().Throw<InvalidOperationException>().WithMessage($"{theirs.Name} has ended, so that no port of it is published*");
        await held.StartAsync(Token);
        await held.WaitUntilAsync(Ready.WhenHttpAnswers(8080), Long, Token);
    }

    [Fact]
    public async Task What_it_is_not_is_told()
    {
        await using var theirs = await ServedAsync();
        var held = await fixture.Engine.HoldAsync(theirs.Name, Token);
        held.Invoking(it => it.Endpoint(81)).Should().Throw<InvalidOperationException>().WithMessage($"{theirs.Name} does not publish port 81, but 8080.");
        held.Invoking(it => it.Testcontainer).Should().Throw<InvalidOperationException>()
            .WithMessage($"{theirs.Name} was not started with Testcontainers, which has no object for it; Engine.Client has it as {theirs.Id}.");
        var wait = (await held.Awaiting(it => it.WaitUntilAsync(Ready.WhenPortAccepts(81), TimeSpan.FromSeconds(0.5), Token)).Should().ThrowAsync<WaitException>()).Which;
        wait.Message.Should().Contain($", because {theirs.Name} does not publish port 81, but 8080.");
        var none = (await fixture.Engine.Awaiting(it => it.HoldAsync(theirs.Name + "x", Token)).Should().ThrowAsync<ContainerException>()).Which;
        none.Reason.Should().Be(ContainerReason.NotFound);
        none.Message.Should().StartWith($"There is no container {theirs.Name}x on the engine at {fixture.Engine.Endpoint}; did you mean {theirs.Name}?\n");
    }

    [Fact]
    public async Task One_that_has_ended_is_held_too()
    {
        await using var theirs = await Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "busybox", Command = ["sh", "-c", "exit 3"], Ready = Ready.WhenExitsWith(3) }, Token);
        var held = await fixture.Engine.HoldAsync(theirs.Name, Token);
        (await held.WaitForExitAsync(Long, Token)).ExitCode.Should().Be(3);
        (await held.Awaiting(it => it.WaitUntilAsync(Ready.WhenHealthy, Long, Token)).Should().ThrowAsync<ContainerException>()).Which.Reason.Should().Be(ContainerReason.Ended);
    }

    private Task<Container> ServedAsync() => Container.StartAsync(
        fixture.Engine,
        new ContainerOptions { Image = "busybox", Command = ["sh", "-c", "mkdir -p /srv; echo Hello >/srv/index.html; exec httpd -f -p 8080 -h /srv"], Ready = Ready.WhenHttpAnswers(8080) }, Token);
}
