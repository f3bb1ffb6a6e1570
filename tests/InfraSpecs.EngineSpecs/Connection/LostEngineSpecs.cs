using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>An engine whose connections break while it is used.</summary>
[RequiresEngine]
public sealed class LostEngineSpecs(EngineFixture fixture) : ProxiedSpecs(fixture)
{
    [Theory]
    [InlineData("output")]
    [InlineData("file")]
    [InlineData("wait")]
    [InlineData("matches")]
    [InlineData("events")]
    [InlineData("later")]
    [InlineData("start")]
    [InlineData("builder")]
    public async Task It_is_one_error_with_the_endpoint_wherever_it_is_met(string where)
    {
        var spec = async () =>
        {
            await using var container = await StartSleeperAsync();
            var using_ = where switch
            {
                "output" => ReadAsync(container.ReadOutputAsync(Token)),
                "file" => ReadAsync(container.ReadFileLinesAsync("/none", Token)),
                "wait" => Engine.Client.Containers.WaitContainerAsync(container.Id, Token),
                "matches" => container.WaitForOutputAsync("never", 1, TimeSpan.FromMinutes(5), Token),
                "events" => Engine.Client.System.MonitorEventsAsync(new ContainerEventsParameters(), new Progress<Message>(), Token),
                _ => Task.CompletedTask,
            };
            await container.ExecAsync(["true"], new ExecOptions(), Token); // by now the other one is under way
            Proxy.Cut();
            await using_;
            if (where == "start") await StartSleeperAsync();
            if (where == "builder") await container.StopAsync(Token);
            await container.ExecAsync(["true"], new ExecOptions(), Token);
        };
        var error = (await spec.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).Which;
        error.Endpoint.Should().Be(Proxy.Endpoint.OriginalString);
        error.Message.Should().StartWith($"The Docker engine at {error.Endpoint} was lost: ")
            .And.Contain("It was waited for: ").And.Contain("'infraspecs doctor' lists what is left on it");
    }

    [Fact]
    public async Task A_failure_in_the_spec_is_the_one_that_is_shown()
    {
        var spec = async () =>
        {
            await using var network = await ContainerNetwork.CreateAsync(Engine, new ContainerNetworkOptions { Role = "lost" }, Token);
            await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
            await using var container = await StartSleeperAsync();
            Proxy.Cut();
            throw new InvalidOperationException("the first failure");
        };
        await spec.Should().ThrowAsync<InvalidOperationException>().WithMessage("the first failure");
        var disposal = () => Engine.DisposeAsync().AsTask();
        (await disposal.Should().ThrowAsync<EngineException>("nobody was told of it yet").Where(e => e.Reason == EngineReason.Unavailable))
            .WithMessage("*Not removed: container sleeper-*, container *, network lost-*");
    }

    [Fact]
    public async Task Who_was_told_is_not_told_again_by_the_disposal()
    {
        var spec = async () =>
        {
            await using var engine = await Engine.ConnectAsync(new EngineOptions { Endpoint = Proxy.Endpoint }, Token);
            await using var container = await StartSleeperAsync();
            Proxy.Cut();
            await engine.ListResourcesAsync(Token);
        };
        (await spec.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).WithMessage("*It was waited for: GET *");
    }

    [Fact]
    public async Task One_that_comes_back_is_used_again()
    {
        await using var container = await StartSleeperAsync();
        Proxy.Cut();
        var list = () => Engine.ListResourcesAsync(Token);
        await list.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable);
        Proxy.Pass();
        (await list()).Containers.Should().ContainSingle();
    }

    private static async Task ReadAsync(IAsyncEnumerable<LogLine> lines)
    {
        await foreach (var _ in lines) continue;
    }
}
