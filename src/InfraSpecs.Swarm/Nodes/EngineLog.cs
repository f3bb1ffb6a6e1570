using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>The log of a node's own engine: what the node's container prints.</summary>
/// <param name="Lines">Those that were asked for.</param>
/// <param name="WhyNot">Why it cannot be read, in half a sentence; null if it was.</param>
internal sealed record EngineLog(IReadOnlyList<EngineLogLine> Lines, string? WhyNot)
{
    // Times of the managers and of the engine that keeps the log are those of two clocks.
    private static readonly TimeSpan Earlier = TimeSpan.FromSeconds(2);

    /// <summary>That of a node; nobody knows one that is not among the cluster's.</summary>
    public static Task<EngineLog> ReadAsync(Node? node, DateTimeOffset since, Func<string, bool> isMeant, CancellationToken token) =>
        node is null ? Task.FromResult(new EngineLog([], "the node is not among the cluster's")) : ReadAsync(node.Name, node.Container, since, isMeant, token);

    /// <param name="name">The node's name.</param>
    /// <param name="container">The node's container; null for a machine.</param>
    /// <param name="since">From when on.</param>
    /// <param name="isMeant">Which lines, before they are taken apart.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<EngineLog> ReadAsync(string name, Container? container, DateTimeOffset since, Func<string, bool> isMeant, CancellationToken token)
    {
        if (container is null) return new EngineLog([], $"{name} is a machine; `journalctl -u docker` shows it there");
        var asked = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Since = (since - Earlier).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };
        try
        {
            using var output = await container.Engine.Client.Containers.GetContainerLogsAsync(container.Id, asked, token);
            List<EngineLogLine> lines = [];
            await foreach (var line in LogLine.ReadAsync(output, container.Engine.Time, token))
            {
                if (isMeant(line.Text) && EngineLogLine.Parse(line.Text) is { } parsed) lines.Add(parsed);
            }

            return new EngineLog(lines, null);
        }
        catch (Exception e) when (e is DockerApiException or InfraSpecsException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return new EngineLog([], EngineMessage.Of(e));
        }
    }
}
