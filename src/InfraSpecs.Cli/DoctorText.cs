namespace InfraSpecs.Cli;

/// <summary>What the doctor saw, for people: a line a fact.</summary>
internal static class DoctorText
{
    public static IEnumerable<string> Lines(DoctorReport report) => Rows(report).Select(it => $"{it.What,-12} {it.Text}");

    public static Passage Shown(DoctorReport report) => new([.. Lines(report)]) { Rows = [.. Rows(report).Select(it => new Cell[] { new(it.What), new(it.Text, it.Tone) })] };

    private static IEnumerable<(string What, string Text, Tone Tone)> Rows(DoctorReport report)
    {
        var (engine, machine, kept) = (report.Engine, report.Machine, report.Kept);
        yield return Line("Engine", $"{engine.Product} {engine.Version}, API {engine.Api}, at {engine.Endpoint}");
        yield return Line("Chosen", engine.NamedBy is { } by ? $"by {by}" : "nothing names one: the first usual socket that answers");
        if (engine.IsBehindSsh) yield return Line("", "through ssh, which brings its socket here and no port: ports that containers publish there are forwarded through its API");
        if (engine.TestcontainersUses is { } other) yield return Line("", $"Testcontainers' own builders use {other}, which it asks before contexts; with DOCKER_HOST={engine.Endpoint} they use this one");
        if (engine.Parts.Count > 0) yield return Line("Parts", string.Join(", ", engine.Parts));
        yield return Line("Machine", $"{machine.System}, kernel {machine.Kernel}, {machine.Architecture}, {FailureText.Count(machine.Cpus, "CPU")}{(machine.IsRootless ? ", rootless" : "")}");
        yield return Line("Memory", $"{Amounts.Size(machine.Memory)}{(machine.FreeMemory is { } memory ? $", {Amounts.Size(memory)} free" : "")}, cgroup v{machine.Cgroup}");
        yield return Line("Disk", $"{machine.Storage} at {machine.Root}{(machine.FreeDisk is { } disk ? $", {Amounts.Size(disk)} free" : "")}");
        yield return Line("Images", $"{kept.Images}; of these built by InfraSpecs: {kept.BuiltHere}{(kept.BuiltHere > 0 ? $", {Amounts.Size(kept.BuiltHereBytes)} with what they share" : "")}");
        yield return Line("Containers", $"{kept.Containers}, {kept.Running} running");
        foreach (var row in report.Features is { } features ? features.SelectMany(Rows) : [Line("Features", "not tried; --features tries them in helper containers")]) yield return row;
        yield return Line("Left", report.Left.Count == 0 ? "nothing by dead sessions" : $"by dead sessions: {string.Join(", ", report.Left)}; 'infraspecs sweep' removes it");
        if (report.Unjudged.Count > 0) yield return Line("", $"by sessions that cannot be judged from here: {string.Join(", ", report.Unjudged)}");
        foreach (var found in report.Found) yield return Line("Found", found, Tone.Heed);
    }

    private static IEnumerable<(string What, string Text, Tone Tone)> Rows(DoctorReport.FeatureFacts feature)
    {
        yield return Line(feature.Name, feature.IsThere ? "yes" : $"no: {feature.Why}", feature.IsThere ? Tone.Good : Tone.Heed);
        if (feature.IsThere) yield break;
        yield return Line("", $"without it: {feature.Costs}");
        yield return Line("", $"to get it: {feature.Get}");
    }

    private static (string What, string Text, Tone Tone) Line(string what, string text, Tone tone = Tone.Plain) => (what, text, tone);
}
