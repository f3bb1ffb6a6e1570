namespace InfraSpecs.Images.Structure.Checks;

/// <summary>metadataTest.</summary>
internal sealed record MetadataCheck(int Line) : StructureCheck(StructureTestKind.Metadata, "", Line)
{
    public IReadOnlyList<NamedValue> Variables { get; init; } = [];

    public IReadOnlyList<NamedValue> Unbound { get; init; } = [];

    public IReadOnlyList<NamedValue> Labels { get; init; } = [];

    public IReadOnlyList<string> Ports { get; init; } = [];

    public IReadOnlyList<string> UnexposedPorts { get; init; } = [];

    public IReadOnlyList<string> Volumes { get; init; } = [];

    public IReadOnlyList<string> UnmountedVolumes { get; init; } = [];

    /// <summary>Null is not asked; empty is none.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Null is not asked; empty is none.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    public string WorkingDir { get; init; } = "";

    public string User { get; init; } = "";

    /// <summary>The original does not run it then, and does not count it.</summary>
    public bool IsEmpty => Variables.Count + Unbound.Count + Labels.Count + Ports.Count + UnexposedPorts.Count + Volumes.Count + UnmountedVolumes.Count == 0
        && Entrypoint is null && Cmd is null && WorkingDir.Length + User.Length == 0;

    public override IEnumerable<string> Invalid =>
    [
        .. Variables.Where(it => it.Name.Length == 0).Select(_ => "a variable has no key"),
        .. Labels.Where(it => it.Name.Length == 0).Select(_ => "a label has no key"),
        .. Ports.Where(it => it.Length == 0).Select(_ => "a port is empty"),
        .. Volumes.Where(it => it.Length == 0).Select(_ => "a volume is empty"),
    ];

    public override Task JudgeAsync(CheckContext context, Findings findings, CancellationToken token)
    {
        var config = context.Image.Config;
        var environment = ContainerEnvironment.Read(config);
        JudgeValues("variable", Variables, environment, findings);
        foreach (var name in Unbound.Select(it => it.Name).Where(environment.ContainsKey)) findings.Fail($"variable {name} must not be set, and is '{Value(name, environment[name])}'");
        JudgeValues("label", Labels, config.Labels, findings);
        JudgeWords("cmd", Cmd, config.Cmd, findings);
        JudgeWords("entrypoint", Entrypoint, config.Entrypoint, findings);
        JudgeText("workdir", WorkingDir, config.WorkingDir, "/", findings);
        JudgeText("user", User, config.User, "root", findings);
        PortChecks.Judge(Ports, UnexposedPorts, config.ExposedPorts, findings);
        foreach (var volume in Volumes.Except(config.Volumes)) findings.Fail($"volume {volume} is not declared; the image declares {Listed(config.Volumes)}");
        foreach (var volume in UnmountedVolumes.Intersect(config.Volumes)) findings.Fail($"volume {volume} must not be declared, and is");
        return Task.CompletedTask;
    }

    internal static string Listed(IReadOnlyList<string> values) => values.Count == 0 ? "none" : string.Join(", ", values);

    private static void JudgeValues(string what, IEnumerable<NamedValue> expected, IReadOnlyDictionary<string, string> actual, Findings findings)
    {
        foreach (var one in expected)
        {
            if (!actual.TryGetValue(one.Name, out var value)) findings.Fail($"{what} {one.Name} is not set, expected '{Value(one.Name, one.Value)}'");
            else if (one.IsRegex ? !Expectations.Matches(one.Value, value, findings) : one.Value != value)
            {
                findings.Fail($"{what} {one.Name} is '{Value(one.Name, value)}', expected {(one.IsRegex ? "a match of " : "")}'{Value(one.Name, one.Value)}'");
            }
        }
    }

    /// <summary>Without what may be a secret.</summary>
    private static string Value(string name, string value) => SecretMask.Variable($"{name}={value}")[(name.Length + 1)..];

    private static void JudgeWords(string what, IReadOnlyList<string>? expected, IReadOnlyList<string> actual, Findings findings)
    {
        if (expected is not null && !expected.SequenceEqual(actual)) findings.Fail($"{what} is [{Quoted(actual)}], expected [{Quoted(expected)}]");
    }

    private static void JudgeText(string what, string expected, string actual, string byDefault, Findings findings)
    {
        if (expected.Length == 0 || expected == actual) return;
        findings.Fail($"{what} is '{actual}', expected '{expected}'{(actual.Length == 0 && expected == byDefault ? $" (the image sets none; that is {byDefault}, but the texts are compared)" : "")}");
    }

    private static string Quoted(IReadOnlyList<string> words) => string.Join(", ", words.Select((_, at) => $"\"{Word(words, at)}\""));

    /// <summary>Without what may be a secret: "--password=…", or what follows "--password".</summary>
    private static string Word(IReadOnlyList<string> words, int at) =>
        at > 0 && SecretMask.Text($"{words[at - 1]} {words[at]}") == $"{words[at - 1]} ***" ? "***" : SecretMask.Text(words[at]);
}
