using System.Globalization;

namespace InfraSpecs.MySql;

/// <summary>Logical backup and restore through the client programs in the server's own image, as streams of any size.</summary>
public static class MySqlDumps
{
    /// <summary>Dumps a database to a file, which has its name only when the dump was found complete.</summary>
    /// <param name="server">The server.</param>
    /// <param name="file">The file's path. One that is there is replaced.</param>
    /// <param name="options">What.</param>
    /// <param name="token">Ends the dump; no file is left then.</param>
    /// <inheritdoc cref="DumpAsync(MySqlServer, Stream, DumpOptions, CancellationToken)" path="/exception"/>
    public static async Task<DumpReport> DumpAsync(this MySqlServer server, string file, DumpOptions options, CancellationToken token)
    {
        var unfinished = $"{file}.{Guid.NewGuid():N}.part";
        var stream = Written(server, () => File.Create(unfinished));
        try
        {
            DumpReport report;
            await using (stream) report = await server.DumpAsync(stream, options, token);
            Written(server, () =>
            {
                File.Move(unfinished, file, overwrite: true);
                return file;
            });
            return report;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Dumps a database to a stream, all of it as of one moment. Writers are held up only where a table's engine knows no transactions
    /// (MyISAM and others): then as long as the dump takes. What a failed dump wrote is to be thrown away.</summary>
    /// <param name="server">The server.</param>
    /// <param name="output">Where the dump goes; it stays open.</param>
    /// <param name="options">What.</param>
    /// <param name="token">Ends the dump.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.DumpFailed"/>: The command failed, said an error while its exit code is 0, or what it wrote is no whole dump.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<DumpReport> DumpAsync(this MySqlServer server, Stream output, DumpOptions options, CancellationToken token)
    {
        options.Validate(server.Options);
        var started = server.Engine.Time.GetTimestamp();
        var tables = options.Command is null ? await DumpedTables.ReadAsync(server, options.ChooseDatabases(server), token) : DumpedTables.None;
        var secrets = options.Command is null ? server.Secrets : Secrets.Collect(server.Options, options.Command);
        var command = options.Command ?? ClientTool.Dump(server, options.ToArguments(server, tables));
        await using var inspected = new InspectedStream(output, options.Command is null ? new StatementEnds() : null);
        var outcome = await server.Container.PipeAsync(command, ClientTool.Exec(server), null, inspected, token);
        var verdict = await inspected.VerdictAsync(token);
        var lacking = options.Arguments.Count == 0 && verdict.WhichLacks(tables.All) is { } table ? await StillThereAsync(table) : null;
        if (ProblemOf(outcome, verdict, lacking?.ToString(), secrets) is { } why)
        {
            throw MySqlServerException.DumpFailed(server.Container.Name, why, outcome.ExitCode, Complaints.Read(outcome.Error, secrets));
        }

        await output.FlushAsync(token);
        return new DumpReport(inspected.Position, inspected.Sha256, server.Engine.Time.GetElapsedTime(started))
        {
            EndIsKnown = verdict.EndIsKnown, Moment = options.MomentFor(tables), NotTransactional = tables.NotTransactional, Tables = verdict.Tables,
        };

        // One that somebody dropped meanwhile is rightly not in it.
        async Task<TableName?> StillThereAsync(TableName name) =>
            (await DumpedTables.ReadAsync(server, options.ChooseDatabases(server), token)).All.Contains(name) ? name : null;
    }

    /// <summary>Loads a dump from a file.</summary>
    /// <param name="server">The server.</param>
    /// <param name="file">The file's path.</param>
    /// <param name="token">Ends the loading; a part may have been loaded.</param>
    /// <inheritdoc cref="LoadAsync(MySqlServer, Stream, CancellationToken)" path="/exception"/>
    public static async Task<LoadReport> LoadAsync(this MySqlServer server, string file, CancellationToken token)
    {
        await using var stream = Open(server, file);
        return await server.LoadAsync(stream, token);
    }

    /// <summary>Loads a dump, plain or gzip, of this server or another version, of MySQL or MariaDB, into <see cref="MySqlOptions.Database"/>, or where
    /// the dump itself says.</summary>
    /// <param name="server">The server.</param>
    /// <param name="dump">The dump, from where it stands. One that can be sought is found whole first, so that no part is loaded; with
    /// another that is known at its end.</param>
    /// <param name="token">Ends the loading; a part may have been loaded.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.DumpNotLoaded"/>: The dump is not whole, or in a form that is not read.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.ClientFailed"/>: The server refused a statement of it.</exception>
    public static async Task<LoadReport> LoadAsync(this MySqlServer server, Stream dump, CancellationToken token)
    {
        try
        {
            return await LoadCheckedAsync(server, dump, token);
        }
        catch (UnpackingException e)
        {
            throw NotLoaded(server, $"{e.Why} ({e.Advice.TrimEnd('.')})");
        }
    }

    /// <summary>Why a dump cannot be trusted; null if it can.</summary>
    /// <param name="outcome">Of the command that made it.</param>
    /// <param name="dump">What was found of it.</param>
    /// <param name="lacking">A table that it must have and has not; null if there is none.</param>
    /// <param name="secrets">What is not shown.</param>
    internal static string? ProblemOf(ExecOutcome outcome, DumpVerdict dump, string? lacking, Secrets secrets) =>
        outcome.ExitCode != 0 ? $"the command exited with code {outcome.ExitCode}{MySqlServerException.Because(Complaints.Read(outcome.Error, secrets))}"
        : Complaints.FirstError(outcome.Error) is { } said ? $"the command exited with code 0, but said \"{secrets.Mask(said)}\""
        : dump.Problem is { } problem ? $"the command exited with code 0, but what it wrote is no whole dump: {secrets.Mask(problem)}"
        : lacking is not null ? $"the command exited with code 0, but table {lacking}, which was there when it began, is not in the dump"
        : null;

    private static async Task<LoadReport> LoadCheckedAsync(MySqlServer server, Stream dump, CancellationToken token)
    {
        if (dump.CanSeek)
        {
            var start = dump.Position;
            await using (var whole = await LoadableDump.OpenAsync(dump, token)) await ThrowIfTooLongAsync(await VerdictOfAsync(whole));
            dump.Position = start;
        }

        await using var source = await LoadableDump.OpenAsync(dump, token);
        var outcome = await server.Container.PipeAsync(
            // Bytes as they are: without it the client takes CR LF in a value for LF.
            ClientTool.Client(server, server.Options.Database, "--binary-mode"),
            ClientTool.Exec(server),
            source,
            Stream.Null,
            token);
        if (outcome.ExitCode != 0) throw ClientTool.Failed(server, "Loading the dump", outcome);
        var verdict = await VerdictOfAsync(source);
        await LookAsync();
        return new LoadReport(verdict.EndIsKnown, verdict.Tables);

        // A table of the dump may have a directory of its own.
        async Task LookAsync()
        {
            try
            {
                await server.ReadStorageAsync(token);
            }
            catch (MySqlServerException e) when (e.Reason == MySqlServerReason.StatementRefused)
            {
                // The dump may have accounts, and no more the one of the options. What is known of the storage stays as it was.
            }
        }

        // The server would end the connection in the middle of the dump, and say no more than that.
        async Task ThrowIfTooLongAsync(DumpVerdict found)
        {
            var most = long.Parse((await MySqlScripts.RunAsync(server, null, "SELECT @@GLOBAL.max_allowed_packet", token)).Split('\n')[1], CultureInfo.InvariantCulture);
            if (found.LongestStatement <= most) return;
            throw NotLoaded(
                server,
                FormattableString.Invariant($"its longest statement has {found.LongestStatement:N0} bytes, and the server's max_allowed_packet is {most:N0}"),
                "raise max_allowed_packet on the server that it is for, or leave out --hex-blob where the dump is made: it doubles the size of binary values.");
        }

        async Task<DumpVerdict> VerdictOfAsync(LoadableDump read)
        {
            var found = await read.VerdictAsync(token);
            return found.Problem is { } why ? throw NotLoaded(server, why) : found;
        }
    }

    private static T Written<T>(MySqlServer server, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw MySqlServerException.DumpNotWritten(server.Container.Name, e.Message, e);
        }
    }

    private static FileStream Open(MySqlServer server, string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotLoaded(server, Directory.Exists(file) ? $"{file} is a folder" : e.Message.TrimEnd('.'), "name the dump's file.");
        }
    }

    private static MySqlServerException NotLoaded(MySqlServer server, string why, string? advice = null) =>
        MySqlServerException.DumpNotLoaded(server.Container.Name, server.Secrets.Mask(why), advice);
}
