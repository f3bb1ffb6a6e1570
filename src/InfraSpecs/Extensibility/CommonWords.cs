namespace InfraSpecs.Extensibility;

/// <summary>
/// Words that people choose for passwords and that texts are full of. Hidden wherever they stand they would hide what a text says, and tell at each place what the
/// password is.
/// </summary>
internal static class CommonWords
{
    /// <summary>A shorter secret is a part of many words.</summary>
    private const int ShortestSecret = 4;

    private static readonly HashSet<string> All = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "administrator", "anonymous", "backup", "changeit", "changeme", "client", "data", "database", "debug", "default", "demo", "dev", "development", "docker", "dummy",
        "empty", "error", "example", "false", "guest", "hello", "host", "info", "local", "localhost", "login", "main", "manager", "mariadb", "master", "mongo", "mysql", "name",
        "none", "null", "operator", "owner", "pass", "passw", "passwd", "password", "postgres", "postgresql", "private", "prod", "production", "public", "rabbitmq", "redis", "root",
        "sample", "secret", "server", "service", "shop", "something", "staging", "super", "superuser", "system", "temp", "test", "tester", "testing", "token", "true", "unknown",
        "user", "username", "value", "welcome", "world",
    };

    /// <summary>Whether a secret is one of them, or too short to be told from a part of one.</summary>
    public static bool Include(string secret) => secret.Length < ShortestSecret || All.Contains(secret);

    /// <summary>Hides secrets in the run file: those that are words only where a text says that it is a password, others wherever they stand.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="names">Names that texts are full of besides, as those of users, databases and images.</param>
    public static void Hide(IEnumerable<string> secrets, IEnumerable<string> names)
    {
        var named = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isWord = secrets.Distinct(StringComparer.Ordinal).ToLookup(it => Include(it) || named.Contains(it));
        _ = new KnownSecrets(isWord[false]);
        // The words are the secrets themselves, so that the containers of one image are known by one set.
        _ = new KnownSecrets(isWord[true], isWord[true].ToHashSet(StringComparer.OrdinalIgnoreCase));
    }
}
