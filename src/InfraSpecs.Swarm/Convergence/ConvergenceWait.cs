using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Waits until a service is what it was asked to be.</summary>
internal static class ConvergenceWait
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    public static async Task<Placement> RunAsync(
        Cluster cluster, (string Id, string Name) service, ConvergenceRules rules, TimeSpan within, CancellationToken token)
    {
        var began = cluster.Time.GetTimestamp();
        var convergence = new Convergence(rules);
        var check = new ImageHealthCheck(cluster);
        var repeats = new RepeatJudge(cluster, service.Id);
        var stuck = new StuckTasks(cluster);
        var hopeless = new HopelessTasks(cluster);
        var containers = new RunningContainers(cluster, service.Id);
        TimeSpan? ahead = null;
        Probe<Placement>? last = null;
        ServiceSummary? summary = null;
        try
        {
            return await Wait.UntilAsync($"service {service.Name}", LookAsync, within, token, cluster.Time, LongestPause);
        }
        catch (WaitException e)
        {
            var shown = convergence.Last is { } seen ? await TroubleReader.AddAsync(seen, cluster, service.Id, token) : null;
            var why = shown is null ? e.LastSeen : convergence.Retell(e.LastSeen, shown);
            throw ServiceException.NotConverged(
                service.Name, rules.Goal, why, e.Reason == WaitReason.TimedOut ? within : null, cluster.Time.GetElapsedTime(began), shown, rules.More);
        }

        async ValueTask<Probe<Placement>> LookAsync(CancellationToken linked)
        {
            try
            {
                ahead ??= await EngineClock.ReadAheadAsync(cluster.Client, cluster.Time, linked);
                if (await NothingNewAsync(linked)) return last!;
                var seen = await PlacementReader.ReadAsync(cluster, service, linked);
                if (rules.StableFor is null) seen = await check.AddAsync(seen, linked);
                var now = seen.ReadAt + ahead.Value;
                last = convergence.Judge(await stuck.AddAsync(seen, now, linked), now);
                if (last is Probe<Placement>.NotYet && convergence.Repeat is { } repeat && await repeats.IsForGoodAsync(repeat, seen.HasHealthCheck == true, now, linked)) last = convergence.GiveUp();
                if (last is Probe<Placement>.NotYet && await hopeless.WhyAsync(seen, now, linked) is { } never) last = convergence.GiveUp(never);
                if (last is Probe<Placement>.Ready && await containers.WhyNotAsync(seen, linked) is { } why) last = convergence.Doubt(why);
                return last;
            }
            catch (ServiceException e) when (e.Reason == ServiceReason.NotFound)
            {
                return Probe.Hopeless<Placement>("the service was removed");
            }
            catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
            {
                // A manager was lost, or a new leader is being elected.
                return Probe.NotYet<Placement>($"the managers cannot be asked: {EngineMessage.Of(e)}");
            }
        }

        async Task<bool> NothingNewAsync(CancellationToken linked)
        {
            if (convergence.Last is not { Tasks.Count: > ServiceSummary.FewTasks } seen) return false;
            var (before, now) = (summary, cluster.Time.GetUtcNow());
            summary = await ServiceSummary.ReadAsync(cluster.Client, service.Id, linked);
            return summary?.SaysNothingNew(before, now - seen.ReadAt, convergence.IsDue(now + ahead!.Value)) == true;
        }
    }
}
