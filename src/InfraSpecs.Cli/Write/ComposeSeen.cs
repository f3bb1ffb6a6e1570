namespace InfraSpecs.Cli.Write;

/// <summary>What a stack file says, as far as specs speak of it.</summary>
internal sealed record ComposeSeen
{
    /// <summary>The stack's name.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<ComposeService> Services { get; init; }

    /// <summary>Networks, secrets and configs that must be there before.</summary>
    public IReadOnlyList<string> ExternalNetworks { get; init; } = [];

    public IReadOnlyList<string> ExternalSecrets { get; init; } = [];

    public IReadOnlyList<string> ExternalConfigs { get; init; } = [];

    /// <summary>What the file's variables mean here, of those that are set and look like no secret.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One service of the file.</summary>
internal sealed record ComposeService
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    /// <summary>One task on each node that suits it.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Its tasks end by themselves.</summary>
    public bool IsJob { get; init; }

    public int Replicas { get; init; } = 1;

    /// <summary>How many tasks one node takes at most; null for any number.</summary>
    public int? MostOnNode { get; init; }

    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    public IReadOnlyList<ComposePort> Ports { get; init; } = [];

    /// <summary>By their names on the cluster.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];
}

/// <summary>A port that a service publishes.</summary>
internal sealed record ComposePort(int Target, int Published, bool IsHost, string Protocol);

/// <summary>As "node.role == manager".</summary>
internal sealed record Constraint(string Key, bool IsEqual, string Value)
{
    private const string OfLabel = "node.labels.";

    /// <summary>The label that it is about; null where it is none of a node's.</summary>
    public string? Label => Key.StartsWith(OfLabel, StringComparison.Ordinal) ? Key[OfLabel.Length..] : null;

    public bool IsForManagers => Key == "node.role" && (Value == "manager") == IsEqual;

    public bool IsForWorkers => Key == "node.role" && (Value == "manager") != IsEqual;

    public override string ToString() => $"{Key}{(IsEqual ? "==" : "!=")}{Value}";
}
