using System.Text.Json.Serialization;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Cli;

/// <summary>What the doctor saw of an engine, with nothing changed. Sizes are in bytes.</summary>
/// <param name="Engine">Which engine, and why this one.</param>
/// <param name="Machine">What it runs on.</param>
/// <param name="Kept">What is on it.</param>
/// <param name="Features">What it can do, in the order of <see cref="EngineFeatures"/>; null where that was not tried.</param>
/// <param name="Left">What dead sessions left: "volume data-5b1f3c2a".</param>
/// <param name="Unjudged">What sessions have of which it cannot be known from here whether they live.</param>
/// <param name="Found">What should be seen to; with any the command ends with 1.</param>
internal sealed record DoctorReport(
    DoctorReport.EngineFacts Engine, DoctorReport.MachineFacts Machine, DoctorReport.KeptCounts Kept, IReadOnlyList<DoctorReport.FeatureFacts>? Features,
    IReadOnlyList<string> Left, IReadOnlyList<string> Unjudged, IReadOnlyList<string> Found)
{
    private const long LittleDisk = 2_000_000_000;
    private const long LittleMemory = 1_000_000_000;

    public static async Task<DoctorReport> ReadAsync(Engine engine, bool tries, CancellationToken token)
    {
        var (info, version) = (await engine.Client.System.GetSystemInfoAsync(token), await engine.Client.System.GetVersionAsync(token));
        var (left, kept) = (await engine.ListLeftAsync(token), await KeptFacts.ReadAsync(engine, token));
        var others = TestcontainersSettings.OS.DockerEndpointAuthConfig?.Endpoint;
        var components = (version.Components ?? []).Select(it => $"{it.Name} {it.Version.Split('\n')[0]}").ToList();
        var isHere = engine.Endpoint.Scheme is "unix" or "npipe" && Directory.Exists(info.DockerRootDir);
        var machine = new MachineFacts(
            $"{info.OperatingSystem} {info.OSVersion}".Trim(), info.KernelVersion, info.Architecture, info.NCPU, info.MemTotal, isHere ? FreeMemory() : null,
            info.DockerRootDir, isHere ? FreeDisk(info.DockerRootDir) : null,
            info.Driver, info.CgroupVersion ?? "1", (info.SecurityOptions ?? []).Any(it => it.Contains("rootless", StringComparison.Ordinal)));
        var facts = new EngineFacts(
            components.Any(it => it.StartsWith("Podman", StringComparison.Ordinal)) ? "Podman" : "Docker", engine.Version, $"{engine.ApiVersion}", engine.Endpoint.OriginalString,
            engine.NamedBy, others == engine.Endpoint || engine.Endpoint.Scheme == EngineFacts.Ssh ? null : others?.OriginalString, [.. components.Skip(1)]);
        return new DoctorReport(
            facts, machine, new KeptCounts(info.Images, kept.Images.Count, kept.Images.Sum(it => it.Bytes ?? 0), info.Containers, info.ContainersRunning), tries ? await TryAsync(engine, token) : null,
            [.. left.OfDeadSessions.Select(it => $"{it}")], [.. left.Unjudged.Select(it => $"{it}")], [.. Findings(left, machine)]);
    }

    private static IEnumerable<string> Findings(LeftResources left, MachineFacts machine)
    {
        if (left.OfDeadSessions.Count > 0) yield return $"{FailureText.Count(left.OfDeadSessions.Count, "thing")} left by dead sessions; 'infraspecs sweep' removes them";
        if (machine.FreeDisk < LittleDisk) yield return $"{Amounts.Size(machine.FreeDisk.Value)} free at {machine.Root}; 'docker system prune' and 'infraspecs sweep --golden' make room";
        if (machine.FreeMemory < LittleMemory) yield return $"{Amounts.Size(machine.FreeMemory.Value)} of memory free; a node of a cluster takes some 100 MB, a MySQL server 400 MB";
    }

    private static async Task<IReadOnlyList<FeatureFacts>> TryAsync(Engine engine, CancellationToken token)
    {
        var report = await engine.GetFeaturesAsync(token);
        return [.. Enum.GetValues<EngineFeatures>().Where(it => it != EngineFeatures.None).Select(it => FeatureFacts.Of(it, report.Missing.GetValueOrDefault(it)))];
    }

    private static long? FreeDisk(string root) => new DriveInfo(root).AvailableFreeSpace;

    /// <summary>What the kernel says can be had without swapping (proc(5), MemAvailable); null elsewhere than on Linux.</summary>
    private static long? FreeMemory()
    {
        const string memory = "/proc/meminfo";
        var line = File.Exists(memory) ? File.ReadLines(memory).FirstOrDefault(it => it.StartsWith("MemAvailable:", StringComparison.Ordinal)) : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] && long.TryParse(kilobytes, out var many) ? many * 1024 : null;
    }

    /// <param name="Product">"Docker" or "Podman".</param>
    /// <param name="Version">Its own version.</param>
    /// <param name="Api">The newest API that it names.</param>
    /// <param name="Endpoint">Its address.</param>
    /// <param name="NamedBy">What named it; null where nothing did.</param>
    /// <param name="TestcontainersUses">The address that Testcontainers' own builders use, where that is another.</param>
    /// <param name="Parts">"runc 1.1.5".</param>
    internal sealed record EngineFacts(string Product, string Version, string Api, string Endpoint, string? NamedBy, string? TestcontainersUses, IReadOnlyList<string> Parts)
    {
        public const string Ssh = "ssh";

        [JsonIgnore]
        public bool IsBehindSsh => Endpoint.StartsWith(Ssh + ":", StringComparison.Ordinal);
    }

    /// <param name="System">"Debian GNU/Linux 13".</param>
    /// <param name="Kernel">Its version.</param>
    /// <param name="Architecture">"x86_64".</param>
    /// <param name="Cpus">How many.</param>
    /// <param name="Memory">All of it.</param>
    /// <param name="FreeMemory">What can be had; null of another machine.</param>
    /// <param name="Root">Where the engine keeps things.</param>
    /// <param name="FreeDisk">What is free there; null of another machine.</param>
    /// <param name="Storage">"overlay2".</param>
    /// <param name="Cgroup">"1" or "2".</param>
    /// <param name="IsRootless">The engine is no root of its machine.</param>
    internal sealed record MachineFacts(
        string System, string Kernel, string Architecture, long Cpus, long Memory, long? FreeMemory, string Root, long? FreeDisk, string Storage, string Cgroup, bool IsRootless);

    internal sealed record KeptCounts(long Images, int BuiltHere, long BuiltHereBytes, long Containers, long Running);

    /// <param name="Name">The feature's.</param>
    /// <param name="IsThere">It worked when it was tried.</param>
    /// <param name="Why">What was seen instead.</param>
    /// <param name="Costs">What specs cannot do without it.</param>
    /// <param name="Get">How to get it.</param>
    internal sealed record FeatureFacts(string Name, bool IsThere, string? Why, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Costs,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Get)
    {
        public static FeatureFacts Of(EngineFeatures feature, string? missing) => missing is null ? new($"{feature}", true, null, null, null) : feature switch
        {
            EngineFeatures.Privileged => new($"{feature}", false, missing, "no Swarm clusters, whose nodes are engines in containers", "use an engine that runs as root and allows privileged containers"),
            EngineFeatures.BindMounts => new($"{feature}", false, missing, "no folders of this machine in containers; volumes and copied files work", "use an engine on this machine, or copy files in"),
            EngineFeatures.Overlay => new($"{feature}", false, missing, "no overlay networks, so no Swarm of more than one node", "load the kernel's module vxlan on the engine's machine, as root, without user namespaces"),
            EngineFeatures.NetworkFaults => new($"{feature}", false, missing, "no delay, loss or other faults on networks; kill, pause and disconnect work",
                "load the kernel's modules nf_tables and nfnetlink_queue on the engine's machine, Linux 5.12 or later, and let containers have CAP_NET_ADMIN"),
            EngineFeatures.ProcessTracing => new($"{feature}", false, missing, "no faults of disks and no processes that hang; kill, pause and faults of networks work",
                "use Linux 5.6 or later, let containers have CAP_SYS_PTRACE, and set kernel.yama.ptrace_scope below 3"),
            _ => new($"{feature}", false, missing, "no virtual addresses and no ingress ports in a Swarm; 'mode: host' and 'endpoint_mode: dnsrr' work",
                "load the kernel's module ip_vs on the engine's machine, as root: modprobe ip_vs"),
        };
    }
}
