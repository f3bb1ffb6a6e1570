using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>The reaper beside Testcontainers' settings.</summary>
[RequiresEngine]
public sealed class ReaperSpecs
{
    [Fact]
    public async Task Whether_Testcontainers_has_one_is_the_users_to_say_and_it_gets_our_program_in_place_of_the_image_that_it_would_pull()
    {
        var said = TestcontainersSettings.ResourceReaperEnabled;
        await using var engine = await Engine.ConnectAsync(Token);
        TestcontainersSettings.ResourceReaperEnabled.Should().Be(said);
        TestcontainersSettings.ResourceReaperImage!.FullName.Should().StartWith("localhost/infraspecs/reaper:");

        var image = await engine.Images.GetAsync("busybox", Token);
        var container = await engine.StartAsync(engine.NewContainer(image, "reaped").WithCommand("sleep", "60"), Token);
        var labels = (await engine.Client.Containers.InspectContainerAsync(container.Id, Token)).Config!.Labels;
        labels[ResourceReaper.ResourceReaperSessionLabel].Should().NotBe(ResourceReaper.DefaultSessionId.ToString("D"), "it is reaped by its session's label");
        await container.DisposeAsync();
        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }
}
