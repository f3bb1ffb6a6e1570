using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>Containers that are created and never started, which Testcontainers does not offer.</summary>
internal static class CreatedContainer
{
    public static async Task<(string Id, string Name)> CreateAsync(
        Engine engine, string image, string role, Mount mount, Action<CreateContainerParameters>? configure, CancellationToken token)
    {
        var parameters = new CreateContainerParameters
        {
            Image = image,
            Name = engine.NewName(role),
            Labels = engine.Session.ResourceLabels.ToDictionary(),
            Cmd = ["/bin/true"],
            HostConfig = new HostConfig { Mounts = [mount], NetworkMode = "none" },
        };
        configure?.Invoke(parameters);
        try
        {
            return ((await engine.Client.Containers.CreateContainerAsync(parameters, token)).ID, parameters.Name);
        }
        catch (DockerApiException e)
        {
            throw EngineException.Refused(engine.Endpoint, $"container {parameters.Name}", "check the folder, which is one of the engine's machine, and what Configure says.", e);
        }
    }

    public static Task RemoveAsync(Engine engine, string id) => engine.RemovingAsync($"container {id[..12]}", async () =>
    {
        try
        {
            var withVolumes = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
            await engine.Client.Containers.RemoveContainerAsync(id, withVolumes, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone, which is what was wanted
        }
    });
}
