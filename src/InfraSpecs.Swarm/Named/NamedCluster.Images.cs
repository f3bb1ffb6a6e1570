using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <content>Images.</content>
public sealed partial class NamedCluster
{
    private const int RegistryPort = 5000;

    /// <summary>Gives an image to the cluster's registry, once, and to all nodes that run, which pull it side by side.</summary>
    /// <param name="image">An image source by name, or a reference, which this engine has or can pull.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The name by which the nodes know it.</returns>
    /// <exception cref="ImageException">The image cannot be had.</exception>
    /// <exception cref="ClusterException">The registry does not take it, or a node could not pull it.</exception>
    public Task<string> LoadAsync(string image, CancellationToken token) => LoadAsync(image, _ => true, token);

    /// <summary>Gives an image to the cluster's registry, and to some of the nodes that run.</summary>
    /// <param name="image">An image source by name, or a reference, which this engine has or can pull.</param>
    /// <param name="onto">Which nodes.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <inheritdoc cref="LoadAsync(string, CancellationToken)" path="/*[not(self::param)]"/>
    public async Task<string> LoadAsync(string image, Func<NamedNode, bool> onto, CancellationToken token)
    {
        var source = await _engine.Images.GetAsync(image, token);
        var name = _engine.Images.Sources.Contains(image) ? new ImageName(null, $"example/{image}", "latest", null) : ImageName.Parse(image).OrLatest();
        var own = name is { Registry: null } && !name.Repository.Contains('/') ? name with { Repository = $"library/{name.Repository}" } : name;
        var tag = own.Tag ?? "latest";
        await PushAsync(source, own.Repository, tag, token);
        var nodes = await ReadNodesAsync(token);
        await Task.WhenAll(nodes.Where(it => it.IsRunning && onto(it)).Select(it => PullAsync(it, $"registry:{RegistryPort}/{own.Repository}:{tag}", $"{name.FullRepository}:{tag}", token)));
        return $"{name.FullRepository}:{tag}";
    }

    private async Task PushAsync(string source, string repository, string tag, CancellationToken token)
    {
        if (Roles.FirstOrDefault(it => it.Role == RegistryRole) is not { Id: { } id } || await FindAsync(id, token) is not { State.Running: true } registry)
            throw ClusterException.PullRefused("registry", $"{repository}:{tag}", "the cluster's registry does not run", null);
        var there = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{PortOf(registry, RegistryPort)}/{repository}");
        var failure = new FirstError();
        // Not cancelled: a request under way may leave a name that nobody takes back.
        await _engine.Client.Images.TagImageAsync(source, new ImageTagParameters { RepositoryName = there, Tag = tag }, CancellationToken.None);
        try
        {
            await _engine.Client.Images.PushImageAsync(there, new ImagePushParameters { Tag = tag }, null, failure, token);
        }
        finally
        {
            await _engine.Client.Images.DeleteImageAsync($"{there}:{tag}", new ImageDeleteParameters(), CancellationToken.None);
        }

        if (failure.Said is { } said) throw ClusterException.PullRefused("registry", $"{repository}:{tag}", said, null);
    }

    private async Task PullAsync(NamedNode node, string reference, string own, CancellationToken token)
    {
        foreach (string[] command in new string[][] { ["docker", "pull", "--quiet", reference], ["docker", "tag", reference, own] })
        {
            var outcome = await ContainerCommand.ExecAsync(_engine.Client, node.ContainerId, command, new ExecOptions(), token);
            if (outcome.ExitCode != 0) throw ClusterException.PullRefused(node.Name, reference, FailureText.Complaint(outcome.Error.Split('\n')) ?? outcome.Error.Trim(), null);
        }
    }
}
