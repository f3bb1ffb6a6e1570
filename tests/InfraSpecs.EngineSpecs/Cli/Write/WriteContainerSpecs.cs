using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Write;

/// <summary><c>infraspecs write</c> of a running container that this process knows nothing of, as compose would have started it.</summary>
[RequiresEngine]
public sealed class WriteContainerSpecs(EngineFixture fixture) : IAsyncDisposable
{
    private readonly string _name = $"specs-written-{Guid.NewGuid():N}";

    [Fact]
    public async Task Its_class_is_green_and_each_claim_is_red_when_the_container_is_another()
    {
        using var project = new WrittenProject();
        var port = FreePort();
        await ImageAsync("CMD httpd -f -p 8080 -h /srv");
        const string script = "mkdir -p /srv; echo hi >/srv/index.html; nc -ll -p 5432 -e cat & exec httpd -f -p 8080 -h /srv";
        await StartAsync(script, port, "test -e /srv", [$"{_name}:/data:ro", "/etc/hostname:/etc/host:ro"], "/scratch");
        var (code, output, error) = await WrittenProject.WriteAsync(_name, "-o", project.At("Specs.cs"));
        code.Should().Be(0, error);
        error.Should().Be("left out: that it listens on 53/udp, because only TCP can be asked\nleft out: that it listens on 9000/tcp, because it is not published\n");
        project.Read("Specs.cs").Should().Contain($"It_publishes_port_8080_as_{port}").And.Contain("It_answers_on_port_8080_with_200").And.Contain("It_listens_on_port_5432")
            .And.Contain("It_is_healthy").And.Contain($"ContainerMount.Volume(\"{_name}\", \"/data\", readOnly: true)")
            .And.Contain("ContainerMount.Bind(\"/etc/hostname\", \"/etc/host\", readOnly: true)").And.Contain("ContainerMount.Tmpfs(\"/scratch\")");
        await project.BuildAsync();
        var (passed, failed, said) = await project.RunAsync();
        failed.Should().BeEmpty(said);
        output.Should().Be($"{project.At("Specs.cs")}: {passed.Count} specs of container {_name}\n");

        await RemoveAsync();
        await ImageAsync("USER 1001\nENTRYPOINT [\"/none\"]\nCMD [\"x\"]\nENV PATH=/none PASSWORD=hunter2secret");
        await StartAsync("exec sleep 600", FreePort(), "false", [], null, await fixture.Engine.Images.GetAsync("busybox", Token));
        (passed, failed, said) = await project.RunAsync();
        // Nothing of this image can be told from there: what it is of is a static program, wherever it runs.
        passed.Select(it => it.Split('.')[^1]).Should().BeSubsetOf(["It_runs_elsewhere"], said);
        failed.Should().HaveCountGreaterThan(10);

        await RemoveAsync();
        (passed, _, said) = await project.RunAsync();
        passed.Should().OnlyContain(it => it.Contains("ImageSpecs"));
        said.Should().Contain($"There is no container {_name} on the engine at ");
    }

    [Fact]
    public async Task One_that_has_ended_is_told_with_its_image()
    {
        await ImageAsync("CMD false");
        await StartAsync("exit 3", FreePort(), null, [], null);
        await fixture.Engine.Client.Containers.WaitContainerAsync(_name, Token);
        var (code, output, error) = await WrittenProject.WriteAsync(_name);
        (code, output).Should().Be((2, ""));
        error.Should().Be($"The container {_name} has ended with exit code 3, so that nothing can be said of it.\n  What to do: start it, or name its image: {_name}:1.\n");
    }

    [Fact]
    public async Task One_whose_name_is_nearly_said_is_named()
    {
        await ImageAsync("CMD false");
        await StartAsync("sleep 600", FreePort(), null, [], null);
        (await WrittenProject.WriteAsync(_name + "x")).Error.Should().StartWith($"There is no file, no container and no image {_name}x; did you mean the container {_name}?\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (fixture.UnavailableReason is not null) return;
        await RemoveAsync();
        await TryAsync(() => fixture.Engine.Client.Volumes.RemoveAsync(_name, force: true, CancellationToken.None));
        await TryAsync(() => fixture.Engine.Client.Images.DeleteImageAsync($"{_name}:1", new ImageDeleteParameters { Force = true }, CancellationToken.None));
    }

    private async Task ImageAsync(string rest)
    {
        var built = await InlineImage.BuildAsync(fixture.Engine, "written", $"FROM {await fixture.Engine.Images.GetAsync("busybox", Token)}\n{rest}\n", Token);
        await fixture.Engine.Client.Images.TagImageAsync(built, new ImageTagParameters { RepositoryName = _name, Tag = "1" }, Token);
    }

    private async Task StartAsync(string script, int port, string? check, IList<string> binds, string? memory, string? image = null)
    {
        await fixture.Engine.Client.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Name = _name, Image = image ?? $"{_name}:1", Entrypoint = ["sh", "-c", script],
            Healthcheck = check is null ? null : new HealthcheckConfig { Test = ["CMD-SHELL", check], Interval = TimeSpan.FromSeconds(0.5) },
            ExposedPorts = new Dictionary<string, EmptyStruct> { ["8080/tcp"] = default, ["5432/tcp"] = default, ["9000/tcp"] = default, ["53/udp"] = default },
            HostConfig = new HostConfig
            {
                Binds = binds,
                Tmpfs = memory is null ? null : new Dictionary<string, string> { [memory] = "" },
                PortBindings = new Dictionary<string, IList<PortBinding>>
                {
                    ["8080/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = $"{port}" }],
                    ["5432/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = "" }],
                    ["53/udp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = "" }],
                },
            },
        }, Token);
        await fixture.Engine.Client.Containers.StartContainerAsync(_name, new ContainerStartParameters(), Token);
        if (check is not null and not "false") await (await fixture.Engine.HoldAsync(_name, Token)).WaitUntilAsync(Ready.WhenHealthy, TimeSpan.FromSeconds(30), Token);
    }

    private Task RemoveAsync() => TryAsync(() => fixture.Engine.Client.Containers.RemoveContainerAsync(_name, new ContainerRemoveParameters { Force = true }, CancellationToken.None));

    private static async Task TryAsync(Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (DockerApiException)
        {
            // There is none.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
