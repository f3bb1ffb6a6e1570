using System.Text.Json;

namespace InfraSpecs.Swarm;

/// <summary>The nodes, as the docker command in a manager lists them: a named cluster is asked on its engine, so that no port of it needs to be reached.</summary>
internal static class NodeList
{
    public static IReadOnlyList<string> Command { get; } = ["timeout", "10", "docker", "node", "ls", "--format", "{{json .}}"];

    /// <returns>State and availability in small letters, by the node's host name.</returns>
    public static IReadOnlyDictionary<string, (string Status, string Availability)> Read(string output)
    {
        Dictionary<string, (string, string)> nodes = [];
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var node = JsonDocument.Parse(line);
            nodes[Field("Hostname")] = (Field("Status").ToLowerInvariant(), Field("Availability").ToLowerInvariant());

            string Field(string name) => node.RootElement.GetProperty(name).GetString() ?? "";
        }

        return nodes;
    }
}
