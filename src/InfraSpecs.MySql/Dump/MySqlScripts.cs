namespace InfraSpecs.MySql;

/// <summary>Scripts, as root.</summary>
public static class MySqlScripts
{
    /// <summary>Runs a script through the server's own client, so that DELIMITER and several statements mean what they mean there. It ends
    /// at the first error. What is in a statement reaches the server as it is, comments and line ends too.</summary>
    /// <param name="server">The server.</param>
    /// <param name="script">The statements; they are for <see cref="MySqlOptions.Database"/> unless they say otherwise. With a carriage return or a NUL
    /// in it, DELIMITER is the only command of the client that is known.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>What the client printed: the results of queries, tab by tab.</returns>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.ClientFailed"/>: A statement was refused, or there is no client in the image.</exception>
    public static async Task<string> ScriptAsync(this MySqlServer server, string script, CancellationToken token)
    {
        var printed = await RunAsync(server, server.Options.Database, script, token);
        await server.LookAfterAsync(script, token);
        return printed;
    }

    /// <summary>The same in another database, or in none.</summary>
    internal static async Task<string> RunAsync(MySqlServer server, string? database, string script, CancellationToken token)
    {
        // Without it the client drops carriage returns and refuses NUL; with it `source` and the like are no commands.
        string[] asItIs = script.AsSpan().ContainsAny('\r', '\0') ? ["--binary-mode"] : [];
        var outcome = await server.Container.ExecAsync(
            ClientTool.Client(server, database, asItIs), ClientTool.Exec(server) with { Input = script }, token);
        return outcome.ExitCode == 0
            ? outcome.Output
            : throw ClientTool.Failed(server, "The script", outcome);
    }
}
