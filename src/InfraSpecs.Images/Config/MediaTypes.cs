namespace InfraSpecs.Images.Config;

/// <summary>The media types of Docker's and the OCI's images.</summary>
internal static class MediaTypes
{
    public static readonly IReadOnlyList<string> Indexes = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];

    public static readonly IReadOnlyList<string> Manifests = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];

    private static readonly string[] Configs = ["", "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json", "application/octet-stream"];

    /// <summary>Charts, signatures and the like are stored as images are; what they have for a configuration is none of an image.</summary>
    public static bool IsArtifact(string config) => !Configs.Contains(config);
}
