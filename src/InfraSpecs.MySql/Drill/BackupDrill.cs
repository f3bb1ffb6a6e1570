using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Tries a backup as it will be needed: with writers at work, the server lost, and the restore on another one.</summary>
public static class BackupDrill
{
    /// <summary>
    /// Seeds a server, backs it up under writes, destroys it, restores elsewhere, and compares: every database but the system's, unless the options
    /// name some. There each table and view is read to its end and each function called, so that what is there and cannot be used is named.
    /// Procedures, triggers and events are compared and not run.
    /// </summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">Which servers, what does the backup and the restore.</param>
    /// <param name="token">Ends the drill; nothing is left then.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.DrillCommandFailed"/>: The backup or the restore failed, or did not end.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">An image cannot be had; nothing was started.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.FingerprintEmpty"/>: The seed left no row in any database, and the options do not say that this is meant.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.FingerprintUnreadable"/>: There is no such database as the options name.</exception>
    /// <exception cref="ContainerException">A server ended: the restored one cannot read what it was given.</exception>
    public static async Task<DrillReport> RunAsync(Engine engine, BackupDrillOptions options, CancellationToken token)
    {
        options.Validate();
        foreach (var image in options.Images) await engine.Images.GetAsync(image, token);
        options = options with
        {
            Source = await options.Source.WithPasswordsAsync(engine, token),
            Target = options.Target is { } target ? await target.WithPasswordsAsync(engine, token) : null,
        };
        var ground = await DrillGround.CreateAsync(engine, options, token);
        DrillReport report;
        try
        {
            report = await Recording.WorkAsync("act", "backup drill", () => RunAsync(engine, options, ground, token));
            Recording.Note("drill", scope => new
            {
                spec = scope?.Spec,
                what = "backup drill",
                steps = new[] { Step("backup", report.BackupTook), Step("recovery", report.RecoveryTook) },
                outcome = report.Holds
                    ? "it holds"
                    : $"{FailureText.Count(report.Differences.Count, "difference")}, {FailureText.Count(report.LostFromBefore.Count, "commit")} lost from before the backup",
            });
            Recording.NoteDifferences("backup drill", () => [.. report.Differences.Select(it => it.Row), .. report.LostFromBefore.Select(LedgerReport.LostRow)]);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, ground.DisposeAsync);
            throw;
        }

        await ground.DisposeAsync();
        return report;

        static object[] Step(string name, TimeSpan took) => [name, (long)took.TotalMilliseconds];
    }

    private static async Task<DrillReport> RunAsync(Engine engine, BackupDrillOptions options, DrillGround ground, CancellationToken token)
    {
        var source = await BeforeAsync(engine, options, ground, token);
        await using var ledger = source.Ledger;
        return await AfterAsync(engine, options, ground, source, token);
    }

    private static async Task<(LedgerReport Commits, DrillContent Content)> ReadAsync(MySqlServer server, BackupDrillOptions options, Loss source, CancellationToken token)
    {
        // A backup without the writers' table has lost all of their commits, which shall be counted.
        await using (var connection = new MySqlConnection(server.RootConnectionString))
        {
            await connection.OpenAsync(token);
            await new LedgerTable(options.Ledger.Table).CreateAsync(connection, token);
        }

        var commits = await source.Ledger.CompareQuietlyAsync(server.RootConnectionString, token);
        // The writers' table came after the fingerprint.
        await server.ExecuteAsync($"DROP TABLE IF EXISTS {string.Join('.', options.Ledger.Table.Split('.').Select(SnapshotConnection.Quote))}", token);
        return (commits, await source.Before.AfterAsync(server, options, token));
    }

    /// <summary>A server on damaged data may answer, and end when that is read: what the client says of it is not the cause.</summary>
    private static async Task<T> WhileItRunsAsync<T>(MySqlServer server, string awaited, Func<Task<T>> read, CancellationToken token)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when ((e is MySqlException || e is MySqlServerException it && (it.InnerException is MySqlException || it.Reason == MySqlServerReason.StatementRefused))
            && !token.IsCancellationRequested)
        {
            await server.ThrowIfEndedAsync(awaited, token);
            if (e is MySqlException refusal) throw MySqlServerException.StatementRefused(server.Storage, server.Version, refusal, server.Secrets.Mask(refusal.Message));
            throw;
        }
    }

    /// <summary>What is left of the first server: its backup, and what is known of it.</summary>
    private sealed record Loss(DrillContent Before, WriteLedger Ledger, DateTimeOffset BackupBegan, DrillStep Backup)
    {
        public required string Files { get; init; }
    }

    private static async Task<Loss> BeforeAsync(Engine engine, BackupDrillOptions options, DrillGround ground, CancellationToken token)
    {
        var path = options.Source.DataDirectory;
        await using var data = await DataVolumeContainer.CreateAsync(engine, path, token);
        await using var server = await MySqlServer.StartAsync(engine, ground.Place(options.Source) with { Data = data }, token);
        await options.Seed(server, token);
        var before = await WhileItRunsAsync(server, "what is there before the backup", () => DrillContent.BeforeAsync(server, options, token), token);
        var ledger = await WriteLedger.StartAsync(server.RootConnectionString, options.Ledger with { Time = engine.Time }, token);
        try
        {
            await ledger.WaitForCommitsAsync(options.CommitsBefore, options.CommitsWithin, token);
            var began = engine.Time.GetUtcNow();
            var run = new DrillRun(engine, options, options.Source, ground.SiteOf(options.Source, data, server)) { Step = "backup" };
            var backup = await run.RunAsync(options.Backup, token);
            // The writers are at work until the server is gone.
            await server.KillAsync(token);
            await ledger.StopAsync(token);
            var files = await new DrillFiles(engine, options.Source.Image, ground.Volume).DescribeAsync(token);
            return new Loss(before, ledger, began, backup) { Files = files };
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, ledger.DisposeAsync);
            throw;
        }
    }

    private static async Task<DrillReport> AfterAsync(Engine engine, BackupDrillOptions options, DrillGround ground, Loss source, CancellationToken token)
    {
        var target = options.Target ?? options.Source;
        Task<DrillStep> RestoreAsync(DataVolumeContainer to, MySqlServer? on) =>
            new DrillRun(engine, options, target, ground.SiteOf(target, to, on)) { Step = "restore", Before = source.Backup }.RunAsync(options.Restore, token);
        var started = engine.Time.GetTimestamp();
        await using var data = await DataVolumeContainer.CreateAsync(engine, target.DataDirectory, token);
        var early = options.RestoreBeforeStart ? await RestoreAsync(data, null) : null;
        await using var server = await MySqlServer.StartAsync(engine, ground.Place(target) with { Data = data }, token);
        var restore = early ?? await RestoreAsync(data, server);
        var took = engine.Time.GetElapsedTime(started);

        var (commits, after) = await WhileItRunsAsync(server, "what was restored, to be compared", () => ReadAsync(server, options, source, token), token);
        return new DrillReport
        {
            BackupTook = source.Backup.Took,
            RecoveryTook = took,
            Differences = source.Before.DifferencesTo(after),
            Ledger = commits,
            BackupBegan = source.BackupBegan,
            Compared = source.Before.Scope,
            LeftOut = source.Before.LeftOut,
            BrokenBefore = [.. source.Before.Unusable.Select(it => it.ToString())],
            Steps = [source.Backup, restore],
            Files = source.Files,
        };
    }
}
