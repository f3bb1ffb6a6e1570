using System.Text;

namespace InfraSpecs.Report;

/// <summary>What else was recorded of a red spec: events, answers, inspects.</summary>
internal static class Recorded
{
    private const int MostInspects = 20;

    public static Html Draw(SpecFacts spec, Detail detail)
    {
        var resources = spec.Process.Resources.Where(it => it.Spec == spec || (it.Concerns(spec) && it.Events.Any(ev => ev.At >= spec.Began && ev.At <= spec.End))).ToList();
        var events = resources.SelectMany(it => it.Events.Where(ev => it.Spec == spec || ev.At >= spec.Began).Select(ev => (Of: it, Event: ev))).OrderBy(it => it.Event.At).ToList();
        var answers = spec.Waits.SelectMany(wait => wait.Answers.Select(it => (wait.Subject, it.At, it.Text))).ToList();
        if (!detail.Compresses || events.Count + answers.Count == 0) return new Html();
        var html = new Html();
        if (events.Count > 0) html.Add(Folded.Compressed("Events", FailureText.Count(events.Count, "event"), Lines(spec, events.Select(it => (it.Event.At, $"{it.Of.Called}: {Told(it.Event)}")))));
        if (answers.Count > 0) html.Add(Folded.Compressed("Answers", FailureText.Count(answers.Count, "answer"), Lines(spec, answers.Select(it => (it.At, $"{it.Subject}: {it.Text}")))));
        foreach (var (of, inspect) in resources.SelectMany(it => it.Inspects.Select(inspect => (it, inspect))).Take(MostInspects))
            html.Add(Folded.Compressed($"Inspect of {of.Called}", $"at its {inspect.Key}", inspect.Value));
        return Folded.Of("Everything recorded", $"{FailureText.Count(events.Count, "event")}, {FailureText.Count(answers.Count, "answer")}", html);
    }

    private static string Told(EventFacts it) =>
        it.Action + string.Concat(it.Attributes.Where(attribute => attribute.Name is "exitCode" or "signal").Select(attribute => $", {attribute.Name} {attribute.Value}"));

    private static string Lines(SpecFacts spec, IEnumerable<(long At, string Text)> lines)
    {
        var text = new StringBuilder();
        foreach (var (at, line) in lines) text.Append(Say.Duration(Math.Max(0, at - spec.Began)).PadLeft(10)).Append("  ").Append(line).Append('\n');
        return text.ToString();
    }
}
