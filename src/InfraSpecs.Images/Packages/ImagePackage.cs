namespace InfraSpecs.Images;

/// <summary>A package that is installed in an image.</summary>
public sealed record ImagePackage
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version as its database writes it: "1:2.3-4".</summary>
    public required string Version { get; init; }

    /// <summary>As its database writes it: "amd64"; "" where it does not say.</summary>
    public required string Architecture { get; init; }

    /// <summary>Whose database names it.</summary>
    public required PackageKind Kind { get; init; }

    /// <summary>The files and folders that it owns, as its database names them; empty where the database does not say.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
