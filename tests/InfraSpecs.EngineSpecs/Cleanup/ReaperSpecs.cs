using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>Testcontainers' reaper, which is one for the process.</summary>
[RequiresEngine]
public sealed class ReaperSpecs
{
    [Fact]
    public async Task Whether_it_is_on_is_the_users_to_say_and_containers_here_start_and_go_without_it()
    {
        var said = TestcontainersSettings.ResourceReaperEnabled;
        await using var engine = await Engine.ConnectAsync(Token);
        TestcontainersSettings.ResourceReaperEnabled.Should().Be(said);

        var image = await engine.Images.GetAsync("busybox", Token);
        var container = await engine.StartAsync(engine.NewContainer(image, "unreaped").WithCommand("sleep", "60"), Token);
        var labels = (await engine.Client.Containers.InspectContainerAsync(container.Id, Token)).Config!.Labels;
        if (ResourceReaper.IsUnavailable) labels[ResourceReaper.ResourceReaperSessionLabel].Should().NotBe(ResourceReaper.DefaultSessionId.ToString("D"));
        await container.DisposeAsync();
        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }
}
