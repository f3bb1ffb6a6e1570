namespace InfraSpecs.Report;

/// <summary>What a spec waited for: its own time, its containers, its faults, and a red line where it failed.</summary>
internal static class SpecTimeline
{
    private const int MostContainers = 14;

    public static Axis AxisOf(SpecFacts spec) => new(spec.Began, Math.Max(spec.End, spec.Began + 1));

    public static Html Draw(SpecFacts spec, Detail detail)
    {
        var axis = AxisOf(spec);
        var html = new Html();
        if (detail.Draws && spec.Took > 0) html.Add(Picture(spec, axis));
        if ((spec.Waits.LastOrDefault() ?? spec.FixturesWaits.LastOrDefault(it => it.How != "ready")) is { } last && last.Answers.LastOrDefault() is { Text: { Length: > 0 } answer })
            html.Add($"""<p class="last">{Last(last)} <q>{answer}</q></p>""").Add($"\n");
        return html.Add(Table(spec, detail));
    }

    private static string Last(WaitFacts wait)
    {
        // A wait that its caller ended has no count.
        var asked = Math.Max(wait.Attempts ?? 0, wait.Answers.All);
        return $"The last answer of {wait.Subject} ({(asked == 1 ? "asked once" : $"asked {asked:N0} times, {FailureText.Count(wait.Answers.All, "different answer")}")}):";
    }

    private static Html Picture(SpecFacts spec, Axis axis)
    {
        var segments = Segment.Of(spec);
        List<Lane> lanes = [new("The spec", [.. segments.Select(BarOf)])];
        var faults = spec.Faults.Concat(spec.Process.Faults.Where(it => it.Owner.Concerns(spec))).Where(it => axis.Shows(it.From, it.To ?? spec.End)).ToList();
        var containers = ContainersOf(spec, axis, faults);
        foreach (var container in containers.Take(MostContainers))
            lanes.Add(new(Label(container), [.. Lifetime.Of(container, spec.End).Select(BarOf), .. faults.Where(it => it.On == container.Called).Select(it => FaultBar(it, spec.End))]));
        var others = faults.Where(it => containers.Take(MostContainers).All(container => container.Called != it.On)).ToList();
        if (others.Count > 0) lanes.Add(new("Faults", [.. others.Select(it => FaultBar(it, spec.End))]));
        var html = Lanes.Legend(
            lanes,
            ("setup", "set-up"), ("wait", "waiting"), ("asrt", "acting and asserting"), ("down", "tear-down"),
            ("cont", "container runs"), ("off", "ended"), ("dead", "killed, or an error"), ("fault", "fault injected"),
            ("line", "failed here"));
        html.Add(Lanes.Draw(axis, lanes, Says(spec, segments, faults), spec.FailedAt));
        if (containers.Count > MostContainers) html.Add($"""<p class="meta">{FailureText.Count(containers.Count - MostContainers, "more container")} not drawn.</p>""");
        return html;
    }

    private static string Says(SpecFacts spec, IReadOnlyList<Segment> segments, IEnumerable<FaultFacts> faults)
    {
        var sums = Enum.GetValues<Doing>().Select(what => (What: what, Took: segments.Where(it => it.What == what).Sum(it => it.Took))).Where(it => it.Took > 0);
        var said = string.Join(", ", sums.Select(it => $"{Say.Doing(it.What)} {Say.Duration(it.Took)}"));
        var broken = string.Concat(faults.Select(it => $"; {it.On} was {it.What} at {Say.Duration(Math.Max(0, it.From - spec.Began))}"));
        return $"{said}{broken}; red after {Say.Duration(spec.FailedAt - spec.Began)}";
    }

    /// <summary>Its own first, then those of fixtures to which something happened meanwhile or which a fault met, then the other ones that were there.</summary>
    private static List<ResourceFacts> ContainersOf(SpecFacts spec, Axis axis, List<FaultFacts> faults) =>
    [
        .. spec.Process.Resources.Where(it => it.Type is "container" or null && it.Concerns(spec) && (it.Spec == spec || IsThere(it, axis)))
            .OrderBy(it => it.Spec == spec ? 0 : faults.Exists(fault => fault.On == it.Called) || it.Events.Any(ev => ev.At > axis.From && ev.At < axis.To) ? 1 : 2),
    ];

    private static bool IsThere(ResourceFacts it, Axis axis) => it.Seen <= axis.To && !it.Events.Any(ev => ev.Action == "destroy" && ev.At < axis.From);

    private static string Label(ResourceFacts it) => it.Role is { Length: > 0 } role && role != it.Called ? $"{it.Called} ({role})" : it.Called;

    private static Bar BarOf(Segment it) => new(Say.Kind(it.What), it.From, it.To, it.What switch
    {
        Doing.Waiting => $"waiting {Say.Duration(it.Took)}: {it.Text}",
        Doing.SetUp => it.Text.Length > 0 ? $"set-up {Say.Duration(it.Took)}: {it.Text}" : $"set-up {Say.Duration(it.Took)}",
        Doing.TearDown => it.Text.Length > 0 ? $"tear-down: {it.Text}" : "tear-down",
        _ => it.Text,
    });

    private static Bar BarOf(Lifetime it) =>
        new(it.Condition switch { Condition.Running => "cont", Condition.Dead => "dead", Condition.Ended => "off", Condition.Paused => "pend", _ => "made" },
            it.From, it.To, it.Condition == Condition.Created ? "" : it.Text);

    private static Bar FaultBar(FaultFacts it, long until) => new("fault", it.From, it.To ?? until, $"fault: {it.What}");

    /// <summary>The same in words: for a narrow window, and for who does not see the picture.</summary>
    private static Html Table(SpecFacts spec, Detail detail)
    {
        var rows = spec.Waits.Select(it => (it.From, Took: (it.To ?? spec.End) - it.From, What: $"wait for {it.Subject}", Came: Came(it)))
            .Concat(spec.Works.Select(it => (it.From, Took: (it.To ?? spec.End) - it.From, What: Named(it), Came: it.Error ?? "")))
            .Concat(spec.Faults.Select(it => (it.From, Took: (it.To ?? spec.End) - it.From, What: $"fault on {it.On}: {it.What}", Came: it.To is null ? "never healed" : "healed")))
            .Concat(spec.FixturesWaits.Select(it => (it.From, Took: (it.To ?? spec.End) - it.From, What: $"fixture: wait for {it.Subject}", Came: Came(it))))
            .Concat(spec.FixturesWorks.Select(it => (it.From, Took: (it.To ?? spec.End) - it.From, What: $"fixture: {it.What}", Came: it.Error ?? "")))
            .OrderBy(it => it.From).ToList();
        if (rows.Count == 0) return new Html();
        var html = Html.Of($"""<div class="scroll"><table><thead><tr><th class="n">at</th><th class="n">took</th><th>what</th><th>what came of it</th></tr></thead><tbody>""");
        foreach (var (from, took, what, came) in rows.Take(detail.Rows))
            html.Add($"""<tr><td class="n">{(from < spec.Began ? "before" : Say.Duration(from - spec.Began))}</td><td class="n">{Say.Duration(took)}</td><td>{what}</td><td>{FileLine.Cut(came, 400)}</td></tr>""").Add($"\n");
        html.Add($"</tbody></table></div>");
        if (rows.Count > detail.Rows) html.Add($"""<p class="meta">{rows.Count - detail.Rows} more are in the run's file.</p>""");
        return Folded.Of("The same as a table", FailureText.Count(rows.Count, "row"), html);
    }

    private static string Named(WorkFacts it) => it.Kind switch { "setup" => $"set-up: {it.What}", "down" => $"tear-down: {it.What}", _ => it.What };

    private static string Came(WaitFacts it) => it.How switch
    {
        "ready" => it.Attempts is { } asked ? $"ready, asked {FailureText.Count(asked, "time")}" : "ready",
        null => $"was still waiting: {it.Answers.LastOrDefault().Text}",
        "late" => $"its deadline{(it.Within is { } within ? $" of {Say.Duration(within)}" : "")} passed: {it.Answers.LastOrDefault().Text}",
        var how => $"{how}: {it.Answers.LastOrDefault().Text}",
    };
}
