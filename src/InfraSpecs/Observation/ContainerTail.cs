using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Internal;

namespace InfraSpecs.Observation;

/// <summary>What a container printed last.</summary>
internal static class ContainerTail
{
    private const int Lines = 200;

    /// <summary>A container may print a gigabyte without a line's end.</summary>
    private const int MostBytes = 1 << 20;

    /// <returns>Lines in their order, each as ["out" or "err", time, text].</returns>
    public static async Task<IReadOnlyList<string[]>> ReadAsync(IDockerClient client, string id, CancellationToken token)
    {
        var asked = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Timestamps = true, Tail = $"{Lines}" };
        using var stream = await client.Containers.GetContainerLogsAsync(id, asked, token);
        using var output = new BoundedStream(MostBytes, () => new TooMuchException());
        using var error = new BoundedStream(MostBytes, () => new TooMuchException());
        try
        {
            await stream.CopyOutputToAsync(Stream.Null, output, error, token);
        }
        catch (TooMuchException)
        {
            // What came until then is shown.
        }

        return [.. Of("out", output).Concat(Of("err", error)).OrderBy(it => it[1], StringComparer.Ordinal)];
    }

    /// <summary>"2026-11-29T19:05:31.123456789Z text". A line that is no more than a part of one has no time, and is left out.</summary>
    private static IEnumerable<string[]> Of(string stream, BoundedStream text) => text.Text.Split('\n')
        .Select(line => line.TrimEnd('\r').Split(' ', 2))
        .Where(it => it is [{ Length: >= 20 }, _])
        .Select(it => new[] { stream, it[0], it[1] });

    private sealed class TooMuchException : IOException;
}
