using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>Debian's Podman in a container, by its address. Its image takes half a minute the first time, and is kept.</summary>
public class PodmanEngine(EngineFixture fixture) : IAsyncLifetime
{
    // What a container may have open is bounded by what the container around it may; and there is no systemd.
    private const string Dockerfile = """
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y --no-install-recommends podman crun netavark aardvark-dns ca-certificates nftables uidmap passt && rm -rf /var/lib/apt/lists/*
        RUN printf '%s\n' '[containers]' 'default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]' '[engine]' 'cgroup_manager = "cgroupfs"' 'events_logger = "file"' > /etc/containers/containers.conf
        RUN useradd --create-home --uid 1000 jo && echo jo:100000:65536 | tee /etc/subuid > /etc/subgid && install -d -o jo /home/jo/.local /home/jo/.local/share /home/jo/.local/share/containers
        VOLUME /var/lib/containers /home/jo/.local/share/containers
        """;

    private Container? _machine;

    /// <summary>What its service is started by.</summary>
    protected virtual IReadOnlyList<string> Before => [];

    public Engine Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var image = await InlineImage.BuildAsync(fixture.Engine, "podman", Dockerfile, Token);
        _machine = await fixture.Engine.StartAsync(
            fixture.Engine.NewContainer(image, "podman").WithPrivileged(true).WithCreateParameterModifier(it => it.HostConfig!.CgroupnsMode = "host")
                .WithCommand([.. Before, "podman", "system", "service", "--time=0", "tcp://0.0.0.0:2375"]),
            Token);
        Engine = await _machine.WaitUntilAsync("its engine", ConnectAsync, TimeSpan.FromSeconds(60), Token);
        foreach (var source in (string[])["base", "busybox"]) await CarryAsync(source);
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null) await Engine.DisposeAsync();
        if (_machine is not null) await _machine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>It has no way to packages of its own. What an image source is named by depends on the one that it begins with.</summary>
    private async Task CarryAsync(string source)
    {
        var image = await fixture.Engine.Images.GetAsync(source, Token);
        await using var archive = await fixture.Engine.Client.Images.SaveImageAsync(image, Token);
        await Engine.Client.Images.LoadImageAsync(new() { Quiet = true }, archive, new Progress<JSONMessage>(), Token);
    }

    private async ValueTask<Probe<Engine>> ConnectAsync(CancellationToken token)
    {
        try
        {
            return Probe.Ready(await Engine.ConnectAsync(new EngineOptions { Endpoint = new Uri($"tcp://{_machine!.Testcontainer.IpAddress}:2375") }, token));
        }
        catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
        {
            return Probe.NotYet<Engine>(e.Message);
        }
    }
}

/// <summary>The same as a user of that machine, who is no root of it.</summary>
public sealed class RootlessPodmanEngine(EngineFixture fixture) : PodmanEngine(fixture)
{
    // A container's own devices are root's alone, and a user's network is made with one of them.
    private const string AsUser = "chmod 666 /dev/net/tun /dev/fuse && install -d -o jo /run/user/1000 && exec runuser -u jo -- env HOME=/home/jo XDG_RUNTIME_DIR=/run/user/1000 \"$@\"";

    protected override IReadOnlyList<string> Before => ["sh", "-c", AsUser, "sh"];
}
