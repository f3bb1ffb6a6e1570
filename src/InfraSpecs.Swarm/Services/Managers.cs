using System.Net;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Asking the managers to make or remove something, with their refusal as an error of ours.</summary>
internal static class Managers
{
    /// <summary>Makes it. The token is honoured before the request, which is not cancelled: it may leave something that nobody knows.</summary>
    public static async Task<T> MakeAsync<T>(string subject, Func<Task<T>> make, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            return await make();
        }
        catch (DockerApiException e)
        {
            throw new ServiceRefusedException(subject, "create", e);
        }
    }

    /// <summary>Removes it; what is gone already is what was wanted.</summary>
    public static async Task RemoveAsync(string subject, Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return;
        }
        catch (DockerApiException e)
        {
            throw new ServiceRefusedException(subject, "remove", e);
        }
    }
}
