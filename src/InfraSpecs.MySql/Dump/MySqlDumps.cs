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
        try
        {
            DumpReport report;
            await using (var stream = File.Create(unfinished)) report = await server.DumpAsync(stream, options, token);
            File.Move(unfinished, file, overwrite: true);
            return report;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Dumps a database to a stream. Writers are not held up. What a failed dump wrote is to be thrown away.</summary>
    /// <param name="server">The server.</param>
    /// <param name="output">Where the dump goes; it stays open.</param>
    /// <param name="options">What.</param>
    /// <param name="token">Ends the dump.</param>
    /// <exception cref="DumpFailedException">The command failed, said an error while its exit code is 0, or the dump has no end.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<DumpReport> DumpAsync(this MySqlServer server, Stream output, DumpOptions options, CancellationToken token)
    {
        options.Validate(server.Options);
        var started = server.Engine.Time.GetTimestamp();
        await using var inspected = new InspectedStream(output);
        var command = options.Command ?? ClientTool.Dump(server, options.ToArguments(server));
        var outcome = await server.Container.PipeAsync(server.Engine, command, ClientTool.Exec(server), null, inspected, token);
        if (ProblemOf(outcome, inspected.Inspection, server.Options) is { } why)
        {
            throw new DumpFailedException(server.Container.ShortName(), why, outcome.ExitCode, Complaints.Of(outcome.Error, server.Options));
        }

        await output.FlushAsync(token);
        return new DumpReport(inspected.Inspection.Bytes, inspected.Inspection.Sha256(), server.Engine.Time.GetElapsedTime(started));
    }

    /// <summary>Loads a dump from a file.</summary>
    /// <param name="server">The server.</param>
    /// <param name="file">The file's path.</param>
    /// <param name="token">Ends the loading; a part may have been loaded.</param>
    /// <inheritdoc cref="LoadAsync(MySqlServer, Stream, CancellationToken)" path="/exception"/>
    public static async Task LoadAsync(this MySqlServer server, string file, CancellationToken token)
    {
        await using var stream = File.OpenRead(file);
        await server.LoadAsync(stream, token);
    }

    /// <summary>Loads a dump, of this server or another version, of MySQL or MariaDB, into <see cref="MySqlOptions.Database"/>, or where the
    /// dump itself says.</summary>
    /// <param name="server">The server.</param>
    /// <param name="dump">The dump, from where it stands. One that can be sought is found whole first, so that no part is loaded; with
    /// another that is known at its end.</param>
    /// <param name="token">Ends the loading; a part may have been loaded.</param>
    /// <exception cref="DumpFailedException">The dump is not whole.</exception>
    /// <exception cref="ClientFailedException">The server refused a statement of it.</exception>
    public static async Task LoadAsync(this MySqlServer server, Stream dump, CancellationToken token)
    {
        if (dump.CanSeek)
        {
            var start = dump.Position;
            await using var whole = new InspectedStream(Stream.Null);
            await dump.CopyToAsync(whole, token);
            ThrowUnlessWhole(whole.Inspection);
            dump.Position = start;
        }

        await using var source = await LoadableDump.OpenAsync(dump, token);
        var outcome = await server.Container.PipeAsync(
            server.Engine,
            // Bytes as they are: without it the client takes CR LF in a value for LF.
            ClientTool.Client(server, server.Options.Database, "--binary-mode"),
            ClientTool.Exec(server),
            source,
            Stream.Null,
            token);
        if (outcome.ExitCode != 0) throw new ClientFailedException(server, "Loading the dump", outcome);
        ThrowUnlessWhole(source.Inspection);

        void ThrowUnlessWhole(DumpInspection inspection)
        {
            if (inspection.Problem is { } why) throw new DumpFailedException(server.Container.ShortName(), why, null, [], loading: true);
        }
    }

    /// <summary>Why a dump cannot be trusted; null if it can.</summary>
    internal static string? ProblemOf(ExecOutcome outcome, DumpInspection dump, MySqlOptions options) =>
        outcome.ExitCode != 0 ? $"the command exited with code {outcome.ExitCode}"
        : Complaints.FirstError(outcome.Error) is { } said ? $"the command exited with code 0, but said \"{MySqlStatementException.Mask(said, options)}\""
        : dump.Problem is { } problem ? $"the command exited with code 0, but what it wrote is no whole dump: {problem}"
        : null;
}
