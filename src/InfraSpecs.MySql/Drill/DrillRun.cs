namespace InfraSpecs.MySql;

/// <summary>A step of a drill under way.</summary>
/// <param name="Engine">Where.</param>
/// <param name="Options">The drill's.</param>
/// <param name="Server">The options of the step's server, which need not run.</param>
/// <param name="Site">What the step finds.</param>
internal sealed record DrillRun(Engine Engine, BackupDrillOptions Options, MySqlOptions Server, DrillSite Site)
{
    /// <summary>"backup" or "restore".</summary>
    public required string Step { get; init; }

    /// <summary>The step before it.</summary>
    public DrillStep? Before { get; init; }

    public string NotEnded => $"it had not ended within {FailureText.Duration(Options.CommandWithin)} (BackupDrillOptions.CommandWithin)";

    public async Task<DrillStep> RunAsync(DrillAction action, CancellationToken token)
    {
        var began = Engine.Time.GetTimestamp();
        try
        {
            var lines = await action.RunAsync(this, token);
            return new DrillStep(Step, Engine.Time.GetElapsedTime(began), lines);
        }
        catch (Exception e) when (Site.Server is not null && e is MySqlServerException or ContainerException)
        {
            // What a client says of a server that has ended is not the cause.
            await Site.Server!.ThrowIfEndedAsync($"the {Step}", token);
            throw;
        }
    }

    /// <summary>Starts a container, and waits until it has ended with exit code 0.</summary>
    /// <param name="start">Starts it.</param>
    /// <param name="secrets">What its output may not show; asked for when it was started.</param>
    /// <param name="advice">What to do where it fails.</param>
    /// <param name="adviceIfEndless">What to do where it does not end.</param>
    /// <param name="token">The caller's.</param>
    /// <returns>The last lines that it printed.</returns>
    public async Task<IReadOnlyList<string>> RunToEndAsync(
        Func<CancellationToken, Task<Container>> start, Func<Secrets> secrets, string advice, string adviceIfEndless, CancellationToken token)
    {
        var (exit, why) = await EndAsync(start, token);
        IReadOnlyList<string> lines = [.. exit.Mask(secrets().Mask).LastLines.Select(line => line.Text)];
        if (why is null && exit.ExitCode == 0) return lines;
        throw await FailAsync(why ?? $"it {exit}", lines, why is null ? advice : adviceIfEndless, token);
    }

    /// <param name="why">How it ended.</param>
    /// <param name="lines">What it printed last, without secrets; null where that is not known.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="token">The caller's.</param>
    public async Task<MySqlServerException> FailAsync(string why, IReadOnlyList<string>? lines, string advice, CancellationToken token)
    {
        var files = await new DrillFiles(Engine, Options.Source.Image, Site.Volume).DescribeAsync(token);
        return MySqlServerException.DrillCommandFailed(
            Step, why, lines, Before?.Complaint is { } said ? $"the {Before.Name} said: {said}" : null, [files, .. Before?.Said ?? []], advice);
    }

    /// <returns>How it ended, and why it had to be ended; null if it ended by itself.</returns>
    private async Task<(ContainerExit Exit, string? Why)> EndAsync(Func<CancellationToken, Task<Container>> start, CancellationToken token)
    {
        try
        {
            await using var container = await start(token);
            try
            {
                return (await container.WaitForExitAsync(Options.CommandWithin, token), null);
            }
            catch (WaitException)
            {
                return (await container.StopAsync(TimeSpan.Zero, token), NotEnded);
            }
        }
        catch (ContainerException e) when (e.Exit is { } exit)
        {
            // It was quicker than its start was seen.
            return (exit, null);
        }
    }
}
