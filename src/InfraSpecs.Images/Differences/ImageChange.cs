namespace InfraSpecs.Images;

/// <summary>What a change between two images is about, in the order in which changes matter.</summary>
public enum ImageChangeKind
{
    /// <summary>It starts differently: program, arguments, user, environment, platform, ports, volumes; or it starts no more.</summary>
    Start,

    /// <summary>Somebody may do more, or less: setuid, setgid, capabilities, world-writable files, owners.</summary>
    Privilege,

    /// <summary>Permission bits.</summary>
    Mode,

    /// <summary>Packages that came, went, or have another version or other files.</summary>
    Package,

    /// <summary>Files that no package owns.</summary>
    File,

    /// <summary>Certificates, by their subject.</summary>
    Certificate,

    /// <summary>Zones and languages that the environment names.</summary>
    Region,

    /// <summary>Bytes.</summary>
    Size,
}

/// <summary>One change between two images.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="IsBreaking">Whether who used the old image may not be able to use the new one as before.</param>
/// <param name="Sentence">What changed, as "user root -> 1001".</param>
public sealed record ImageChange(ImageChangeKind Kind, bool IsBreaking, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
