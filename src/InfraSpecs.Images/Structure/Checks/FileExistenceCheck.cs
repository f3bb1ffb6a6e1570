namespace InfraSpecs.Images.Structure.Checks;

/// <summary>fileExistenceTests.</summary>
internal sealed record FileExistenceCheck(string Name, int Line, string Path) : StructureCheck(StructureTestKind.FileExistence, Name, Line)
{
    /// <summary>What is not asked about an owner.</summary>
    public const int NotAsked = -1;

    public bool ShouldExist { get; init; }

    /// <summary>Whether the file says it, and not the default.</summary>
    public bool SaysShouldExist { get; init; }

    public string Permissions { get; init; } = "";

    public int UserId { get; init; } = NotAsked;

    public int GroupId { get; init; } = NotAsked;

    public string ExecutableBy { get; init; } = "";

    public override IEnumerable<string> Invalid => CheckNames.Faults(this, Name, Path);

    private bool AsksMore => Permissions.Length > 0 || ExecutableBy.Length > 0 || UserId != NotAsked || GroupId != NotAsked;

    public override Task JudgeAsync(CheckContext context, Findings findings, CancellationToken token)
    {
        if (!SaysShouldExist && context.Schema.IsJson) findings.Warn("shouldExist is not there, and in JSON that is false: the test asks that the file is not there");
        var path = context.Schema.Version == 1 ? Path : Expanded(context, findings);
        var seen = EngineView.Find(context.Image, path, out var fault);
        if (ShouldExist) JudgePresent(context, path, seen, fault, findings);
        else JudgeAbsent(path, seen, fault, context.Schema.IsJson, findings);
        return Task.CompletedTask;
    }

    private string Expanded(CheckContext context, Findings findings)
    {
        var missing = new List<string>();
        var path = GoExpansion.Expand(Path, ContainerEnvironment.Read(context), missing);
        if (missing.Count > 0) findings.Warn($"{string.Join(", ", missing)} in the path is replaced by nothing: the image has no such variable; looked for is {path}");
        return path;
    }

    private void JudgeAbsent(string path, EngineView? seen, string fault, bool isJson, Findings findings)
    {
        if (seen is not null) findings.Fail($"{path} must not exist, and is there: {seen.GoMode} {seen.UserId}:{seen.GroupId}{(seen.IsMade ? ", made by the engine in each container" : "")}");
        else if (!fault.StartsWith("there is no", StringComparison.Ordinal)) findings.Warn($"{fault}: so the test passes, and checks nothing");
        // In JSON an owner is always asked about.
        if (seen is null && AsksMore && !isJson) findings.Warn("with shouldExist: false nothing else is checked: permissions, owner and isExecutableBy say nothing");
    }

    private void JudgePresent(CheckContext context, string path, EngineView? seen, string fault, Findings findings)
    {
        if (seen is null)
        {
            findings.Fail($"{path} must exist: {fault}");
            return;
        }

        if (seen.IsMade) findings.Warn($"the engine makes {seen.Path} in each container: the test passes with every image");
        if (seen.File is { Kind: ImageFileKind.SymbolicLink } link) WarnOfLink(context, link, findings);
        FileAttributeChecks.Judge(this, path, seen, context.Schema.IsJson, findings);
    }

    private void WarnOfLink(CheckContext context, ImageFile link, Findings findings)
    {
        if (context.Image.Files.Resolve(link.Path) is null) findings.Warn($"{link.Path} is a link to {link.LinkTarget}, which is not there: the original judges the link alone, and passes");
        else if (AsksMore)
        {
            findings.Warn($"{link.Path} is a link to {link.LinkTarget}: its mode and owner are judged, not those of what it leads to; a path that ends in a slash is followed to a directory");
        }
    }
}
