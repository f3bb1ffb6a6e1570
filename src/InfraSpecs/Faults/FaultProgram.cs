using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>A program that breaks a container from beside it: it runs in a container that shares a namespace with the broken one, and has the rights that it needs, and no other.</summary>
internal sealed class FaultProgram
{
    private const string FailsToFindFolder = Failed + "to find the folder";

    /// <summary>How the line begins by which a program says why it ends.</summary>
    public const string Failed = "failed ";

    /// <summary>Breaks a network, by rules of its packet filter.</summary>
    public static FaultProgram OfNetworks { get; } = new("netfault")
    {
        Subject = "network", Rights = ["NET_ADMIN"], Feature = "NetworkFaults", Shares = "a network", Left = "its rules are still there",
        Join = (host, id) => host.NetworkMode = id is null ? "none" : $"container:{id}",
        Causes = new Dictionary<string, string>
        {
            ["1"] = "not permitted: the engine gives no container the right CAP_NET_ADMIN",
            ["2"] = "the kernel has neither nftables' queue nor iptables' NFQUEUE",
            ["22"] = Unknown,
            ["93"] = "the kernel has no nftables",
            ["95"] = Unknown,
        },
    };

    /// <summary>Breaks what processes do, by tracing them. A process is traced by one only, so there is one such fault at a time.</summary>
    public static FaultProgram OfProcesses { get; } = new("tracefault")
    {
        Subject = "processes", Rights = ["SYS_PTRACE", "DAC_READ_SEARCH"], Feature = "ProcessTracing", Shares = "processes", Left = "its processes are still traced",
        IsAlone = true,
        Join = (host, id) =>
        {
            host.NetworkMode = "none";
            if (id is not null) host.PidMode = $"container:{id}";
        },
        Causes = new Dictionary<string, string> { ["1"] = "not permitted: a debugger traces it, or the engine's machine lets no container trace, by a security module or kernel.yama.ptrace_scope" },
    };

    private const string Unknown = "the kernel does not know it; tables that end with their owner came with Linux 5.12";

    private FaultProgram(string name) => (Name, Image) = (name, new ProgramImage(name));

    /// <summary>The program's.</summary>
    public string Name { get; }

    /// <summary>What of a container it breaks: "network".</summary>
    public required string Subject { get; init; }

    /// <summary>What a container has anew when it is started again: "a network".</summary>
    public required string Shares { get; init; }

    /// <summary>What is said where it is not healed.</summary>
    public required string Left { get; init; }

    /// <summary>The capabilities that it needs.</summary>
    public required IReadOnlyList<string> Rights { get; init; }

    /// <summary>The name of the feature that an engine must offer.</summary>
    public required string Feature { get; init; }

    /// <summary>A container has one of these at a time.</summary>
    public bool IsAlone { get; init; }

    /// <summary>How its container comes beside the one with this ID; null is none.</summary>
    public required Action<HostConfig, string?> Join { get; init; }

    /// <summary>What an error's number is most often.</summary>
    public required IReadOnlyDictionary<string, string> Causes { get; init; }

    /// <summary>What its container is made of.</summary>
    public ProgramImage Image { get; }

    public static FaultProgram Named(string? name) => name == OfProcesses.Name ? OfProcesses : OfNetworks;

    /// <summary>Whether the folder that it was to break is not there.</summary>
    public static bool LacksFolder(string said) => said.StartsWith(FailsToFindFolder, StringComparison.Ordinal);

    /// <summary>"failed to make the rules, error 95": what that number is most often.</summary>
    public string Sentence(string said)
    {
        var why = said.StartsWith(Failed, StringComparison.Ordinal) ? $"the helper failed {said[Failed.Length..]}" : said;
        return Causes.TryGetValue(said.Split(' ')[^1], out var cause) ? $"{why} ({cause})" : why;
    }
}
