using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Swarm;

/// <summary>How the parts of a kept cluster are found again: fixed names, and labels with the cluster's name and key. They carry no session's labels, so
/// that no session's end and no sweep takes them.</summary>
/// <param name="name">The name that <see cref="SwarmCluster.ReuseAsync"/> was given.</param>
/// <param name="key">What the cluster depends on, as a short text.</param>
internal sealed partial class ReuseMark(string name, string key)
{
    public const string NameLabel = "infraspecs.reuse";
    public const string KeyLabel = "infraspecs.reuse.key";

    private const string Nobody = "kept";

    public IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string> { [NameLabel] = name, [KeyLabel] = key };

    private string NetworkName => $"infraspecs-{name}";

    public static string LockName(string name) => $"infraspecs-{name}-lock";

    public static bool IsNamedWell(string name) => Good().IsMatch(name);

    public string ContainerName(string role) => $"infraspecs-{name}-{role}";

    /// <summary>The same builder makes the container, or finds the one that an equal builder made (Testcontainers' reuse, by a hash of what was asked
    /// for; resource mappings are no part of that, and only given to a new one).</summary>
    public ContainerBuilder Mark(ContainerBuilder builder, string role) => builder
        .WithName(ContainerName(role))
        // The hash has labels too, and each session has its own.
        .WithLabel(Session.IdLabel, Nobody)
        .WithLabel(Session.OwnerLabel, Nobody)
        .WithLabel(Session.ReaperLabel, Nobody)
        .WithLabel(Labels)
        .WithReuse(true)
        .WithCreateParameterModifier(create =>
        {
            create.Labels.Remove(Session.IdLabel);
            create.Labels.Remove(Session.OwnerLabel);
            create.Labels.Remove(Session.ReaperLabel);
            create.Labels.Remove(ResourceReaper.ResourceReaperSessionLabel);
        });

    public void Mark(NetworksCreateParameters network) => (network.Name, network.Labels) = (NetworkName, Labels.ToDictionary());

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,39}$")]
    private static partial Regex Good();
}
