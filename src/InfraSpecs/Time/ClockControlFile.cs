using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Time;

/// <summary>The control file in a container that runs. Nothing is written on top of one that is not ours.</summary>
internal sealed class ClockControlFile(Engine engine, string id, string container, ClockHistory history)
{
    // Not after a request that was cancelled: whether the engine has heeded it is open.
    private bool _known = true;

    /// <exception cref="ClockException">Something else has written it, the container is gone, or it came so late that the clock leapt.</exception>
    public async Task WriteAsync(Func<ClockControl> change, CancellationToken token)
    {
        await CheckAsync(token);
        var control = change();
        await using var file = ClockFiles.ControlAlone(control);
        _known = false;
        await WhileThereAsync(engine.Client.Containers.ExtractArchiveToContainerAsync(id, new CopyToContainerParameters { Path = ClockFiles.Folder }, file, token));
        _known = true;
        if (history.Confirm(control) is { } leap) throw ClockException.Late(container, leap);
    }

    /// <exception cref="ClockException">Something else has written it, or the container is gone.</exception>
    public async Task CheckAsync(CancellationToken token)
    {
        if (!_known) return;
        var reading = ContainerFiles.FindTextAsync(engine, id, ClockFiles.Control, token);
        await WhileThereAsync(reading);
        var found = await reading;
        if (found == history.Control.ToString()) return;
        throw found is null && !await IsThereAsync() ? ClockException.Removed(container) : ClockException.Replaced(container, found);
    }

    /// <summary>The engine has several answers about a container that is going.</summary>
    private async Task WhileThereAsync(Task request)
    {
        try
        {
            await request;
        }
        catch (DockerApiException)
        {
            if (await IsThereAsync()) throw;
            throw ClockException.Removed(container);
        }
    }

    private async Task<bool> IsThereAsync()
    {
        try
        {
            return (await engine.Client.Containers.InspectContainerAsync(id, CancellationToken.None)).State!.Status is not ("removing" or "dead");
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
