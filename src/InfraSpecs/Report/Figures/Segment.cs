namespace InfraSpecs.Report;

/// <summary>What a spec does with its time.</summary>
internal enum Doing
{
    SetUp,
    Waiting,

    /// <summary>Its own body: it acts and asserts.</summary>
    Asserting,
    TearDown,
}

/// <summary>A piece of a spec's time.</summary>
/// <param name="What">What it did.</param>
/// <param name="From">In its process's milliseconds.</param>
/// <param name="To">When it did something else.</param>
/// <param name="Text">What for; empty if nothing says so.</param>
internal sealed record Segment(Doing What, long From, long To, string Text)
{
    public long Took => To - From;

    /// <summary>
    /// A spec's time without gaps and overlaps. A wait within a start is a part of the start, and of what overlaps the latest begun is told.
    /// </summary>
    public static IReadOnlyList<Segment> Of(SpecFacts spec)
    {
        var spans = SpansOf(spec);
        var cuts = spans.SelectMany(it => new[] { it.From, it.To }).Append(spec.Began).Append(spec.End)
            .Where(it => it >= spec.Began && it <= spec.End).Distinct().Order().ToList();
        List<Segment> segments = [];
        for (var i = 1; i < cuts.Count; i++)
        {
            var (from, to) = (cuts[i - 1], cuts[i]);
            var top = spans.Where(it => it.From <= from && it.To >= to).OrderBy(it => Rank(it.What)).ThenBy(it => it.Text.Length == 0).ThenByDescending(it => it.From).FirstOrDefault();
            var next = new Segment(top?.What ?? Doing.Asserting, from, to, top?.Text ?? "");
            if (segments.Count > 0 && segments[^1] is var last && last.What == next.What && last.Text == next.Text) segments[^1] = last with { To = to };
            else segments.Add(next);
        }

        return segments;
    }

    private static List<Segment> SpansOf(SpecFacts spec)
    {
        List<Segment> spans = [];
        var end = spec.End;
        if (spec.Body is { } body) spans.Add(new(Doing.SetUp, spec.Began, body, ""));
        if (spec.Down is { } down) spans.Add(new(Doing.TearDown, down, end, ""));
        spans.AddRange(spec.Works.Select(it => new Segment(it.Kind switch { "setup" => Doing.SetUp, "down" => Doing.TearDown, _ => Doing.Asserting }, it.From, it.To ?? end, it.What)));
        spans.AddRange(spec.Waits.Select(it => new Segment(Doing.Waiting, it.From, it.To ?? end, it.Subject)));
        return [.. spans.Where(it => it.To > it.From)];
    }

    private static int Rank(Doing what) => what switch { Doing.TearDown => 0, Doing.SetUp => 1, Doing.Waiting => 2, _ => 3 };
}
