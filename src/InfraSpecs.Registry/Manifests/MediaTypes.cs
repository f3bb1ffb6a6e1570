namespace InfraSpecs.Registry;

/// <summary>The forms of manifests: Docker's and the OCI's, for one image and for a list of images.</summary>
internal static class MediaTypes
{
    public static readonly IReadOnlyList<string> Indexes =
        ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];

    public static readonly IReadOnlyList<string> Manifests =
        [.. Indexes, "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
}
