namespace InfraSpecs.Swarm;

/// <summary>Over what tasks are spread, as swarmkit reads it: a label, and nothing else. What it does not know it takes, and spreads over nothing.</summary>
internal static class SpreadPreference
{
    // The docker CLI's way to say it; the managers get only what follows.
    private const string Cli = "spread=";

    /// <returns>Null for what tasks are not spread over.</returns>
    public static NodeKey? Find(string text) => NodeKey.Find(text) is { Label: not null } key ? key : null;

    /// <returns>Why tasks are not spread over it, in a sentence; null if they are.</returns>
    public static string? WhyNot(string text) =>
        Find(text) is null ? $"'{text}' is nothing that tasks are spread over; {(Meant(text) is { } meant ? $"did you mean {meant}?" : $"there are {NodeKey.AllLabels}.")}" : null;

    /// <returns>Why a service's tasks are not spread over it on these nodes, in half a sentence; null if they are.</returns>
    public static string? WhyNot(ClusterNodes nodes, string text) =>
        Find(text) is { } key ? NodeMatch.WhyNowhere(nodes, key) : $"'{text}' is nothing that tasks are spread over{(Meant(text) is { } meant ? $" (did you mean {meant}?)" : "")}";

    private static string? Meant(string text)
    {
        var word = text.StartsWith(Cli, StringComparison.OrdinalIgnoreCase) ? text[Cli.Length..].Trim() : text.Trim();
        return Find(word) is not null ? word : NodeKey.Near(word) is { } near && Find(near) is not null ? near : null;
    }
}
