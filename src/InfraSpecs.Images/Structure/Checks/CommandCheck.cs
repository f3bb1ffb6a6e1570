using InfraSpecs.Images.Structure.Commands;
using InfraSpecs.Images.Structure.Patterns;

namespace InfraSpecs.Images.Structure.Checks;

/// <summary>commandTests.</summary>
internal sealed record CommandCheck(string Name, int Line, IReadOnlyList<string> Command) : StructureCheck(StructureTestKind.Command, Name, Line)
{
    public IReadOnlyList<IReadOnlyList<string>> Setup { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Teardown { get; init; } = [];

    public IReadOnlyList<NamedValue> Variables { get; init; } = [];

    public int ExitCode { get; init; }

    public IReadOnlyList<string> ExpectedOutput { get; init; } = [];

    public IReadOnlyList<string> ExcludedOutput { get; init; } = [];

    public IReadOnlyList<string> ExpectedError { get; init; } = [];

    public IReadOnlyList<string> ExcludedError { get; init; } = [];

    public override IEnumerable<string> Invalid =>
    [
        .. CheckNames.Faults(this, Name, Command.Count > 0 ? Command[0] : ""),
        .. Setup.Where(it => it.Count == 0).Select(_ => "a setup command is empty"),
        .. Teardown.Where(it => it.Count == 0).Select(_ => "a teardown command is empty"),
        .. Variables.Where(it => it.Name.Length == 0 || it.Value.Length == 0).Select(_ => "a variable has no key or no value"),
    ];

    public override async Task JudgeAsync(CheckContext context, Findings findings, CancellationToken token)
    {
        if (Teardown.Count > 0) findings.Warn("teardown is never run: the container goes with the test");
        try
        {
            var image = await ImageOnEngine.FindAsync(context, token);
            await using var images = new SetupImages(context.Engine!, image);
            await RunAsync(context, images, findings, token);
        }
        catch (CommandFailedException e)
        {
            findings.Fail(e.Message);
        }
    }

    private async Task RunAsync(CheckContext context, SetupImages images, Findings findings, CancellationToken token)
    {
        var environment = new CommandEnvironment(this, context);
        foreach (var command in Setup)
        {
            var exitCode = await images.AddAsync(command, environment.ForSetup, context.Schema.Run, token);
            if (exitCode != 0) findings.Warn($"the setup command '{string.Join(' ', command)}' ended with {exitCode}, which does not count");
        }

        var request = new CommandRequest
        {
            Image = images.Current,
            Command = Words(environment.ForWords, findings),
            Environment = await environment.ForCommandAsync(findings, token),
            Options = context.Schema.Run,
            HasTty = context.Schema.Run.HasTty,
        };
        await using var container = await CommandContainer.CreateAsync(context.Engine!, request, token);
        Judge(await EndAsync(container, request, findings, token), findings);
    }

    private List<string> Words(IReadOnlyDictionary<string, string> environment, Findings findings)
    {
        var missing = new List<string>();
        List<string> words = [.. Command.Select(word => GoExpansion.Expand(word, environment, missing))];
        if (missing.Count > 0)
        {
            findings.Warn($"{string.Join(", ", missing.Distinct())} is replaced by nothing before the command, or a shell, sees it: variables are those of the image, and it has none of that name; "
                + "what needs a shell's own variables must be a script in the image");
        }

        return words;
    }

    private static async Task<CommandEnd> EndAsync(CommandContainer container, CommandRequest request, Findings findings, CancellationToken token)
    {
        if (request.HasTty) findings.Warn("with allocateTty the original sees no output at all: expected output never matches, and excluded output never does");
        return await container.RunAsync(token);
    }

    private void Judge(CommandEnd end, Findings findings)
    {
        PatternText output = new(end.Output), error = new(end.Error);
        (findings.Output, findings.ErrorOutput) = (SecretMask.Text(output.ToString()), SecretMask.Text(error.ToString()));
        Expectations.Expect(ExpectedError, error, "standard error", findings);
        Expectations.Exclude(ExcludedError, error, "standard error", findings);
        Expectations.Expect(ExpectedOutput, output, "standard output", findings);
        Expectations.Exclude(ExcludedOutput, output, "standard output", findings);
        if (ExitCode != end.ExitCode) findings.Fail($"the exit code is {end.ExitCode}, expected {ExitCode}");
    }
}
