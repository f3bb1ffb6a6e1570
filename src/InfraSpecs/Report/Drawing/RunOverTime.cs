namespace InfraSpecs.Report;

/// <summary>The run from its beginning to its end: a lane for each class, or for each process where there are many classes.</summary>
internal static class RunOverTime
{
    private const int MostClasses = 24;
    private const int MostPieces = 900;

    public static Html Draw(RunFacts run)
    {
        if (run.Specs.Count == 0) return new Html();
        var axis = new Axis(0, Math.Max(1, run.Specs.Max(it => run.Since(it.Process, it.End))));
        var pieces = run.Specs.Count <= MostPieces / 3;
        var lanes = LanesOf(run).Select(it => new Lane(it.Label, [.. it.Specs.SelectMany(spec => BarsOf(run, spec, pieces))])).ToList();
        var html = Lanes.Legend(pieces
            ? [("setup", "set-up"), ("wait", "waiting"), ("asrt", "acting and asserting"), ("down", "tear-down"), ("dead", "a red spec")]
            : [("asrt", "a green spec"), ("dead", "a red spec"), ("off", "skipped")]);
        return html.Add(Lanes.Draw(axis, lanes, $"{FailureText.Count(run.Specs.Count, "spec")} in {FailureText.Count(lanes.Count, "lane")} over {Say.Duration(axis.To)}"));
    }

    private static IEnumerable<(string Label, IReadOnlyList<SpecFacts> Specs)> LanesOf(RunFacts run)
    {
        var classes = run.Specs.GroupBy(it => (it.Process, Class: it.Class ?? "(no class)")).OrderBy(it => it.Min(spec => run.Since(spec.Process, spec.Began))).ToList();
        var groups = classes.Count <= MostClasses
            ? classes.Select(it => (Label: it.Key.Class, Specs: it.AsEnumerable()))
            : run.Processes.Where(it => it.Specs.Count > 0).Select(it => (Label: it.Assembly ?? it.File, Specs: it.Specs.AsEnumerable()));
        return groups.SelectMany(it => SideBySide(it.Specs).Select((specs, i) => (i == 0 ? it.Label : "", specs)));
    }

    /// <summary>Specs that ran at the same time do not hide each other.</summary>
    private static List<IReadOnlyList<SpecFacts>> SideBySide(IEnumerable<SpecFacts> specs)
    {
        const int most = 8;
        List<List<SpecFacts>> lines = [];
        foreach (var spec in specs.OrderBy(it => it.Began))
        {
            var line = lines.Find(it => it[^1].End <= spec.Began);
            if (line is null && lines.Count < most) lines.Add(line = []);
            (line ?? lines[^1]).Add(spec);
        }

        return [.. lines];
    }

    private static IEnumerable<Bar> BarsOf(RunFacts run, SpecFacts spec, bool pieces)
    {
        var shift = run.Since(spec.Process, 0);
        if (spec.IsRed) return [new("dead", spec.Began + shift, spec.End + shift, $"✗ {spec.Title}: {Say.State(spec.State)}")];
        return pieces
            ? Segment.Of(spec).Select(it => new Bar(Say.Kind(it.What), it.From + shift, it.To + shift, it.Took * 50 > spec.Took ? $"{spec.Title}: {Say.Doing(it.What)}" : ""))
            : [new(spec.State == SpecState.Skipped ? "off" : "asrt", spec.Began + shift, spec.End + shift, spec.Title)];
    }
}
