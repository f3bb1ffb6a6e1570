namespace InfraSpecs.Cron;

/// <summary>Whether the container can start what its image says: execve(2) on its first word, which the engine looks for in the container's PATH. No shell helps it,
/// so that a script needs its first line.</summary>
internal static class EntryPointRules
{
    private const string NotFound = "the engine says \"no such file or directory\"";

    public static IEnumerable<Cause> Find(CronFiles files) => Broken(files) is { } finding ? [new Cause(finding)] : [];

    /// <summary>Where the entry point, and the script that it gives to a shell, may be.</summary>
    public static IEnumerable<string> Needs(CronFiles files)
    {
        if (files.MainCommand is not [var program, ..]) yield break;
        foreach (var path in Paths(files, program)) yield return path;
        if (Started(files) is { } file && CronScript.Read(file).Interpreter is { } interpreter) yield return interpreter;
        if (ScriptOf(files) is { } script) yield return script;
    }

    private static CronFinding? Broken(CronFiles files)
    {
        if (files.MainCommand is not [var program, ..]) return Fault("the image has neither ENTRYPOINT nor CMD", "the engine makes no container of it without a command", "CMD [\"cron\", \"-f\"]", null);
        if (program.Length == 0 || (program.Contains('/') && program[0] != '/')) return null;
        if (ScriptOf(files) is { } script) return Script(files, program, script);
        if (Started(files) is { } file) return Program(files, file);
        return !Paths(files, program).Any() || !Paths(files, program).All(files.IsMissing) ? null : Fault(
            $"{program} is not in the container",
            $"the container's command is {Quote.Of(string.Join(' ', files.MainCommand))}",
            program[0] == '/' ? $"COPY the file to {program}, or correct the path" : $"install {program}, or correct the command",
            program[0] == '/' ? program : null);
    }

    private static CronFinding? Program(CronFiles files, ArchivedFile file)
    {
        if (file.IsFolder || !file.IsRegular) return null;
        if (!file.IsExecutable) return Fault($"{file.Path} is not executable", $"its mode is {file.Facts.OctalMode}", $"chmod 0755 {file.Path} in the Dockerfile", file.Path);
        if (!file.IsText || file.Bytes.Length == 0) return null;
        var first = CronScript.Read(file).FirstLine;
        if (first.Length == 0 && file.Text.StartsWith('\uFEFF')) return Fault($"{file.Path} begins with a byte order mark, so that the kernel does not see its #!", "its first bytes are EF BB BF", "save it as UTF-8 without a byte order mark", file.Path);
        return first.Length == 0
            ? Fault($"{file.Path} has no #! in its first line, so that the kernel does not know its interpreter (exec format error)", $"line 1 is {Quote.Of(file.Text.Split('\n')[0])}", "let the script begin with #!/bin/sh", file.Path)
            : ProgramRules.ScriptText(files, file, isStarted: true, NotFound) is { } wrong ? Of(wrong) : null;
    }

    private static CronFinding? Script(CronFiles files, string shell, string script) => files.IsMissing(script)
        ? Fault($"{script} is not in the container", $"the container's command has {shell} run it", $"COPY the file to {script}, or correct the path", script)
        : files.Find(script) is { } file && ProgramRules.ScriptText(files, file, isStarted: false) is { } wrong ? Of(wrong) : null;

    private static CronFinding Of(CronFinding wrong) => Fault(wrong.Sentence, wrong.Fact, wrong.Advice, wrong.File) with { Line = wrong.Line };

    private static CronFinding Fault(string sentence, string fact, string advice, string? file) =>
        new() { Fault = CronFault.EntryPointBroken, Sentence = $"the container does not start: {sentence}", Fact = fact, Advice = advice, File = file };

    /// <summary>The program that is started; null if it is not known.</summary>
    private static ArchivedFile? Started(CronFiles files) => Paths(files, files.MainCommand[0]).Select(files.Find).FirstOrDefault(it => it is not null);

    private static IEnumerable<string> Paths(CronFiles files, string program) => program switch
    {
        ['/', ..] => [program],
        _ when program.Length == 0 || program.Contains('/') => [],
        _ => (files.ContainerPath.Count > 0 ? files.ContainerPath : [.. CronNeeds.UsualPaths("").Select(it => it.TrimEnd('/'))]).Where(it => it.StartsWith('/')).Select(folder => $"{folder.TrimEnd('/')}/{program}"),
    };

    /// <summary>The script of <c>["sh", "/entrypoint.sh"]</c>.</summary>
    private static string? ScriptOf(CronFiles files) => files.MainCommand is [var program, ['/', ..] script, ..] && ShellCommand.IsShell(program) ? script : null;
}
