namespace InfraSpecs.Images.Behaviour;

/// <summary>One try: an orphan is left, and whatever was a zombie before is given as long as the orphan.</summary>
internal static class Reaping
{
    public static async Task<ImageReaping> RunAsync(ImageRun run, CancellationToken token)
    {
        var within = run.Options.ReapWithin;
        var before = await run.LookAsync(token);
        var old = before.Zombies.Select(Key).ToHashSet();
        var lasting = LastingAsync(run, old, within, token);
        var took = await run.AskInsideAsync("the reaping of an orphan", (inside, linked) => inside.LeaveOrphanAsync(within, linked), token);
        var look = await lasting;
        if (took is null) look = await run.LookAsync(token);
        IReadOnlyList<ImageProcess> zombies = [.. look.Zombies.Where(it => old.Contains(Key(it)) || (took is null && it.ParentId == 1))];
        return new ImageReaping { Image = run.Options.Image, Main = look.Main!, Within = within, Took = took, Zombies = zombies, Processes = look.Processes };
    }

    /// <summary>Looks until no zombie of before is left, or the time is over.</summary>
    private static async Task<InsideLook> LastingAsync(ImageRun run, HashSet<(int, ulong)> old, TimeSpan within, CancellationToken token)
    {
        var look = await run.LookAsync(token);
        if (!look.Zombies.Any(it => old.Contains(Key(it)))) return look;
        try
        {
            return await Wait.UntilAsync("zombies", async linked =>
            {
                look = await run.LookAsync(linked);
                return look.Zombies.Any(it => old.Contains(Key(it))) ? Probe.NotYet<InsideLook>("they are still there") : Probe.Ready(look);
            }, within, token, run.Engine.Time);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            return look;
        }
    }

    private static (int, ulong) Key(ImageProcess process) => (process.Id, process.Start);
}
