using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Waits for all services of a stack at once.</summary>
internal static class StackConvergence
{
    public static async Task<StackPlacement> RunAsync(SwarmCluster cluster, Stack stack, CancellationToken token)
    {
        var options = stack.Options ?? new StackOptions { Name = stack.Name, File = "?" };
        var services = await stack.ServicesAsync(token);
        if (services.Count == 0) throw new StackNotConvergedException(stack.Name);
        using var hopeless = CancellationTokenSource.CreateLinkedTokenSource(token);
        var waits = await Task.WhenAll(services.Select(async it => (it.Name, Result: await WaitAsync(it.Service, RulesOf(stack, options, it.Restarts)))));

        token.ThrowIfCancellationRequested();
        var failed = waits.Where(it => it.Result.Failure is not null).ToDictionary(it => it.Name, it => it.Result.Failure!);
        if (failed.Count == 0) return new StackPlacement(stack.Name, waits.ToDictionary(it => it.Name, it => it.Result.Placement!));
        throw new StackNotConvergedException(stack.Name, options.ConvergeWithin, failed, await ShownAsync(), stack.Warnings);

        async Task<(Placement? Placement, ServiceNotConvergedException? Failure)> WaitAsync(Service service, ConvergenceRules rules)
        {
            try
            {
                return (await ConvergenceWait.RunAsync(cluster, (service.Id, service.Name), rules, options.ConvergeWithin, hopeless.Token), null);
            }
            catch (ServiceNotConvergedException e)
            {
                if (e.IsHopeless) await hopeless.CancelAsync();
                return (null, e);
            }
            catch (WaitCanceledException) when (!token.IsCancellationRequested)
            {
                return (null, null);
            }
        }

        // What was seen of those that failed, and what is so now of the others, which were not waited for any longer.
        async Task<StackPlacement> ShownAsync()
        {
            var shown = await Task.WhenAll(services.Select(async it => (it.Name, Placement: failed.GetValueOrDefault(it.Name)?.Placement ?? await it.Service.ReadPlacementAsync(token))));
            return new StackPlacement(stack.Name, shown.ToDictionary(it => it.Name, it => it.Placement));
        }
    }

    /// <summary>What the file says of restarts is with the managers; they go by it for services, and not for jobs, whose tasks they replace without end.</summary>
    private static ConvergenceRules RulesOf(Stack stack, StackOptions options, SwarmRestartPolicy? restarts) => new(
        options.StableFor, options.UnplaceableFor, RollbackIsMeant: stack.Options is null,
        JobRetries: restarts?.Condition == "none" ? 0 : restarts?.MaxAttempts is > 0 and < int.MaxValue and var most ? (int)most : null);
}
