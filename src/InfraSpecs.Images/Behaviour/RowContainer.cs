using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Images.Behaviour;

/// <summary>A container of one row. Made over the engine's API: Testcontainers takes one that ends at once for a failed start, and here that may be what is expected.</summary>
internal sealed class RowContainer : IAsyncDisposable
{
    private readonly Engine _engine;

    private RowContainer(Engine engine, string id, string name) => (_engine, Id, Name) = (engine, id, name);

    public string Id { get; }

    public string Name { get; }

    /// <exception cref="ImageTestException">The engine refused.</exception>
    public static async Task<RowContainer> StartAsync(Engine engine, string image, EnvironmentMatrixOptions options, EnvironmentRow row, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        RowContainer? container = null;
        try
        {
            // A request that is cancelled may leave a container that nobody knows.
            container = await CreateAsync(engine, Describe(engine, image, options, row));
            await engine.Client.Containers.StartContainerAsync(container.Id, new ContainerStartParameters(), token);
            return container;
        }
        catch (Exception e)
        {
            if (container is not null) await Undo.AfterAsync(e, container.DisposeAsync);
            throw e is DockerApiException ? ImageTestException.NotStarted(options.Image, e) : e;
        }
    }

    /// <summary>What it prints, from its first line to its end.</summary>
    public async IAsyncEnumerable<LogLine> ReadLinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var follow = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true };
        using var output = await _engine.Client.Containers.GetContainerLogsAsync(Id, follow, token);
        await foreach (var line in LogLine.ReadAsync(output, _engine.Time, token)) yield return line;
    }

    /// <returns>Its exit code, once it has ended.</returns>
    public async Task<long> EndAsync(CancellationToken token) => (await _engine.Client.Containers.WaitContainerAsync(Id, token)).StatusCode;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _engine.RemovingAsync(
                $"container {Name}", () => _engine.Client.Containers.RemoveContainerAsync(Id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None));
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // somebody else has removed it, which is what was wanted
        }
    }

    private static async Task<RowContainer> CreateAsync(Engine engine, CreateContainerParameters create) =>
        new(engine, (await engine.Client.Containers.CreateContainerAsync(create, CancellationToken.None)).ID, create.Name!);

    private static CreateContainerParameters Describe(Engine engine, string image, EnvironmentMatrixOptions options, EnvironmentRow row) => new()
    {
        Image = image,
        Name = string.Create(CultureInfo.InvariantCulture, $"row-{engine.Session.ShortId}-{Guid.NewGuid():N}"),
        Labels = engine.Session.ResourceLabels.ToDictionary(),
        Env = [.. row.Environment.Select(it => $"{it.Key}={it.Value}")],
        Cmd = options.Command?.ToList()!, // null is the image's
    };
}
