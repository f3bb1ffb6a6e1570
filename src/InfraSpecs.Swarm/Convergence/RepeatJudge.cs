using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Decides whether a task that ends again and again will go on so. It may wait for something that is still to come; that is not known, but what could come is looked at.</summary>
internal sealed class RepeatJudge(Cluster cluster, string serviceId)
{
    /// <summary>So long it is left to itself, after the third time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What was made or changed more lately may not be ready yet, though it runs.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(1);

    private (string Place, TaskState State, long? ExitCode) _asked;
    private bool _cannotBeRun;
    private bool _wasUnhealthy;
    private TimeSpan _next = Patience;

    /// <param name="repeat">What ended again and again.</param>
    /// <param name="hasHealthCheck">Its tasks are stopped by their nodes when they are unhealthy.</param>
    /// <param name="now">By the cluster's clock.</param>
    /// <param name="token">Ends the look.</param>
    public async Task<bool> IsForGoodAsync(Repeat repeat, bool hasHealthCheck, DateTimeOffset now, CancellationToken token)
    {
        var end = (repeat.Last.Place, repeat.Last.State, repeat.Last.ExitCode);
        if (_asked != end)
        {
            _asked = end;
            var told = await TroubleReader.AskAsync([repeat.Last], cluster, token);
            _cannotBeRun = told.Any(it => it.CannotBeRun);
            // Its program may end with exit code 0 then, as one whose work is done.
            _wasUnhealthy = told.Count == 0 ? hasHealthCheck : told.Any(it => it.Health is TaskHealth.Unhealthy);
        }

        if (_cannotBeRun || repeat.IsForGood && !_wasUnhealthy) return true;
        if (repeat.For < _next) return false;
        _next = repeat.For + AskedAgainAfter;
        return await IsAloneAsync(now, token);
    }

    /// <summary>Every other service has been there for long, and runs all of its tasks: none is on its way that this one may need.</summary>
    private async Task<bool> IsAloneAsync(DateTimeOffset now, CancellationToken token) =>
        (await cluster.Client.Swarm.ListServicesAsync(new ServiceListParameters { Status = true }, token)).All(it => it.ID == serviceId || IsSettled(it, now));

    private static bool IsSettled(SwarmService service, DateTimeOffset now) =>
        service.ServiceStatus is { } status && status.RunningTasks + status.CompletedTasks >= status.DesiredTasks && now - At(service.CreatedAt) > Settled && now - At(service.UpdatedAt) > Settled;

    private static DateTimeOffset At(DateTime? time) => time is { } at ? new DateTimeOffset(at.ToUniversalTime()) : DateTimeOffset.MaxValue;
}
