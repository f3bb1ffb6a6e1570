using DotNet.Testcontainers.Builders;

namespace InfraSpecs;

/// <summary>Finds out what an engine offers by trying it in helper containers, which are gone afterwards.</summary>
public static class EngineFeatureProbe
{
    private static readonly string[] ATable = ["once", "table=infraspecs-probe", "in", "out"];

    /// <summary>What the engine can do, found by trying it in a helper container; asked once.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Ends the attempt.</param>
    public static Task<EngineFeatureReport> GetFeaturesAsync(this Engine engine, CancellationToken token) =>
        engine.Keep(it => new Memo<EngineFeatureReport>(stop => RunAsync(it, stop), it.Closing)).GetAsync(token);

    private static async Task<EngineFeatureReport> RunAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("base", token);
        var privileged = PrivilegedAsync(engine, image, token);
        var bindMounts = BindMountsAsync(engine, image, token);
        var faults = HelperAsync(engine, FaultProgram.OfNetworks, [[.. ATable, "delay=1", "duplicate=1", "peer=4:0a000001/32", "port=80"], [.. ATable, "reset"]], token);
        var tracing = HelperAsync(engine, FaultProgram.OfProcesses, [["once", "path=/dev/shm", "full"]], token);
        var found = new List<(EngineFeatures Feature, string? Missing)>(await privileged)
        {
            (EngineFeatures.BindMounts, await bindMounts), (EngineFeatures.NetworkFaults, await faults), (EngineFeatures.ProcessTracing, await tracing),
        };
        return new EngineFeatureReport(
            found.Where(it => it.Missing is null).Aggregate(EngineFeatures.None, (all, it) => all | it.Feature),
            found.Where(it => it.Missing is not null).ToDictionary(it => it.Feature, it => it.Missing!));
    }

    /// <summary>A privileged container tries what only the kernel can say: a VXLAN link, and the netlink family of IPVS.</summary>
    private static async Task<IReadOnlyList<(EngineFeatures, string?)>> PrivilegedAsync(Engine engine, string image, CancellationToken token)
    {
        Container container;
        try
        {
            container = await engine.StartAsync(NewProbe(engine, image).WithPrivileged(true), token);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            var reason = WhyNot(e);
            var without = $"it needs a privileged container, and {reason}";
            return [(EngineFeatures.Privileged, reason), (EngineFeatures.Overlay, without), (EngineFeatures.RoutingMesh, without)];
        }

        await using var probe = container;
        var all = TryAsync("ip", "link", "add", "dummy-probe", "type", "bridge");
        var vxlan = TryAsync("ip", "link", "add", "vxlan-probe", "type", "vxlan", "id", "42", "dstport", "4789");
        var ipvs = TryAsync("genl", "ctrl", "get", "name", "IPVS");
        return
        [
            (EngineFeatures.Privileged, await all),
            (EngineFeatures.Overlay, await vxlan is { } noVxlan ? $"its kernel makes no VXLAN link: {noVxlan}" : null),
            (EngineFeatures.RoutingMesh, await ipvs is { } noIpvs ? $"its kernel has no IPVS: {noIpvs}" : null),
        ];

        async Task<string?> TryAsync(params string[] command)
        {
            var outcome = await container.ExecAsync(command, token);
            if (outcome.ExitCode == 0) return null;
            var said = $"{outcome.Error}\n{outcome.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return said.FirstOrDefault() ?? $"'{string.Join(' ', command)}' exited {outcome.ExitCode}";
        }
    }

    /// <summary>A container reads back what was just written here.</summary>
    private static async Task<string?> BindMountsAsync(Engine engine, string image, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-");
        try
        {
            var secret = engine.Session.Id.ToString();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "probe"), secret, token);
            await using var container = await engine.StartAsync(NewProbe(engine, image).WithBindMount(folder.FullName, "/mnt"), token);
            var read = await container.ExecAsync(["cat", "/mnt/probe"], token);
            return read.Output == secret ? null : $"a container does not see what this machine writes to {folder.FullName}; the engine is elsewhere";
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            return WhyNot(e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A container breaks a network or processes of its own, in every way that needs something of the kernel, and heals it.</summary>
    private static async Task<string?> HelperAsync(Engine engine, FaultProgram program, string[][] faults, CancellationToken token)
    {
        try
        {
            foreach (var fault in faults)
            {
                var (isDone, said) = await FaultHelper.RunAsync(engine, program, null, fault, token);
                if (!isDone) return said;
            }

            return null;
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            return WhyNot(e);
        }
    }

    private static ContainerBuilder NewProbe(Engine engine, string image) =>
        engine.NewContainer(image, "probe").WithEntrypoint("sleep").WithCommand("60");

    private static string WhyNot(ContainerException e)
    {
        // One line, or a heading and the line below it: "setting up Pasta: pasta failed with exit code 1:".
        var lines = EngineMessage.Of(e.InnerException!).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return $"the engine did not start one: {string.Join(' ', lines.Take(lines[0].EndsWith(':') ? 2 : 1))}";
    }
}
