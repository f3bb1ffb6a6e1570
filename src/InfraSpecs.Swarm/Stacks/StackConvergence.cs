using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Waits for all services of a stack at once.</summary>
internal static class StackConvergence
{
    public static async Task<StackPlacement> RunAsync(Cluster cluster, Stack stack, CancellationToken token)
    {
        var options = stack.Options ?? new StackOptions { Name = stack.Name, File = "?" };
        var services = await stack.ServicesAsync(token);
        if (services.Count == 0) throw StackException.NoServices(stack.Name);
        using var hopeless = CancellationTokenSource.CreateLinkedTokenSource(token);
        var (began, placements, waiting) = (cluster.Time.GetTimestamp(), new Dictionary<string, Placement>(), services);
        while (waiting.Count > 0)
        {
            var waits = await Task.WhenAll(waiting.Select(async it => (it.Name, Result: await WaitAsync(it.Service, RulesOf(stack, options, it.Restarts)))));
            token.ThrowIfCancellationRequested();
            var failed = waits.Where(it => it.Result.Failure is not null).ToDictionary(it => it.Name, it => it.Result.Failure!);
            if (failed.Count > 0) throw StackException.NotConverged(stack.Name, options.ConvergeWithin, failed, await ShownAsync(failed), stack.Warnings);
            foreach (var (name, result) in waits) placements[name] = result.Placement!;

            // Tasks of one that was soon ready may have ended while the others were waited for.
            var still = await Task.WhenAll(services.Select(it => services.Count == 1 ? Task.FromResult(true) : RunsAsBeforeAsync(it.Service, placements[it.Name])));
            waiting = [.. services.Where((_, index) => !still[index])];
        }

        return new StackPlacement(stack.Name, placements);

        async Task<(Placement? Placement, ServiceException? Failure)> WaitAsync(Service service, ConvergenceRules rules)
        {
            var left = options.ConvergeWithin - cluster.Time.GetElapsedTime(began);
            try
            {
                return (await ConvergenceWait.RunAsync(cluster, (service.Id, service.Name), rules, left > TimeSpan.Zero ? left : TimeSpan.Zero, hopeless.Token), null);
            }
            catch (ServiceException e) when (e.Reason == ServiceReason.NotConverged)
            {
                if (e.IsHopeless) await hopeless.CancelAsync();
                return (null, e);
            }
            catch (WaitCanceledException) when (!token.IsCancellationRequested)
            {
                return (null, null);
            }
        }

        async Task<bool> RunsAsBeforeAsync(Service service, Placement before)
        {
            try
            {
                var now = await PlacementReader.ReadAsync(cluster, service.Key, token);
                return now.Running.Select(it => it.Id).ToHashSet().SetEquals(before.Running.Select(it => it.Id));
            }
            catch (Exception e) when (e is DockerApiException or ServiceException || NodeConnection.IsNoAnswer(e))
            {
                return false; // the wait can say what that means
            }
        }

        // What was seen of those that failed, and what is so now of the others, which were not waited for any longer.
        async Task<StackPlacement> ShownAsync(Dictionary<string, ServiceException> failed)
        {
            var shown = await Task.WhenAll(services.Select(async it => (it.Name, Placement: failed.GetValueOrDefault(it.Name)?.Placement ?? await it.Service.ReadPlacementAsync(token))));
            return new StackPlacement(stack.Name, shown.ToDictionary(it => it.Name, it => it.Placement));
        }
    }

    /// <summary>What the file says of restarts is with the managers; they go by it for services, and not for jobs, whose tasks they replace without end.</summary>
    private static ConvergenceRules RulesOf(Stack stack, StackOptions options, SwarmRestartPolicy? restarts) => new(
        options.StableFor, options.UnplaceableFor, stack.Options is null ? AcceptedRollback.Any : AcceptedRollback.None,
        JobRetries: restarts?.Condition == "none" ? 0 : restarts?.MaxAttempts is > 0 and < int.MaxValue and var most ? (int)most : null,
        More: stack.Options is null ? MoreTime.OfHeldStack : MoreTime.OfStack);
}
