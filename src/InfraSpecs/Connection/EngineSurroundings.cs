namespace InfraSpecs;

/// <summary>What may name an engine on this machine: variables, and the files of the docker command and of Testcontainers.</summary>
/// <param name="Variable">Reads a variable; null or empty where it is not set.</param>
/// <param name="Home">The user's folder.</param>
internal sealed record EngineSurroundings(Func<string, string?> Variable, string Home)
{
    private IReadOnlyDictionary<string, string>? _properties;

    /// <summary>Those of this process.</summary>
    public static EngineSurroundings Here => new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Testcontainers' own file.</summary>
    public string PropertiesPath => Path.Combine(Home, ".testcontainers.properties");

    /// <summary>The docker command's folder: contexts, and certificates where no other folder is named.</summary>
    public string DockerFolder => Said("DOCKER_CONFIG") ?? Property("docker.config") ?? Path.Combine(Home, ".docker");

    private IReadOnlyDictionary<string, string> Properties => _properties ??= ReadProperties();

    /// <summary>A variable; null where it is empty too, as programs that set one for others leave it.</summary>
    public string? Said(string variable) => Variable(variable) is { } said && said.Trim().Length > 0 ? said.Trim() : null;

    /// <summary>A variable that is a switch. The docker command takes each value for yes; "0" and "false" are no here, as for Testcontainers.</summary>
    public bool IsOn(string variable) => IsYes(Said(variable));

    /// <summary>A line of Testcontainers' file; null where there is none.</summary>
    public string? Property(string name) => Properties.TryGetValue(name, out var said) && said.Length > 0 ? said : null;

    /// <summary>A line of Testcontainers' file that is a switch.</summary>
    public bool IsPropertyOn(string name) => IsYes(Property(name));

    /// <summary>"docker.host in /home/me/.testcontainers.properties".</summary>
    public string InProperties(string name) => $"{name} in {PropertiesPath}";

    private static bool IsYes(string? said) => said is not (null or "0") && !said.Equals("false", StringComparison.OrdinalIgnoreCase);

    private Dictionary<string, string> ReadProperties()
    {
        var lines =
            from line in File.Exists(PropertiesPath) ? File.ReadAllLines(PropertiesPath) : []
            where !line.StartsWith('#') && line.Contains('=', StringComparison.Ordinal)
            select line.Split('=', 2, StringSplitOptions.TrimEntries);
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (var line in lines) properties[line[0]] = line[1];
        return properties;
    }
}
