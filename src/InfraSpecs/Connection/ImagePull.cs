using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Makes sure that an engine has an image by reference.</summary>
internal static class ImagePull
{
    /// <returns>Null if it has it now; else what the engine said.</returns>
    public static async Task<string?> TryAsync(IDockerClient client, TimeProvider time, string reference, TimeSpan within, CancellationToken token)
    {
        try
        {
            if (await HasAsync(client, reference, token)) return null;
            using var deadline = new CancellationTokenSource(within, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
            string? failure = null;
            var progress = new SynchronousProgress<JSONMessage>(message => failure = message.Error?.Message ?? failure);
            // Where no tag is named, the engine would take all of the repository.
            await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = $"{ImageName.Split(reference).OrLatest()}" }, null, progress, linked.Token);
            return failure;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return $"it was not complete within {FailureText.Duration(within)}";
        }
        catch (DockerApiException e)
        {
            return EngineMessage.Of(e);
        }
    }

    public static async Task<bool> HasAsync(IDockerClient client, string reference, CancellationToken token)
    {
        try
        {
            await client.Images.InspectImageAsync(reference, token);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
