using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>
/// What a registry says of a service's image. Nodes that are given a tag alone may each run another image, and without its platforms the scheduler chooses nodes
/// that cannot run it. The engine's CLI asks a manager for both before it creates a service, the API does not.
/// </summary>
/// <param name="Image">"name:tag@sha256:…"; as it was given if no registry knows it, as the CLI has it.</param>
/// <param name="Platforms">What it is made for; empty where that is not known.</param>
internal sealed record ImagePin(string Image, IReadOnlyList<SwarmPlatform> Platforms)
{
    // A registry that a manager cannot reach is not worth a longer wait; the nodes have their own say.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    public static async Task<ImagePin> ResolveAsync(Cluster cluster, string image, CancellationToken token)
    {
        var parts = ImageName.Split(image).OrLatest();
        var name = parts.Digest is null ? $"{parts}" : $"{parts with { Tag = null }}";
        if (cluster.AccountFor(name) is not null) return Pin(image, await AskRegistryAsync(cluster.Registry, name, token));
        using var deadline = new CancellationTokenSource(Within, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            var said = await cluster.Client.Distribution.InspectAsync(name, linked.Token);
            return Pin(image, (said.Descriptor.Digest, (said.Platforms ?? []).Select(it => ((string?)it.OS, (string?)it.Architecture))));
        }
        catch (DockerApiException)
        {
            return new ImagePin(image, []);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new ImagePin(image, []);
        }
    }

    /// <summary>The manager has no way to ask with an account; the registry of our own can be asked itself.</summary>
    private static async Task<(string Digest, IEnumerable<(string?, string?)> Platforms)?> AskRegistryAsync(RegistryServer registry, string name, CancellationToken token) =>
        await registry.FindManifestAsync(name[(registry.InternalAddress.Length + 1)..], token) is { } found
            ? (found.Digest, found.Platforms.Select(it => it.Split('/')).Select(it => ((string?)it[0], it.ElementAtOrDefault(1))))
            : null;

    private static ImagePin Pin(string image, (string Digest, IEnumerable<(string? System, string? Architecture)> Platforms)? found) => found is not { } known
        ? new ImagePin(image, [])
        : new ImagePin(
            ImageName.Split(image).OrLatest() is { Digest: null } parts ? $"{parts with { Digest = known.Digest }}" : image,
            [.. known.Platforms.Select(it => new SwarmPlatform { OS = it.System ?? "", Architecture = Architecture(it.Architecture) })]);

    // As the CLI has it: nodes say "armv7l" where images say "arm", and the scheduler does not know that these are one. Empty means any.
    private static string Architecture(string? name) => string.Equals(name, "arm", StringComparison.OrdinalIgnoreCase) ? "" : name ?? "";
}
