namespace InfraSpecs.MySql;

/// <summary>
/// A backup to be tried, by its owner's commands, containers or code (<see cref="DrillAction"/>). The volume of backups is all that outlives the first server.
/// Commands run as root, each in a container beside the server. There they find the server at 127.0.0.1:3306, its account in the option file
/// /run/infraspecs/client.cnf (<c>mysqldump --defaults-extra-file=/run/infraspecs/client.cnf …</c>), its data directory where the server has it, and the volume of
/// backups at /backup.
/// </summary>
public sealed record BackupDrillOptions
{
    private const int MostCommits = 1_000_000;

    /// <summary>The server that is backed up; it needs a <see cref="MySqlOptions.Database"/>.</summary>
    public required MySqlOptions Source { get; init; }

    /// <summary>The server that the backup is restored to: another version, or MariaDB.</summary>
    /// <value>Default null: one like <see cref="Source"/>.</value>
    public MySqlOptions? Target { get; init; }

    /// <summary>Fills the database before the backup.</summary>
    public required Func<MySqlServer, CancellationToken, Task> Seed { get; init; }

    /// <summary>Writes the backup to the volume of backups.</summary>
    public required DrillAction Backup { get; init; }

    /// <summary>Restores it from there.</summary>
    public required DrillAction Restore { get; init; }

    /// <summary>The name by which containers of <see cref="DrillAction.InContainer"/> and <see cref="DrillAction.By"/> reach the server, first the one and then the other: what
    /// yours have as their host. The server is in their network besides the one that it has by its own options.</summary>
    /// <value>Default "mysql".</value>
    public string Host { get; init; } = "mysql";

    /// <summary>The restore writes the data directory of a server that does not run yet, instead of talking to one.</summary>
    /// <value>Default false.</value>
    public bool RestoreBeforeStart { get; init; }

    /// <summary>In which image commands are run. A container has its own.</summary>
    /// <value>Default null: the server's.</value>
    public string? Image { get; init; }

    /// <summary>Who writes while the backup is made, to count what is lost. Time is the engine's.</summary>
    /// <value>Default: four writers, in a table of their own.</value>
    public LedgerOptions Ledger { get; init; } = new();

    /// <summary>How many commits the writers have acknowledged before the backup begins.</summary>
    /// <value>Default 100; up to 1,000,000.</value>
    public int CommitsBefore { get; init; } = 100;

    /// <summary>How long that may take.</summary>
    /// <value>Default one minute.</value>
    public TimeSpan CommitsWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the backup may take, and the restore.</summary>
    /// <value>Default 10 minutes each.</value>
    public TimeSpan CommandWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Which databases the backup must bring back.</summary>
    /// <value>Default empty: every one that the source has, system ones aside; with tables named in <see cref="Fingerprint"/>, Source.Database.</value>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>What of each database must be the same after the restore.</summary>
    /// <value>Default: all that a fingerprint covers by default.</value>
    public FingerprintOptions Fingerprint { get; init; } = new();

    internal bool NeedsNetwork => Backup.NeedsNetwork || Restore.NeedsNetwork;

    /// <summary>Besides those of the servers.</summary>
    internal IEnumerable<string> Images => new[] { Image, Backup.Image, Restore.Image }.OfType<string>().Distinct();

    internal IReadOnlyList<MySqlOptions> Servers => Target is null ? [Source] : [Source, Target];

    private string? LedgerDatabase => Ledger.Table.Split('.') is [var database, _] ? database : Source.Database;

    internal void Validate()
    {
        InvalidOptionsException.ThrowIfAny(this, () =>
        [
            (Source.Database is null, "Source has no Database; there would be nothing to compare."),
            (Source.Data is not null || Target?.Data is not null, "Source or Target has Data; a drill destroys its data, so it makes its own."),
            (Target is { Database: var other } && other != Source.Database, "Target has another Database than Source."),
            (Databases.Any(string.IsNullOrWhiteSpace), "Databases has an empty name; leave the list empty for all databases."),
            (Databases.Distinct().Count() < Databases.Count, "Databases names one twice."),
            (Databases.Count > 0 && !Databases.Contains(LedgerDatabase), $"Databases leaves out '{LedgerDatabase}', which has the writers' table; say Ledger.Table = \"database.table\"."),
            (Databases.Count > 1 && Fingerprint.Tables.Count > 0, "Fingerprint.Tables names tables of one database, and Databases has several."),
            (Image is not null && string.IsNullOrWhiteSpace(Image), "Image is empty; leave it null for the server's."),
            (Host.Length == 0 || Host.Any(it => char.IsWhiteSpace(it) || it is '/' or ':') || Host is "localhost", $"Host is '{Host}'; it must be a name in a network, as mysql or db1.example, without a port."),
            .. Backup.Checks(nameof(Backup), this),
            .. Restore.Checks(nameof(Restore), this),
            (CommitsBefore is < 1 or > MostCommits, $"CommitsBefore is {CommitsBefore}; it must be from 1, since with none no loss could be found, to {MostCommits}."),
            (CommitsWithin <= TimeSpan.Zero, $"CommitsWithin is {CommitsWithin}; it must be more than zero."),
            (CommandWithin <= TimeSpan.Zero, $"CommandWithin is {CommandWithin}; it must be more than zero."),
        ]);
        Source.Validate();
        Target?.Validate();
        Fingerprint.Validate();
        Ledger.Validate();
    }
}
