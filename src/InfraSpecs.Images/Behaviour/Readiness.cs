namespace InfraSpecs.Images.Behaviour;

/// <summary>By what the image itself says.</summary>
internal sealed record DeclaredReadiness : ImageReadiness
{
    internal override Task WaitAsync(ImageRun run, CancellationToken token)
    {
        if (run.Declared.HasHealthcheck) return Healthy.WaitAsync(run, token);
        return run.Declared.SeenPorts is { Count: > 0 } ports ? new PortReadiness(ports).WaitAsync(run, token) : new HandlerReadiness().WaitAsync(run, token);
    }
}

/// <summary>By its health check.</summary>
internal sealed record HealthyReadiness : ImageReadiness
{
    internal override Task WaitAsync(ImageRun run, CancellationToken token) => run.WaitUntilAsync(
        "a passed health check", linked => ContainerHealth.AskAsync(run.Container, run.Mask.Apply, linked), token);
}

/// <summary>By a line of its output.</summary>
internal sealed record OutputReadiness(string Pattern) : ImageReadiness
{
    internal override async Task WaitAsync(ImageRun run, CancellationToken token)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var (matched, seen) = (false, "it has printed nothing yet");
        var reading = ReadAsync();
        try
        {
            // Not a follower's own wait: that shows the log's end as it is.
            await run.WaitUntilAsync($"a line of output that matches /{Pattern}/", AskAsync, token);
        }
        finally
        {
            await enough.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task ReadAsync()
        {
            var regex = EnvironmentRow.Compile(Pattern);
            await foreach (var line in run.Container.ReadOutputAsync(enough.Token))
            {
                Volatile.Write(ref seen, $"of {FailureText.Count(line.Number, "line")} none matches, the last is '{run.Mask.Apply(line.Text)}'");
                Volatile.Write(ref matched, regex.IsMatch(line.Text));
                if (matched) return;
            }
        }

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            if (reading.IsFaulted) await reading;
            return Volatile.Read(ref matched) ? Probe.Ready(true) : Probe.NotYet<bool>(Volatile.Read(ref seen));
        }
    }
}

/// <summary>By a port that it listens on: one of these.</summary>
internal sealed record PortReadiness(IReadOnlyList<string> Ports) : ImageReadiness
{
    internal override Task WaitAsync(ImageRun run, CancellationToken token) => run.LookUntilAsync($"a listener on {Names}", look =>
        look.Ports.Any(it => Ports.Contains(it.ToString())) ? Probe.Ready(true) : Probe.NotYet<bool>($"nobody listens on {Names}; listened on: {Listened(look)}"), token);

    private string Names => string.Join(" or ", Ports);

    private static string Listened(InsideLook look) => look.Ports.Where(it => !it.IsChosen).ToList() is { Count: > 0 } ports ? string.Join(", ", ports) : "nothing";
}

/// <summary>By a main process that takes its stop signal. One that never does is not waited for longer than a start may take.</summary>
internal sealed record HandlerReadiness : ImageReadiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal override Task WaitAsync(ImageRun run, CancellationToken token)
    {
        var began = run.Engine.Time.GetTimestamp();
        return run.LookUntilAsync("its main process", look =>
            look.Main is { } main && (main.Signals.Takes(run.Declared.StopSignal.Number) || run.Engine.Time.GetElapsedTime(began) >= Patience)
                ? Probe.Ready(true)
                : Probe.NotYet<bool>(look.Main is null ? "process 1 is not to be seen" : $"process 1 does not take {run.Declared.StopSignal.Name} yet"), token);
    }
}
