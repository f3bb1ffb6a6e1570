using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary>The page that draws a named cluster: a container of the manager's engine, beside the Swarm's tasks.</summary>
internal static class Visualizer
{
    public const int Port = 9000;

    private const string Source = "visualizer";

    /// <returns>The manager that has it; null where it cannot be had, which is said, and ends nothing.</returns>
    public static async Task<NamedNode?> TryStartAsync(Engine engine, NamedCluster cluster, UpProgress progress, CancellationToken token)
    {
        var manager = (await cluster.ReadNodesAsync(token))[0];
        try
        {
            var image = await cluster.LoadAsync(Source, it => it.Name == manager.Name, token);
            var outcome = await ContainerCommand.ExecAsync(
                engine.Client, manager.ContainerId,
                [
                    "docker", "run", "--detach", "--name", Source, "--restart", "unless-stopped", "--publish", $"{Port}:8080", "--volume", "/var/run/docker.sock:/var/run/docker.sock", image,
                ],
                new ExecOptions(), token);
            if (outcome.ExitCode == 0)
            {
                progress.Say(Source, $"started {FailureText.Seconds(progress.Elapsed, 1)}");
                return manager;
            }

            progress.Say(Source, $"not started: {FailureText.Complaint(outcome.Error.Split('\n'))}");
        }
        catch (Exception e) when (e is ImageException or ClusterException)
        {
            progress.Say(Source, $"not started: {e.Message.Split('\n')[0]}");
        }

        return null;
    }
}
