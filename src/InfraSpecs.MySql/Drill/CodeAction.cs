namespace InfraSpecs.MySql;

/// <summary>Code of the owner's.</summary>
/// <param name="work">Does it, and returns what was printed.</param>
internal sealed class CodeAction(Func<DrillSite, CancellationToken, Task<string>> work) : DrillAction
{
    private const int LinesKept = 10;

    internal override async Task<IReadOnlyList<string>> RunAsync(DrillRun run, CancellationToken token)
    {
        var left = await SiteContainers.LookAsync(run.Engine, run.Site, token);
        try
        {
            var said = await WorkAsync(run, token);
            await left.RemoveNewAsync();
            return LastLines(Secrets.Collect(run.Options.Servers, []).Mask(said ?? ""));
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, left.RemoveNewAsync);
            throw;
        }
    }

    internal static IReadOnlyList<string> LastLines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(LinesKept)];

    private async Task<string?> WorkAsync(DrillRun run, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(run.Options.CommandWithin, run.Engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return await run.Engine.EndPromptlyAsync(it => work(run.Site, it), linked.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !token.IsCancellationRequested)
        {
            var awaited = e is WaitCanceledException wait ? $"; it waited for {wait.Subject}, where {wait.LastSeen}" : "";
            throw await run.FailAsync(run.NotEnded + awaited, null, "look at what it waits for; raise CommandWithin if it needs longer.", token);
        }
    }
}
