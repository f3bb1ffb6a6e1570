namespace InfraSpecs.Images.Portability;

/// <summary>The files that a root cause concerns, in words.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Mark">Its part in the start, as " (entry point)"; "" where it has none.</param>
/// <param name="Others">How many more there are.</param>
/// <param name="Detail">What was said of the first.</param>
internal sealed record Concerned(string First, string Mark, int Others, string Detail)
{
    public bool AreMany => Others > 0;

    public string More => Others switch { 0 => "", 1 => " and 1 other", _ => $" and {Others} others" };

    public override string ToString() => First + Mark + More;
}

/// <summary>Gathers what was found under its root causes.</summary>
internal sealed class RootCauses(StartedFiles started)
{
    private readonly Dictionary<(PortabilityFault, string, bool), Cause> _causes = [];

    /// <param name="fault">Which.</param>
    /// <param name="subject">What is missing or wrong: equal ones are one cause.</param>
    /// <param name="file">A file that it concerns.</param>
    /// <param name="tell">Says it.</param>
    /// <param name="detail">What to say of this file, should it be the first.</param>
    /// <param name="isNote">Whether it is only to be known.</param>
    /// <param name="isProgram">Programs come before libraries.</param>
    public void Add(PortabilityFault fault, string subject, string file, Func<Concerned, string> tell, string detail = "", bool isNote = false, bool isProgram = true)
    {
        if (!_causes.TryGetValue((fault, subject, isNote), out var cause)) _causes[(fault, subject, isNote)] = cause = new Cause(fault, subject, isNote, tell, []);
        cause.Files.Add((file, detail, isProgram));
    }

    /// <summary>Says that there was nothing to check.</summary>
    public void Nothing() => _causes[(PortabilityFault.NothingToRun, "", false)] =
        new Cause(PortabilityFault.NothingToRun, "", false, _ => "there is no program and no script in the image, so that nothing was checked", []);

    public IReadOnlyList<PortabilityFinding> Findings => [.. All.Where(it => !it.IsNote)];

    public IReadOnlyList<PortabilityFinding> Notes => [.. All.Where(it => it.IsNote)];

    private IEnumerable<PortabilityFinding> All => _causes.Values.Select(Finding)
        .OrderBy(it => it.Files.Count == 0 ? 0 : started.OrderOf(it.Files[0])).ThenBy(it => it.Fault).ThenByDescending(it => it.Files.Count).ThenBy(it => it.Subject, StringComparer.Ordinal);

    private PortabilityFinding Finding(Cause cause)
    {
        var files = cause.Files.DistinctBy(it => it.Path).OrderBy(it => started.OrderOf(it.Path)).ThenBy(it => !it.IsProgram).ThenBy(it => it.Path, StringComparer.Ordinal).ToList();
        var (first, detail, _) = files.FirstOrDefault(("", "", false));
        return new PortabilityFinding
        {
            Fault = cause.Fault,
            Subject = cause.Subject,
            Files = [.. files.Select(it => it.Path)],
            Sentence = cause.Tell(new Concerned(first, started.Mark(first), files.Count - 1, detail)),
            IsStarted = started.Has(first),
            IsNote = cause.IsNote,
        };
    }

    private sealed record Cause(PortabilityFault Fault, string Subject, bool IsNote, Func<Concerned, string> Tell, List<(string Path, string Detail, bool IsProgram)> Files);
}
