namespace InfraSpecs.Images.Behaviour;

/// <summary>One stop: the signal, the grace period, and where it passes a look before the kill. The engine's own stop kills without looking.</summary>
internal static class Stopping
{
    private static readonly TimeSpan LookWithin = TimeSpan.FromSeconds(10);

    public static async Task<ImageStop> RunAsync(ImageRun run, CancellationToken token)
    {
        var (engine, signal, grace) = (run.Engine, run.Declared.StopSignal, run.Options.StopWithin);
        var began = engine.Time.GetTimestamp();
        await run.SignalAsync(signal, token);
        var ended = await EndsAsync(run, grace, token);
        var took = engine.Time.GetElapsedTime(began);
        var (cause, left) = ended ? (null, []) : await SeeAsync(run, signal, token);
        var exit = ended ? await run.Container.StopAsync(TimeSpan.Zero, token) : await KillAsync(run, token);
        return new ImageStop
        {
            Image = run.Options.Image,
            Signal = signal.Name,
            Grace = grace,
            Took = took,
            WasKilled = !ended,
            Exit = exit.Mask(run.Mask.Apply),
            Cause = cause,
            Left = left,
            Number = signal.Number,
        };
    }

    private static async Task<bool> EndsAsync(ImageRun run, TimeSpan within, CancellationToken token)
    {
        using var budget = new CancellationTokenSource(within, run.Engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, token);
        try
        {
            await run.Engine.Client.Containers.WaitContainerAsync(run.Container.Id, linked.Token);
            return true;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<(string Cause, IReadOnlyList<ImageProcess> Left)> SeeAsync(ImageRun run, StopSignal signal, CancellationToken token)
    {
        using var budget = new CancellationTokenSource(LookWithin, run.Engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, token);
        try
        {
            var look = await run.LookAsync(linked.Token);
            return (StopCause.Explain(look.Processes, signal), look.Processes);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
        {
            return ("It ended just after the grace period was over: it is slower than that.", []);
        }
        catch (Exception e) when (e is InfraSpecsException or OperationCanceledException && !token.IsCancellationRequested)
        {
            return ($"Why cannot be said, since what ran could not be seen: {e.Message.Split('\n')[0]}", []);
        }
    }

    private static async Task<ContainerExit> KillAsync(ImageRun run, CancellationToken token)
    {
        try
        {
            return await run.Container.KillAsync(token);
        }
        catch (ContainerException e) when (e.Exit is not null)
        {
            return e.Exit; // while it was looked at
        }
    }
}
