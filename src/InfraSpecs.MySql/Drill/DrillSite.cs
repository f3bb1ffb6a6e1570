namespace InfraSpecs.MySql;

/// <summary>Where code of <see cref="DrillAction.By"/> finds the server of a drill, and where its backups go.</summary>
public sealed class DrillSite
{
    internal DrillSite()
    {
    }

    /// <summary>The network that containers are put into to reach the server: <see cref="ContainerOptions.Networks"/>, or Testcontainers' <c>WithNetwork</c>. It is the same at
    /// the backup and at the restore.</summary>
    public required string Network { get; init; }

    /// <summary>By which name they reach it there, at port 3306: <see cref="BackupDrillOptions.Host"/>.</summary>
    public required string Host { get; init; }

    /// <summary>The password of root of this server, a generated one too.</summary>
    public required string RootPassword { get; init; }

    /// <summary>The name of the volume of backups, which outlives the first server: <see cref="ContainerMount.Volume"/>, or Testcontainers' <c>WithVolumeMount</c>.</summary>
    public required string Volume { get; init; }

    /// <summary>The server's data directory.</summary>
    public required DataVolumeContainer Data { get; init; }

    /// <summary>The server; null at a restore with <see cref="BackupDrillOptions.RestoreBeforeStart"/>, where it does not run yet.</summary>
    public MySqlServer? Server { get; init; }
}
