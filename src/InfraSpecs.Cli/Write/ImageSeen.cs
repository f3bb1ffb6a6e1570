using InfraSpecs.Cron;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Write;

/// <summary>What was seen of an image, as far as specs speak of it.</summary>
internal sealed record ImageSeen
{
    /// <summary>The reference by which it is got.</summary>
    public required string Reference { get; init; }

    public required ImageConfig Config { get; init; }

    /// <summary>Telling files that a person put there, the most telling first.</summary>
    public IReadOnlyList<WrittenFile> Files { get; init; } = [];

    /// <summary>How many more there are.</summary>
    public int MoreFiles { get; init; }

    /// <summary>Its crontabs that have jobs.</summary>
    public IReadOnlyList<CrontabFile> Crontabs { get; init; } = [];

    /// <summary>What keeps its jobs from running, in half a sentence; null where nothing does.</summary>
    public string? JobTrouble { get; init; }

    /// <summary>What keeps it from starting as it declares; null where nothing does.</summary>
    public string? StartTrouble { get; init; }

    /// <summary>What keeps it from running elsewhere; null where nothing does.</summary>
    public string? PortabilityTrouble { get; init; }

    /// <summary>What secret it has, without the secret; null where none was found.</summary>
    public string? SecretTrouble { get; init; }
}

/// <summary>A file that a person put into an image.</summary>
internal sealed record WrittenFile(string Path, string Mode, int UserId, int GroupId);
