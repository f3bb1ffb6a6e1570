namespace InfraSpecs.Cron;

/// <summary>In which zone a container's daemon lives, and what names another.</summary>
internal sealed record DaemonZone
{
    public static readonly DaemonZone Utc = new() { Info = TimeZoneInfo.Utc };

    /// <summary>The zone as its C library loaded it, UTC where that found none; null if there is no such zone here.</summary>
    public required TimeZoneInfo? Info { get; init; }

    /// <summary>What TZ says; null if the daemon has no such variable.</summary>
    public string? Variable { get; init; }

    /// <summary>The file that TZ names and that is no zone's, so that the C library took UTC without a word; null if it is one, and where TZ asks for UTC.</summary>
    public string? NotLoaded { get; init; }

    /// <summary>The container has a time zone database.</summary>
    public bool HasDatabase { get; init; }

    /// <summary>What other files name as the zone, which no daemon reads, where it is not the same; each with the zone.</summary>
    public IReadOnlyList<(string File, string Zone)> Unread { get; init; } = [];

    /// <summary>As people call it.</summary>
    public string Name => Variable is { Length: > 0 } named ? named : Info?.Id ?? ZoneReader.LocalTime;
}
