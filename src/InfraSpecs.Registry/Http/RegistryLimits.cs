namespace InfraSpecs.Registry;

/// <summary>How much of an answer is read, and how long one is waited for: what answers may be broken, or mean harm.</summary>
internal static class RegistryLimits
{
    /// <summary>Of a manifest, or a configuration: what registries promise to take (the OCI's distribution specification, "Pushing Manifests").</summary>
    public const int Manifest = 4 << 20;

    /// <summary>Of one page of a list.</summary>
    public const int Page = 16 << 20;

    /// <summary>Of an error.</summary>
    public const int Refusal = 64 << 10;

    /// <summary>The pages of a list.</summary>
    public const int Pages = 10_000;

    /// <summary>The redirections of one question.</summary>
    public const int Redirections = 5;

    /// <summary>For the head of an answer, for its body, and for each next piece of a blob.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    /// <summary>For an upload of a whole layer.</summary>
    public static readonly TimeSpan UploadWithin = TimeSpan.FromMinutes(10);

    /// <summary>For all pages of a list.</summary>
    public static readonly TimeSpan ListWithin = TimeSpan.FromMinutes(2);
}
