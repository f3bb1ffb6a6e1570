namespace InfraSpecs.Cron;

/// <summary>Whether the programs and scripts that a job runs in any case are there, found, executable and readable to their interpreter.</summary>
internal static class ProgramRules
{
    public static CronFinding? Find(CronFiles files, JobRef job) => ShellCommand.Read(job.Job.Command).Steps
        .Select(step => Program(files, job, step) ?? Script(files, job, step))
        .FirstOrDefault(it => it is not null);

    private static CronFinding? Program(CronFiles files, JobRef job, ShellCommand.Step step)
    {
        if (!step.Program.Contains('/')) return NotFound(files, job, step.Program);
        return CronNeeds.Absolute(files, job.Crontab, job.Job, step.Program) is { } path ? Missing(files, job, path) ?? NotExecutable(files, job, path) : null;
    }

    private static CronFinding? Script(CronFiles files, JobRef job, ShellCommand.Step step)
    {
        if (CronNeeds.ScriptOf(files, job.Crontab, job.Job, step) is not { } path) return null;
        if (step.Script is not null && Missing(files, job, path) is { } missing) return missing;
        return !step.IsOtherLanguage && files.Find(path) is { } file ? ScriptText(files, file, isStarted: step.Script is null) : null;
    }

    /// <summary>What is wrong with the text of a script.</summary>
    /// <param name="files">The container's files.</param>
    /// <param name="file">The script.</param>
    /// <param name="isStarted">The kernel reads its first line; an interpreter that is given the script does not.</param>
    /// <param name="said">What who starts it makes of an interpreter that is not there.</param>
    internal static CronFinding? ScriptText(CronFiles files, ArchivedFile file, bool isStarted, string said = "the shell calls it \"not found\"")
    {
        var script = CronScript.Read(file);
        if (isStarted && script.FirstLine.EndsWith('\r')) return Shebang(file, script, said);
        if (isStarted && script.Interpreter is { } interpreter && files.IsMissing(interpreter)) return Interpreter(file, script, interpreter, said);
        if (isStarted && script.SoughtByEnv is { } sought && CronNeeds.ExpectedFolders(files).All(it => files.IsMissing($"{it.TrimEnd('/')}/{sought}"))) return Interpreter(file, script, sought, said);
        return script.IsShellScript && script.Text.Contains("\r\n", StringComparison.Ordinal) ? CarriageReturns(file, script) : null;
    }

    private static CronFinding? Missing(CronFiles files, JobRef job, string path) => !files.IsMissing(path) ? null : new CronFinding
    {
        Fault = CronFault.CommandMissing,
        Sentence = $"{job.Subject} cannot run: {path} is not in the container",
        Fact = $"the line is {job.Quoted}",
        Advice = $"COPY the file to {path}, or correct the path",
        File = job.Crontab.Path,
        Line = job.Job.Line,
    };

    private static CronFinding? NotExecutable(CronFiles files, JobRef job, string path)
    {
        if (files.Find(path) is not { IsRegular: true } file || files.FindUser(job.User) is not { } user || user.MayExecute(file.Facts)) return null;
        return new CronFinding
        {
            Fault = CronFault.NotExecutable,
            Sentence = $"{job.Subject} cannot run: {path} is not executable{(file.IsExecutable ? " for " + user.Name : "")}",
            Fact = $"its mode is {file.Facts.OctalMode}, its owner {file.Facts.UserId}:{file.Facts.GroupId}",
            Advice = $"chmod 0755 {path} in the Dockerfile, or run it by its interpreter: sh {path}",
            File = path,
        };
    }

    private static CronFinding? NotFound(CronFiles files, JobRef job, string program)
    {
        // busybox passes its own PATH on, which a crontab does not change; so does cronie with -P.
        if (files.PassesPath) return null;
        var path = CronNeeds.PathOf(files, job.Job);
        if (path.Any(folder => files.Find($"{folder.TrimEnd('/')}/{program}") is not null || !files.IsMissing($"{folder.TrimEnd('/')}/{program}"))) return null;
        var elsewhere = CronNeeds.ExpectedFolders(files).FirstOrDefault(folder => files.Find($"{folder}/{program}") is not null);
        var variable = job.Job.Variables.GetValueOrDefault("PATH");
        var isCommented = elsewhere is not null && variable is not null && CrontabValue.BeforeComment(variable.Value)?.Split(':').Contains(elsewhere) == true;
        return new CronFinding
        {
            Fault = elsewhere is null ? CronFault.CommandMissing : CronFault.CommandNotOnPath,
            Sentence = elsewhere is null
                ? $"{job.Subject} cannot run: there is no program {program} in the container"
                : isCommented ? $"{job.Subject} does not find {program}: the comment behind PATH= belongs to its value, and makes another folder of {elsewhere}"
                : $"{job.Subject} does not find {program}: it is in {elsewhere}, and the job's PATH is {string.Join(':', path)}",
            Fact = variable is null ? $"{job.Crontab.Path} sets no PATH, and cron does not pass the container's on" : $"line {variable.Line} sets PATH to {Quote.Of(variable.Value)}",
            Advice = isCommented ? "put the comment into a line of its own" : elsewhere is null
                ? $"install {program}, or correct line {job.Job.Line}"
                : $"write PATH={string.Join(':', CronNeeds.ExpectedFolders(files))} above the job, or call {elsewhere}/{program}",
            File = job.Crontab.Path,
            Line = variable?.Line ?? job.Job.Line,
        };
    }

    private static CronFinding Shebang(ArchivedFile file, CronScript script, string said) => new()
    {
        Fault = CronFault.CarriageReturnInShebang,
        Sentence = $"{file.Path} cannot start, and {said}: its first line ends with a carriage return, which becomes part of the interpreter's name",
        Fact = $"line 1 is {Quote.Of(script.FirstLine)}",
        Advice = UnixEndings(file),
        File = file.Path,
        Line = 1,
    };

    private static CronFinding Interpreter(ArchivedFile file, CronScript script, string interpreter, string said) => new()
    {
        Fault = CronFault.InterpreterMissing,
        Sentence = $"{file.Path} cannot start, and {said}: its interpreter, {interpreter}, is not in the container",
        Fact = $"line 1 is {Quote.Of(script.FirstLine)}",
        Advice = $"install {interpreter}, or write the script for one that is there",
        File = file.Path,
        Line = 1,
    };

    private static CronFinding CarriageReturns(ArchivedFile file, CronScript script)
    {
        var lines = script.Text.Split('\n');
        var line = Math.Max(0, Array.FindIndex(lines, it => it.Length > 1 && it[^1] == '\r' && !it.TrimStart().StartsWith('#')));
        return new CronFinding
        {
            Fault = CronFault.CarriageReturnInScript,
            Sentence = $"{file.Path} does not do what it says: it has Windows line endings, and a carriage return becomes part of the last word of each line",
            Fact = $"line {line + 1} is {Quote.Of(lines[line])}",
            Advice = UnixEndings(file),
            File = file.Path,
            Line = line + 1,
        };
    }

    private static string UnixEndings(ArchivedFile file) =>
        $"give the file Unix line endings: sed -i 's/\\r$//' in the Dockerfile, or `{file.Name} text eol=lf` in .gitattributes";
}
