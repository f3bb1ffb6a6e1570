namespace InfraSpecs.Cron;

/// <summary>Whether the container can start what its image says: execve(2) on its first word. No shell helps it, so that a script needs its first line.</summary>
internal static class EntryPointRules
{
    private const string NotFound = "the engine says \"no such file or directory\"";

    public static IEnumerable<Cause> Find(CronFiles files) => Broken(files) is { } finding ? [new Cause(finding)] : [];

    private static CronFinding? Broken(CronFiles files)
    {
        if (files.MainCommand is not [var program, ..])
            return Fault("the image has neither ENTRYPOINT nor CMD", "the engine makes no container of it without a command", "CMD [\"cron\", \"-f\"]", null);
        if (EntryPoint.ScriptOf(files) is { } script) return Script(files, program, script);
        if (EntryPoint.Find(files) is { } file) return Program(files, file);
        return !EntryPoint.IsMissing(files) ? null : Fault(
            $"{program} is not in the container{(program.Contains('/') && program[0] != '/' ? $", in {files.Folder}, where it starts" : "")}",
            $"the container's command is {Quote.Of(string.Join(' ', files.MainCommand))}",
            program[0] == '/' ? $"COPY the file to {program}, or correct the path" : $"install {program}, or correct the command",
            program[0] == '/' ? program : null);
    }

    private static CronFinding? Program(CronFiles files, ArchivedFile file)
    {
        if (file.IsLink) return Fault($"{file.Path} is a link to {file.Facts.LinkTarget}, and there is no such file", $"it is a {file.Facts.Kind}", "put the file itself there, with COPY in the Dockerfile", file.Path);
        if (!file.IsRegular) return null;
        if (!file.IsExecutable) return Fault($"{file.Path} is not executable", $"its mode is {file.Facts.OctalMode}", $"chmod 0755 {file.Path} in the Dockerfile", file.Path);
        if (!file.IsText || file.Bytes.Length == 0) return null;
        if (CronScript.Read(file).FirstLine.Length == 0) return NoInterpreter(file);
        return ProgramRules.ScriptText(files, file, isStarted: true, NotFound) is { } wrong ? Of(wrong) : null;
    }

    private static CronFinding NoInterpreter(ArchivedFile file) => file.Text.StartsWith('\uFEFF')
        ? Fault(
            $"{file.Path} begins with a byte order mark, so that the kernel does not see its #!", "its first bytes are EF BB BF", "save it as UTF-8 without a byte order mark", file.Path)
        : Fault(
            $"{file.Path} has no #! in its first line, so that the kernel does not know its interpreter (exec format error)",
            $"line 1 is {Quote.Of(file.Text.Split('\n')[0])}",
            "let the script begin with #!/bin/sh",
            file.Path);

    private static CronFinding? Script(CronFiles files, string shell, string script)
    {
        // A shell may find a bare name in PATH.
        if (files.IsMissing(script) && files.MainCommand[1].Contains('/'))
            return Fault($"{script} is not in the container", $"the container's command has {shell} run it", $"COPY the file to {script}, or correct the path", script);
        return files.Find(script) is { } file && ProgramRules.ScriptText(files, file, isStarted: false) is { } wrong ? Of(wrong) : null;
    }

    private static CronFinding Of(CronFinding wrong) => Fault(wrong.Sentence, wrong.Fact, wrong.Advice, wrong.File) with { Line = wrong.Line };

    private static CronFinding Fault(string sentence, string fact, string advice, string? file) =>
        new() { Fault = CronFault.EntryPointBroken, Sentence = $"the container does not start: {sentence}", Fact = fact, Advice = advice, File = file };
}
