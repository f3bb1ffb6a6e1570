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

    private string _asked = "";
    private bool _cannotBeRun;
    private TimeSpan _next = Patience;

    public async Task<bool> IsForGoodAsync(Repeat repeat, DateTimeOffset now, CancellationToken token)
    {
        if (repeat.IsForGood) return true;
        if (_asked.Length == 0)
        {
            _asked = repeat.Last.Id;
            _cannotBeRun = (await TroubleReader.AskAsync([repeat.Last], cluster, token)).Any(it => it.CannotBeRun);
        }

        if (_cannotBeRun) return true;
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
