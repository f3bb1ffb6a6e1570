using System.Globalization;

namespace InfraSpecs.MySql;

/// <summary>What a backup drill found.</summary>
public sealed record DrillReport
{
    /// <summary>From the start of the backup to its end: of a container or code, all that it did.</summary>
    public required TimeSpan BackupTook { get; init; }

    /// <summary>From the loss of the first server until the second has the data and answers.</summary>
    public required TimeSpan RecoveryTook { get; init; }

    /// <summary>What was different after the restore from what had been there before the backup.</summary>
    public required IReadOnlyList<FingerprintDifference> Differences { get; init; }

    /// <summary>What became of the commits of the writers.</summary>
    public required LedgerReport Ledger { get; init; }

    /// <summary>When the backup was started.</summary>
    public required DateTimeOffset BackupBegan { get; init; }

    /// <summary>The databases that were compared, as "'shop' (2 tables with 5 rows, 1 view)".</summary>
    public IReadOnlyList<string> Compared { get; internal init; } = [];

    /// <summary>Databases of the first server that the options left out.</summary>
    public IReadOnlyList<string> LeftOut { get; internal init; } = [];

    /// <summary>What could not be used before the backup either, with the server's words: no difference, but no good either.</summary>
    public IReadOnlyList<string> BrokenBefore { get; internal init; } = [];

    /// <summary>The backup and the restore, with what they said although they exited with code 0.</summary>
    public IReadOnlyList<DrillStep> Steps { get; internal init; } = [];

    /// <summary>What there was of the backup when the first server was lost, with sizes: "In the volume of backups: shop.sql.gz (20 bytes)."</summary>
    public string Files { get; internal init; } = "";

    /// <summary>Commits that were acknowledged before the backup began, and that it does not have. A backup that is worth its name has none.</summary>
    public IReadOnlyList<LedgerEntry> LostFromBefore => [.. Ledger.Lost.Where(commit => commit.At < BackupBegan)];

    /// <summary>Commits that were acknowledged while the backup was made or later, and are gone with the server.</summary>
    public IReadOnlyList<LedgerEntry> LostSince => [.. Ledger.Lost.Where(commit => commit.At >= BackupBegan)];

    /// <summary>Everything from before the backup is there, unchanged and whole.</summary>
    public bool Holds => Differences.Count == 0 && LostFromBefore.Count == 0 && Ledger.Acknowledged > 0
        && Ledger.Torn.Count == 0 && Ledger.DamagedRows.Count == 0 && Ledger.UnacknowledgedPresent.Count == 0;

    /// <summary>A paragraph for people.</summary>
    public string Describe() => string.Join('\n',
    [
        $"backup took {FailureText.Seconds(BackupTook, 1)}, recovery {FailureText.Seconds(RecoveryTook, 1)}{string.Concat(Steps.Skip(1).Select(step => $", of which {step}"))}",
        string.Create(CultureInfo.InvariantCulture, $"lost of {Ledger.Acknowledged:N0} acknowledged commits: {LostFromBefore.Count:N0} from before the backup, {LostSince.Count:N0} since it began"),
        $"compared: {(Compared.Count == 1 ? "database" : "databases")} {string.Join(", ", Compared)}",
        .. LeftOut.Count == 0 ? Array.Empty<string>() : [$"left out by the options: {string.Join(", ", LeftOut)}"],
        .. Files.Length == 0 ? Array.Empty<string>() : [Files],
        .. BrokenBefore.Take(10).Select(broken => $"could not be used before the backup either: {broken}"),
        .. Differences.Take(10).Select(difference => "- " + difference.Sentence),
        .. Holds ? [] : Steps.SelectMany(step => step.Said),
        Ledger.Describe(),
    ]);

    /// <inheritdoc cref="Describe"/>
    public override string ToString() => Describe();
}
