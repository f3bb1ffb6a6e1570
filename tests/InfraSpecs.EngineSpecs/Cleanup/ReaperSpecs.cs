using Docker.DotNet.Models;
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

    [Fact]
    public async Task It_has_the_engines_socket_and_no_right_beside()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        await using var container = await engine.StartAsync(engine.NewContainer(await engine.Images.GetAsync("busybox", Token), "reaped").WithCommand("sleep", "60"), Token);
        IDictionary<string, IDictionary<string, bool>> mine = new Dictionary<string, IDictionary<string, bool>>
        {
            ["label"] = new Dictionary<string, bool> { [$"infraspecs.reaper.id={engine.Session.ResourceLabels[Session.ReaperLabel]}"] = true },
        };
        var listed = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { Filters = mine }, Token);
        var reaper = await engine.Client.Containers.InspectContainerAsync(listed.Should().ContainSingle("there is one for all connections of the process").Which.ID, Token);
        var host = reaper.HostConfig!;
        host.Privileged.Should().BeFalse();
        host.CapDrop.Should().Equal("ALL");
        host.ReadonlyRootfs.Should().BeTrue();
        host.NetworkMode.Should().Be("none");
        host.RestartPolicy.Name.Should().Be(RestartPolicyKind.UnlessStopped);
        reaper.Mounts.Should().ContainSingle().Which.Destination.Should().Be("/var/run/docker.sock");
        reaper.Config!.Env.Should().Contain(it => it.StartsWith("INFRASPECS_REAPER_FILTERS=label=infraspecs.reaper=", StringComparison.Ordinal), "it is to know its work after a restart");
        (await engine.ListResourcesAsync(Token)).All.Should().NotContain(it => it.Id == reaper.ID, "it is none of the session's things");
    }
}
