namespace InfraSpecs.Images;

/// <summary>A text that is no glob.</summary>
public sealed class InvalidGlobException : InfraSpecsException
{
    internal InvalidGlobException(string glob, string why, Exception inner)
        : base(
            $"glob '{glob}'", $"Glob '{glob}' cannot be used: {why}", [],
            "write a path, '/usr/bin/*' for what is in a folder, '/usr/**' for all below it, or '*.pem' for names anywhere.", inner) => Glob = glob;

    /// <summary>As it was given.</summary>
    public string Glob { get; }
}
