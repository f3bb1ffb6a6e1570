namespace InfraSpecs;

/// <content>Files.</content>
public sealed partial class Container
{
    /// <summary>What is known of a file or folder; null if there is none at that path. Links are not followed. The container may run or not.</summary>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerException">The container was removed.</exception>
    public async Task<FileFacts?> FindFileAsync(string path, CancellationToken token) =>
        await ContainerFiles.FindAsync(Engine, Id, Name, path, token) ?? await NothingAsync<FileFacts>(path, token);

    /// <summary>What a file holds; null if there is none at that path. Links are not followed; of what is no regular file, nothing. The container may run or not.</summary>
    /// <param name="path">The absolute path in the container. The file is held in memory, so it has at most 64 MiB.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerException">The container was removed. Or the file is larger.</exception>
    public async Task<byte[]?> FindFileContentAsync(string path, CancellationToken token) =>
        await ContainerFiles.FindContentAsync(Engine.Client, Id, path, token) ?? await NothingAsync<byte[]>(path, token);

    /// <summary>The engine has one answer for a path that is not there and for a container that is not.</summary>
    private async Task<T?> NothingAsync<T>(string path, CancellationToken token) where T : class
    {
        await AskAsync(path, () => Engine.Client.Containers.InspectContainerAsync(Id, token), token);
        return null;
    }
}
