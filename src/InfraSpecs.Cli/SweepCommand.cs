using System.CommandLine;
using InfraSpecs.MySql;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs sweep</c>: what is kept on an engine, with sizes and ages, and the removal of what nobody needs.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var dry = new Option<bool>("--dry-run") { Description = "Lists, and removes nothing." };
        var golden = new Option<bool>("--golden") { Description = "Removes all golden volumes that no container has; the next server makes its own again." };
        var command = new Command(
            "sweep", "Lists what is kept on the engine, and removes what dead sessions left, and golden volumes beyond 20, 10 GB or 14 days. Ends with 1 if something could not be removed.")
        {
            dry, golden,
        };
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(dry), parsed.GetValue(golden), output, token));
        return command;
    }

    /// <returns>The exit code: 0, or 1 if something could not be removed.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, bool dryRun, bool golden, VerbOutput output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(options with { Sweep = false }, token);
        var (left, volumes) = (await engine.ListLeftAsync(token), await GoldenVolumes.ListAsync(engine, token));
        var goes = golden ? [.. volumes.Where(it => !it.IsInUse)] : GoldenVolumes.BeyondBound(volumes, engine.Time.GetUtcNow());
        var facts = await KeptFacts.ReadAsync(engine, token);

        // Its size and age can be asked for as long as it is there.
        var (swept, removed) = dryRun ? (null, []) : (await engine.SweepAsync(token), await RemoveAsync(engine, goes, golden, token));
        var refused = swept?.Refused.ToDictionary(it => it.Key.Id, it => it.Value) ?? [];
        KeptList dead = new("Left by dead sessions", [.. left.OfDeadSessions.Select(it => facts.Of(it, dryRun ? "goes" : refused.TryGetValue(it.Id, out var why) ? $"stays: {why}" : "removed"))]);
        KeptList kept = new("Golden volumes", [.. volumes.OrderBy(it => it.LastUsed).Select(it => facts.Of(it, StateOf(it)))]);
        KeptList unjudged = new("Of sessions that cannot be judged from here", [.. left.Unjudged.Select(it => facts.Of(it, "stays"))]);
        KeptList images = new("Images that were built here, with what they share", facts.Images);
        var gone = dead.Things.Concat(kept.Things).Where(it => it.State is "removed" or "goes").ToList();
        var shown = new[] { dead, unjudged, kept, images }.Select(it => it.Shown())
            .Prepend(Passage.Of($"Engine {engine.Version}, API {engine.ApiVersion}, at {engine.Endpoint}")).Append(Passage.Of($"{(dryRun ? "Would be removed" : "Removed")}: {KeptList.TotalOf(gone)}"));
        var document = new
        {
            Engine = new { engine.Version, Api = $"{engine.ApiVersion}", Endpoint = engine.Endpoint.OriginalString }, DryRun = dryRun,
            Left = dead.Described(), Unjudged = unjudged.Described(), Golden = kept.Described(), Images = images.Described(),
        };
        await output.ShowAsync(document, shown);
        return dead.Things.Concat(kept.Things).Any(it => it.State.StartsWith("stays: ", StringComparison.Ordinal)) ? 1 : 0;

        string StateOf(KeptVolume it) =>
            !goes.Contains(it) ? it.IsInUse ? "in use" : "kept"
            : dryRun ? "goes"
            : removed.Contains(it.Name) ? "removed" : "stays: a container took it meanwhile";
    }

    private static async Task<IReadOnlyList<string>> RemoveAsync(Engine engine, IReadOnlyList<KeptVolume> goes, bool golden, CancellationToken token)
    {
        if (goes.Count == 0) return [];
        return golden ? await GoldenVolumes.RemoveAllAsync(engine, token) : await GoldenVolumes.RemoveOldAsync(engine, token);
    }
}
