namespace InfraSpecs.Swarm;

/// <summary>The stacks of a cluster.</summary>
public static class SwarmStacks
{
    /// <summary>
    /// Deploys a compose file with the docker command line in a manager, as `docker stack deploy` does. A stack of this name that this run made already is
    /// updated; one that somebody else made only with <see cref="StackOptions.UpdateExisting"/>. Tasks start afterwards; <see cref="Stack.WaitUntilConvergedAsync"/>
    /// waits for them. What a refused deploy made half-way is removed again, unless the stack was there before. Of a cluster that was attached to, the docker command
    /// of this machine is used.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="options">Which file, and what its variables mean.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="StackException">A file that the compose file names is not there, or is named so that it cannot be found.</exception>
    /// <exception cref="StackException">The cluster has something of the stack, or of a name that the file gives, which this run did not make. Nothing was changed.</exception>
    /// <exception cref="WaitException">The docker command did not end within <see cref="StackOptions.DeployWithin"/>.</exception>
    /// <exception cref="StackException">The command line or the managers refuse; the message has their words, and the file's line.</exception>
    public static async Task<Stack> DeployStackAsync(this SwarmCluster cluster, StackOptions options, CancellationToken token)
    {
        var warnings = await StackDeploy.RunAsync(cluster, options, token);
        return new Stack(cluster, options.Name, options, warnings);
    }

    /// <summary>A stack that is there, whoever deployed it, to be looked at. Nothing is changed, and disposing it leaves it in place.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">Its name.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="StackException">There is none.</exception>
    public static async Task<Stack> GetStackAsync(this SwarmCluster cluster, string name, CancellationToken token)
    {
        var there = (await cluster.ReadStacksAsync(token)).Select(it => it.Name).ToList();
        return there.Contains(name) ? new Stack(cluster, name, null, []) : throw StackException.NotFound(name, there);
    }

    /// <summary>The stacks as the managers see them now, by name. Networks, secrets and configs that a stack left are seen too, where `docker stack ls` goes by
    /// services alone.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="token">Ends the look-up.</param>
    public static Task<IReadOnlyList<StackFacts>> ReadStacksAsync(this SwarmCluster cluster, CancellationToken token) => StackFacts.ReadAsync(cluster, token);
}
