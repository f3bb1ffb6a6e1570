using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>
/// The names that a registry's images have on the engine, which begin with the registry's address and must be gone when they have served.
/// The engine takes a repository's digests away with its last tag, so what is still held keeps the tags of its repository.
/// </summary>
internal sealed class TemporaryReferences(Engine engine) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly List<string> _held = [];
    private readonly HashSet<string> _unneeded = [];
    private string? _refusal;
    private bool _closed;

    /// <summary>The name stays until it is released as often as it is held.</summary>
    public Task HoldAsync(string name) => ExclusivelyAsync(() =>
    {
        _held.Add(name);
        return Task.CompletedTask;
    });

    /// <summary>Takes a name that is not held from the engine, at once or when nothing of its repository is held.</summary>
    public Task RemoveAsync(string name) => ExclusivelyAsync(() =>
    {
        _unneeded.Add(name);
        return RemoveFreeAsync();
    });

    /// <summary>The name is not needed any more by one of those who held it.</summary>
    public Task ReleaseAsync(string name) => _closed ? Task.CompletedTask : ExclusivelyAsync(() =>
    {
        if (_held.Remove(name) && !_held.Contains(name)) _unneeded.Add(name);
        return RemoveFreeAsync();
    });

    /// <summary>Nothing is needed any more. What the engine does not give back is told on standard error: a failure here would take the place of the spec's own.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        await ExclusivelyAsync(() =>
        {
            _unneeded.UnionWith(_held);
            _held.Clear();
            return RemoveFreeAsync();
        });
        _one.Dispose();
        if (_unneeded.Count == 0) return;
        await Console.Error.WriteLineAsync($"InfraSpecs: a name of a registry's image is left on the engine, as a container of it is still there: {string.Join(", ", _unneeded.Order())} ({_refusal})");
    }

    /// <summary>An image by any of its names; null if there is none.</summary>
    public static async Task<ImageInspectResponse?> FindAsync(Engine engine, string name)
    {
        try
        {
            return await engine.Client.Images.InspectImageAsync(name, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task RemoveFreeAsync()
    {
        var free = _unneeded.Where(name => !_held.Any(held => RepositoryOf(held) == RepositoryOf(name))).ToList();
        foreach (var name in free)
        {
            try
            {
                await TakeAwayAsync(name);
                _unneeded.Remove(name);
            }
            catch (DockerApiException e)
            {
                _refusal = EngineMessage.Of(e); // a container of it runs; the others can go, and this one may later
            }
        }
    }

    private async Task TakeAwayAsync(string name)
    {
        var id = (await FindAsync(engine, name))?.ID;
        await UntagAsync(name);
        if (id is not null) await UntagDigestsAsync(id, RepositoryOf(name));
    }

    /// <summary>A push that was cancelled may have added a digest while the tag was taken away.</summary>
    private async Task UntagDigestsAsync(string id, string repository)
    {
        if (await FindAsync(engine, id) is not { } left || left.RepoTags?.Any(tag => RepositoryOf(tag) == repository) is true) return;
        foreach (var digest in (left.RepoDigests ?? []).Where(it => RepositoryOf(it) == repository)) await UntagAsync(digest);
    }

    private async Task UntagAsync(string name)
    {
        try
        {
            // Forced, since a stopped container may still be made of it; what has other names stays.
            await engine.Client.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone, which is what was wanted
        }
    }

    private async Task ExclusivelyAsync(Func<Task> act)
    {
        await _one.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _one.Release();
        }
    }

    private static string RepositoryOf(string name) => ImageName.Split(name).FullRepository;
}
