namespace InfraSpecs.Swarm;

/// <content>Stacks.</content>
public sealed partial class SwarmCluster
{
    /// <summary>
    /// Deploys a compose file with the docker command line in a manager, as `docker stack deploy` does. A stack of this name that this run made already is
    /// updated; one that somebody else made only with <see cref="StackOptions.UpdateExisting"/>. Tasks start afterwards; <see cref="Stack.WaitUntilConvergedAsync"/>
    /// waits for them. What a refused deploy made half-way is removed again, unless the stack was there before. Of a cluster that was attached to, the docker command
    /// of this machine is used.
    /// </summary>
    /// <param name="options">Which file, and what its variables mean.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="StackException">A file that the compose file names is not there, or is named so that it cannot be found. The cluster has something of the
    /// stack, or of a name that the file gives, which this run did not make. Nothing was changed. The command line or the managers refuse; the message has their
    /// words, and the file's line.</exception>
    /// <exception cref="WaitException">The docker command did not end within <see cref="StackOptions.DeployWithin"/>.</exception>
    public async Task<Stack> DeployStackAsync(StackOptions options, CancellationToken token)
    {
        var warnings = await StackDeploy.RunAsync(_cluster, options, token);
        return new Stack(_cluster, options.Name, options, warnings);
    }

    /// <summary>A stack that is there, whoever deployed it, to be looked at. Nothing is changed, and disposing it leaves it in place.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="StackException">There is none.</exception>
    public async Task<Stack> HoldStackAsync(string name, CancellationToken token)
    {
        var there = (await ReadStacksAsync(token)).Select(it => it.Name).ToList();
        return there.Contains(name) ? new Stack(_cluster, name, null, []) : throw StackException.NotFound(name, there);
    }

    /// <summary>The stacks as the managers see them now, by name. Networks, secrets and configs that a stack left are seen too, where `docker stack ls` goes by
    /// services alone.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<IReadOnlyList<StackFacts>> ReadStacksAsync(CancellationToken token) => StackFacts.ReadAsync(_cluster, token);
}
