namespace InfraSpecs.Swarm;

/// <content>Updates and rollbacks, followed to their end and read as facts.</content>
public sealed partial class Service
{
    /// <summary>
    /// Waits until the last update has gone through: the service is what it was asked to be, the managers have called the update completed, which they do
    /// <see cref="UpdatePolicy.Monitor"/> after the last task has started, and no task from before runs any more. Within <see cref="ServiceOptions.ConvergeWithin"/>.
    /// </summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>What became of the update.</returns>
    /// <exception cref="ServiceException">The deadline passed, or it cannot be any more, for the reasons of
    /// <see cref="WaitUntilConvergedAsync(CancellationToken)"/>, or because the last change replaced no task.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public Task<UpdateReport> WaitUntilUpdatedAsync(CancellationToken token) => ReportAsync(Goal.Updated, token);

    /// <summary>
    /// Waits until an update that was meant to fail has been taken back by the managers themselves: they have called the rollback completed, all tasks run as
    /// before, and none of the update does. Within <see cref="ServiceOptions.ConvergeWithin"/>. <see cref="Options"/> are those of before then.
    /// </summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>What became of the update.</returns>
    /// <exception cref="ServiceException">The deadline passed, or it cannot be any more: the update went through or is paused, or the last change
    /// replaced no task.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public async Task<UpdateReport> WaitUntilRolledBackAsync(CancellationToken token)
    {
        var report = await ReportAsync(Goal.RolledBack, token);
        NoteRollback();
        return report;
    }

    /// <summary>What became of the last update so far, and what the nodes' engines say of tasks that failed.</summary>
    /// <param name="token">Ends the look-up.</param>
    public Task<UpdateReport> ReadUpdateAsync(CancellationToken token) => UpdateReader.ReadAsync(Cluster, Key, token);

    /// <summary>
    /// Follows which replicas run, by the events of every node's engine, until it is stopped. A replica runs from its container's start, or with a health
    /// check from the first that succeeds, until it is told to stop, becomes unhealthy, ends, or its node is lost. What was answered meanwhile is another question, of an HTTP probe.
    /// </summary>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>When all engines are followed. Disposing it ends that.</returns>
    /// <exception cref="ClusterException">The cluster has a machine of whose engine no address was given.</exception>
    public Task<ReplicaWatch> WatchReplicasAsync(CancellationToken token) => ReplicaWatch.StartAsync(Cluster, Id, Name, token);

    private async Task<UpdateReport> ReportAsync(Goal goal, CancellationToken token)
    {
        await WaitAsync(goal, null, token);
        return await ReadUpdateAsync(token);
    }
}
