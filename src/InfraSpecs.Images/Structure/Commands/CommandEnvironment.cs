using InfraSpecs.Images.Structure.Checks;

namespace InfraSpecs.Images.Structure.Commands;

/// <summary>
/// The variables of a command test. The original makes an image with globalEnvVars, and each setup makes one with the test's own; in both their values are expanded.
/// The command then gets the test's own as they are written.
/// </summary>
internal sealed class CommandEnvironment
{
    private readonly CommandCheck _check;
    private readonly StructureSchema _schema;

    public CommandEnvironment(CommandCheck check, CheckContext context)
    {
        (_check, _schema) = (check, context.Schema);
        var before = ContainerEnvironment.Read(context);
        var own = _schema.Version == 1 ? _schema.Variables.Concat(check.Variables) : check.Variables;
        var made = ContainerEnvironment.With(before, ContainerEnvironment.Expanded(own, before));
        ForSetup = ContainerEnvironment.Pairs(made);
        ForWords = check.Setup.Count > 0 ? made : before;
    }

    /// <summary>For the setup's commands.</summary>
    public IReadOnlyList<string> ForSetup { get; }

    /// <summary>What $NAME in the command and its arguments stands for.</summary>
    public IReadOnlyDictionary<string, string> ForWords { get; }

    /// <summary>For the command.</summary>
    public async Task<IReadOnlyList<string>> ForCommandAsync(Findings findings, CancellationToken token)
    {
        if (_schema is { Version: 1, Variables.Count: > 0 } && _check.Setup.Count == 0) findings.Warn("in schema 1.0.0 globalEnvVars are handed on by a setup only, and this test has none");
        if (!_schema.Run.IsSet) return ContainerEnvironment.Pairs(ContainerEnvironment.With(ForWords, _check.Variables));
        if (_check.Variables.Count > 0) findings.Warn("containerRunOptions are there, so that the original drops the test's own envVars");
        var file = _schema.Run.EnvFile is { Length: > 0 } path ? await FileAsync(path, findings, token) : [];
        var own = _schema.Run.EnvVars.Select(name => new NamedValue(name, Environment.GetEnvironmentVariable(name) ?? "")).ToList();
        foreach (var unset in own.Where(it => it.Value.Length == 0)) findings.Warn($"containerRunOptions.envVars: {unset.Name} is not set here, and the engine refuses an empty variable");
        List<string> pairs = ContainerEnvironment.Pairs(ContainerEnvironment.With(ForWords, [.. file, .. own.Where(it => it.Value.Length > 0)]));
        return [.. pairs, .. own.Where(it => it.Value.Length == 0).Select(_ => "")];
    }

    private async Task<IReadOnlyList<NamedValue>> FileAsync(string path, Findings findings, CancellationToken token)
    {
        if (await EnvFile.ReadAsync(path, _schema.Path, token) is { } values) return values;
        findings.Warn($"containerRunOptions.envFile: {path} cannot be read as a file of variables, and the original goes on without it");
        return [];
    }
}
