using System.Globalization;

namespace InfraSpecs.Registry;

/// <summary>What was found when all that an image is made of was read in a registry: its manifests, configurations and layers.</summary>
public sealed record ImageCheck
{
    /// <summary>The registry's name.</summary>
    public required string Registry { get; init; }

    /// <summary>The name that it was asked for by: "example/echo:latest".</summary>
    public required string Name { get; init; }

    /// <summary>The manifest's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The number of manifests that were read: one, or an index and all that it names.</summary>
    public required int Manifests { get; init; }

    /// <summary>The number of configurations and layers that were read, each once.</summary>
    public required int Blobs { get; init; }

    /// <summary>The number of bytes that these have.</summary>
    public required long Bytes { get; init; }

    /// <summary>What is missing or not what a manifest says, a sentence each; empty for an image that is whole.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What could not be looked at: layers that the registry does not store, and digests of an unknown kind.</summary>
    public required IReadOnlyList<string> NotJudged { get; init; }

    /// <summary>Everything is there and is what the manifests say.</summary>
    public bool IsWhole => Problems.Count == 0;

    /// <summary>A line for what was read, and one for each problem.</summary>
    public override string ToString() => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"{Name}@{Digest}: {Manifests} manifest(s), {Blobs} blob(s) of {Bytes:N0} bytes were read"),
        .. Problems.Select(problem => "- " + problem),
        .. NotJudged.Select(what => "not judged: " + what),
    ]);
}
