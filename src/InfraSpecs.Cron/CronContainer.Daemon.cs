namespace InfraSpecs.Cron;

/// <content>What needs a daemon.</content>
public sealed partial class CronContainer
{
    /// <summary>What was in vain for want of a daemon says so, and not that something did not come or cannot be followed.</summary>
    /// <param name="work">What needs the daemon.</param>
    /// <param name="isVain">Which of its errors a daemon that is not there would explain; that its records cannot be followed is one in any case.</param>
    /// <param name="token">Cancels the call.</param>
    private async Task WithDaemonAsync(Func<CancellationToken, Task> work, Func<InfraSpecsException, bool> isVain, CancellationToken token)
    {
        var began = Container.Engine.Time.GetTimestamp();
        try
        {
            await (_watch is null ? work(token) : _watch.GuardAsync(work, token));
        }
        catch (InfraSpecsException e) when (_watch is not null && (e is ContainerException { Reason: ContainerReason.LogUnreadable } || isVain(e)))
        {
            var diagnosis = await RunsWait.ExplainAsync(Container.Engine.Time, linked => DiagnoseJobAsync(_options.Job, linked), token);
            if (diagnosis?.IsOfDaemon != true) throw;
            throw CronException.DaemonMissing(Container.Name, Container.Engine.Time.GetElapsedTime(began), diagnosis, e);
        }
    }
}
