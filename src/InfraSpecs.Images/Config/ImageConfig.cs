namespace InfraSpecs.Images;

/// <summary>How an image starts and as whom, as its configuration says (https://github.com/opencontainers/image-spec/blob/main/config.md).</summary>
public sealed record ImageConfig
{
    /// <summary>As "linux/amd64" or "linux/arm/v7"; "" where it does not say.</summary>
    public string Platform { get; init; } = "";

    /// <summary>The entry point, word by word; empty where there is none.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>The command, or the entry point's arguments, word by word; empty where there is none.</summary>
    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>The environment, each as "NAME=value", in the image's order.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>As written: "", "1001", "app:app". Empty is root.</summary>
    public string User { get; init; } = "";

    /// <summary>Where processes start; "" where it is not set, which is "/".</summary>
    public string WorkingDir { get; init; } = "";

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The ports that are declared, as "80/tcp".</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>The volumes that are declared.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The health check; null where there is none.</summary>
    public ImageHealthcheck? Healthcheck { get; init; }

    /// <summary>As "SIGTERM" or "15"; null where it is not set, which is SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>The shell of the shell form; empty where it is not set.</summary>
    public IReadOnlyList<string> Shell { get; init; } = [];

    /// <summary>The instructions for images that are built from this one, as ONBUILD declares them.</summary>
    public IReadOnlyList<string> OnBuild { get; init; } = [];

    /// <summary>When it was made; null where it does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The steps that made it, the first first.</summary>
    public IReadOnlyList<ImageHistory> History { get; init; } = [];
}

/// <summary>An image's health check.</summary>
public sealed record ImageHealthcheck
{
    /// <summary>As "NONE", "CMD …" or "CMD-SHELL …", word by word.</summary>
    public required IReadOnlyList<string> Test { get; init; }

    /// <summary>How often; null for the engine's default.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long one may take; null for the engine's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long failures do not count at the start; null for the engine's default.</summary>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>How many failures in a row make it unhealthy; null for the engine's default.</summary>
    public int? Retries { get; init; }

    /// <summary>How often at the start; null for the engine's default.</summary>
    public TimeSpan? StartInterval { get; init; }
}

/// <summary>One step that made an image.</summary>
public sealed record ImageHistory
{
    /// <summary>The command, as the builder wrote it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Whether it changed no file.</summary>
    public required bool IsEmptyLayer { get; init; }

    /// <summary>When; null where it does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The builder's comment; null where there is none.</summary>
    public string? Comment { get; init; }

    /// <summary>Who; null where it does not say.</summary>
    public string? Author { get; init; }
}
