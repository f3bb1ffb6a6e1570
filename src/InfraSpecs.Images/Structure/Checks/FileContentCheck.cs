using InfraSpecs.Images.Structure.Patterns;

namespace InfraSpecs.Images.Structure.Checks;

/// <summary>fileContentTests.</summary>
internal sealed record FileContentCheck(string Name, int Line, string Path, IReadOnlyList<string> Expected, IReadOnlyList<string> Excluded)
    : StructureCheck(StructureTestKind.FileContent, Name, Line)
{
    public override IEnumerable<string> Invalid => CheckNames.Faults(this, Name, Path);

    public override IReadOnlyList<string> Reads => [Path];

    public override async Task JudgeAsync(CheckContext context, Findings findings, CancellationToken token)
    {
        if (Path.Contains('$')) findings.Warn("variables in the path of a content test are not replaced");
        if (ContentPath.Find(context.Image, Path, out var fault) is not { } found)
        {
            findings.Fail($"{Path} cannot be read: {fault}");
            return;
        }

        WarnOfLinks(context.Image, found, findings);
        if (Expected.Count == 0 && Excluded.Count == 0) findings.Warn("nothing is expected and nothing excluded: only that the file can be read is checked");
        if (await context.Contents.ReadAsync(context.Image, found, token) is not { } content)
        {
            findings.Fail($"{found.Path} has {found.File?.Size:N0} bytes, which is too much to be judged here");
            return;
        }

        var text = new PatternText(content);
        Expectations.Expect(Expected, text, Path, findings);
        Expectations.Exclude(Excluded, text, Path, findings);
    }

    private void WarnOfLinks(ImageUnderTest image, EngineView found, Findings findings)
    {
        if (found.IsMade) findings.Warn($"the engine makes {found.Path} in each container, empty, whatever the image has there");
        else if (image.Files.Resolve(EngineView.Clean(Path))?.Path is var real && real != found.Path)
        {
            findings.Warn($"judged is {found.Path}: the original takes the links' targets as if they began at the root; a program would read {real ?? "nothing"}");
        }
    }
}
