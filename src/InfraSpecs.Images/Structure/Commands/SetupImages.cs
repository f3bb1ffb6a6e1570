using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Images.Structure.Commands;

/// <summary>The images that setup commands leave, one on top of the other. Disposing removes them.</summary>
internal sealed class SetupImages(Engine engine, string first) : IAsyncDisposable
{
    private readonly Stack<string> _made = [];

    /// <summary>The newest.</summary>
    public string Current => _made.TryPeek(out var newest) ? newest : first;

    /// <summary>Runs a command and makes an image of what it leaves.</summary>
    /// <returns>The command's exit code, which the original does not look at.</returns>
    /// <exception cref="CommandFailedException">It could not be run to its end.</exception>
    public async Task<long> AddAsync(IReadOnlyList<string> command, IReadOnlyList<string> environment, ContainerRunOptions options, CancellationToken token)
    {
        await using var container = await CommandContainer.CreateAsync(
            engine, new CommandRequest { Image = Current, Command = command, Environment = environment, Options = options }, token);
        var end = await container.RunAsync(token);
        // The engine does not stop when nobody waits any more: what it makes must be known, to be removed.
        _made.Push(await container.CommitAsync(CancellationToken.None));
        token.ThrowIfCancellationRequested();
        return end.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        while (_made.TryPop(out var image)) await engine.RemovingAsync($"image {image} of a setup", () => RemoveAsync(image));
    }

    // Not those below: the image under test may have no name, and would go with them.
    private async Task RemoveAsync(string image)
    {
        try
        {
            await engine.Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true, NoPrune = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            // Two setups that changed nothing may be one image.
        }
    }
}
