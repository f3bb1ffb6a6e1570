using System.Text.RegularExpressions;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What a leader could not give a task, in words that a user knows: it names networks by their IDs.</summary>
internal static partial class AllocationFailure
{
    /// <param name="task">A task that is new.</param>
    /// <param name="said">"failed to allocate network IP for task … network …: could not find an available IP".</param>
    /// <param name="networks">Those of the cluster.</param>
    public static TaskFacts Tell(TaskFacts task, string said, IReadOnlyList<NetworkResponse> networks)
    {
        if (!said.Contains("available IP", StringComparison.Ordinal)) return task with { Told = said };
        var id = Network().Match(said).Groups[1].Value;
        var found = networks.FirstOrDefault(it => it.ID == id);
        var subnets = found?.IPAM?.Config?.Select(it => it.Subnet).OfType<string>().ToList() ?? [];
        return task with
        {
            Told = $"network {found?.Name ?? id}{(subnets.Count > 0 ? $" ({string.Join(", ", subnets)})" : "")} has no free address: could not find an available IP",
            Advice = "give the network a larger subnet (ipam in a stack file, --subnet of the docker command), or fewer services and tasks: each service takes an address, each task one, and each node with tasks one.",
        };
    }

    [GeneratedRegex(@"network ([0-9a-z]{20,})")]
    private static partial Regex Network();
}
