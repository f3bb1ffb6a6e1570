using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>The removal of a stack, to its end.</summary>
internal static class StackRemoval
{
    /// <param name="cluster">Where it is.</param>
    /// <param name="stack">Its name.</param>
    /// <param name="ofAll">Removes also what this run did not make.</param>
    /// <param name="token">Stops waiting.</param>
    public static async Task RunAsync(Cluster cluster, string stack, bool ofAll, CancellationToken token)
    {
        if (cluster.Tasks is { } tasks) await tasks.HoldAsync(linked => TaskEvidence.FindAsync(cluster, it => LabelFilter.StackOf(it.Spec?.Labels) == stack, linked));
        var objects = new ObjectRemoval(cluster, IsRemoved) { LeavesWhatIsUsed = !ofAll, Services = cluster.Made.OfStack(stack) };
        var rounds = new RemovalRounds(cluster, async linked => [.. await objects.LookAsync(linked), .. await ReadContainersAsync(linked)]);
        var within = await Wait.UntilAsync($"the services of stack {stack}", ReadGraceAsync, LeftContainers.Margin, token, cluster.Time);
        await rounds.RunAsync($"removal of stack {stack}", within, token);
        await cluster.Postponed.TryAgainAsync(cluster, token);

        bool IsRemoved(SwarmObject it) => it.Stack == stack && (ofAll || cluster.Made.Has(it.Id));

        // Not removed here: their nodes stop them.
        async Task<IReadOnlyList<string>> ReadContainersAsync(CancellationToken linked)
        {
            var found = await Task.WhenAll(cluster.Nodes.Where(it => it.IsOpen)
                .Select(async node => (Node: node, All: await LeftContainers.ReadAsync(node, LabelFilter.LabelOfStack(stack), linked))));
            return
            [
                .. found.SelectMany(it => it.All.Where(container => objects.Services.Contains(LabelFilter.ServiceOf(container.Labels) ?? ""))
                    .Select(container => $"{LeftContainers.Describe(container, it.Node)}, which is {container.State}")),
            ];
        }

        // As long as the slowest task may take to stop, and some more.
        async ValueTask<Probe<TimeSpan>> ReadGraceAsync(CancellationToken linked)
        {
            try
            {
                var services = await cluster.Client.Swarm.ListServicesAsync(new ServiceListParameters { Filters = LabelFilter.ByLabel(LabelFilter.LabelOfStack(stack)) }, linked);
                var grace = services.Where(it => ofAll || cluster.Made.Has(it.ID)).Select(it => it.Spec?.TaskTemplate?.ContainerSpec?.StopGracePeriod ?? TimeSpan.Zero)
                    .Append(LeftContainers.EnginesGracePeriod).Max();
                return Probe.Ready(grace + LeftContainers.Margin);
            }
            catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e) && cluster.HasManager)
            {
                return Probe.NotYet<TimeSpan>($"the managers do not answer: {EngineMessage.Of(e)}");
            }
        }
    }
}
