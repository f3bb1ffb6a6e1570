namespace InfraSpecs.Report;

/// <summary>What would make a run cheaper, decided from what was recorded.</summary>
internal static class Advice
{
    private const int ManySpecs = 3;
    private const long WorthIt = 3_000;

    public static IReadOnlyList<string> Of(RunFacts run) => [.. Own(run), .. Late(run), .. TornDown(run)];

    /// <summary>The same thing, started by each spec for itself.</summary>
    private static IEnumerable<string> Own(RunFacts run) =>
        from work in run.Specs.SelectMany(spec => spec.Works.Where(it => it.Kind == "setup" && it.To is not null).Select(it => (Spec: spec, Thing: ThingOf(it.What), Took: it.To!.Value - it.From)))
        group work by work.Thing into same
        let specs = same.Select(it => it.Spec).Distinct().Count()
        let all = same.Sum(it => it.Took)
        where specs >= ManySpecs && all >= WorthIt
        orderby all descending
        select $"{specs} specs started {same.Key} of their own ({same.Count()} × {Say.Duration(all / same.Count())}); a fixture that they share would start one.";

    private static IEnumerable<string> Late(RunFacts run)
    {
        var late = run.Specs.SelectMany(it => it.Waits).Where(it => it.How == "late" && it.To is not null).ToList();
        var took = late.Sum(it => it.To!.Value - it.From);
        if (late.Count >= 2 && took >= WorthIt)
            yield return $"{late.Count} waits ran into their deadline, {Say.Duration(took)} in all; a probe that answers Hopeless ends such a wait as soon as it is in vain.";
    }

    private static IEnumerable<string> TornDown(RunFacts run)
    {
        var cost = RunCost.Of(run);
        if (cost.Milliseconds[Doing.TearDown] is var down && down >= 10_000 && down * 4 > cost.Total)
            yield return $"Tear-down took {Say.Duration(down)}, more than a quarter of all; programs that ignore SIGTERM are waited for: look at their stop signal.";
    }

    /// <summary>"container web-1 (example/web)" and "container web-2 (example/web)" are of a kind, and so are two "cluster of 4 nodes".</summary>
    private static string ThingOf(string what)
    {
        if (what.StartsWith("container ", StringComparison.Ordinal) && what.LastIndexOf('(') is >= 0 and var open && what.EndsWith(')')) return $"a container of {what[(open + 1)..^1]}";
        return $"{("aeiou".Contains(what.FirstOrDefault()) ? "an" : "a")} {FileLine.Cut(what, 80)}";
    }
}
