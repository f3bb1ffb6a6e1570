namespace InfraSpecs.Images.Commands;

/// <summary>A command that an image declares.</summary>
/// <param name="Role">"entry point", "command" or "health check".</param>
/// <param name="Words">The program and its arguments.</param>
internal sealed record DeclaredCommand(string Role, IReadOnlyList<string> Words)
{
    private static readonly string[] UsualShell = ["/bin/sh", "-c"];

    /// <summary>What a container starts with: ENTRYPOINT with CMD behind it, or CMD alone; null where both are empty.</summary>
    public static DeclaredCommand? Start(ImageConfig config) => config switch
    {
        // The engine takes one empty word for no entry point.
        { Entrypoint: not [""] and { Count: > 0 } } => new("entry point", [.. config.Entrypoint, .. config.Cmd]),
        { Cmd.Count: > 0 } => new("command", config.Cmd),
        _ => null,
    };

    /// <summary>Null where there is none.</summary>
    public static DeclaredCommand? HealthCheck(ImageConfig config) => config.Healthcheck?.Test.ToArray() switch
    {
        ["CMD", .. { Length: > 0 } words] => new("health check", words),
        ["CMD-SHELL", .. var words] => new("health check", [.. config.Shell.Count > 0 ? config.Shell : UsualShell, .. words]),
        _ => null,
    };
}
