using System.Globalization;

namespace InfraSpecs.Registry;

/// <summary>What was found when all that an image is made of was read in a registry: its manifests, configurations and layers.</summary>
/// <param name="Registry">The registry's name.</param>
/// <param name="Name">As it was asked for: "example/echo:latest".</param>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Manifests">How many manifests were read: one, or an index and all that it names.</param>
/// <param name="Blobs">How many configurations and layers were read, each once.</param>
/// <param name="Bytes">How many bytes these have.</param>
/// <param name="Problems">What is missing or not what a manifest says, a sentence each; empty for an image that is whole.</param>
/// <param name="NotJudged">What could not be looked at: layers that the registry does not store, and digests of an unknown kind.</param>
public sealed record ImageCheck(
    string Registry, string Name, string Digest, int Manifests, int Blobs, long Bytes, IReadOnlyList<string> Problems, IReadOnlyList<string> NotJudged)
{
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
