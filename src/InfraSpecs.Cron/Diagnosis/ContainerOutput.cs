using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>What a container printed last: cron itself, what starts it, and PAM.</summary>
internal static class ContainerOutput
{
    private const int LinesRead = 200;

    /// <summary>Nothing where its log driver keeps nothing.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(Container container, CancellationToken token)
    {
        try
        {
            var tail = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = LinesRead.ToString(CultureInfo.InvariantCulture) };
            using var output = await container.Engine.Client.Containers.GetContainerLogsAsync(container.Id, tail, token);
            List<string> lines = [];
            await foreach (var line in LogLine.ReadAsync(output, container.Engine.Time, token)) lines.Add(line.Text);
            return lines;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return [];
        }
    }
}
