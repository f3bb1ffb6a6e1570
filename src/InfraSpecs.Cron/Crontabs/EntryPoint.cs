namespace InfraSpecs.Cron;

/// <summary>What the container starts first, and where it may be: the engine looks for a bare name in the container's PATH.</summary>
internal static class EntryPoint
{
    /// <summary>What must be looked at to know whether it can start.</summary>
    public static IEnumerable<string> Needs(CronFiles files)
    {
        foreach (var path in Paths(files)) yield return path;
        foreach (var path in Find(files) is { } file ? CronNeeds.InterpretersOf(files, file) : []) yield return path;
        if (ScriptOf(files) is { } script) yield return script;
    }

    /// <summary>The program that is started; null if it is not known.</summary>
    public static ArchivedFile? Find(CronFiles files) => Paths(files).Select(files.Find).FirstOrDefault(it => it is not null);

    /// <summary>It was looked for everywhere, and is nowhere.</summary>
    public static bool IsMissing(CronFiles files) => Paths(files).ToList() is { Count: > 0 } paths && paths.TrueForAll(files.IsMissing);

    /// <summary>The script of <c>["sh", "/entrypoint.sh"]</c>; null where none is given to a shell.</summary>
    public static string? ScriptOf(CronFiles files) => 
        files.MainCommand is [var program, [not '-', ..] script, ..] && ShellCommand.IsShell(program) ? Absolute(files, script) : null;

    private static IEnumerable<string> Paths(CronFiles files) => files.MainCommand switch
    {
        [var path, ..] when path.Contains('/') => [Absolute(files, path)],
        [{ Length: > 0 } name, ..] => files.ContainerPath.Where(it => it.StartsWith('/')).Select(folder => $"{folder.TrimEnd('/')}/{name}"),
        _ => [],
    };

    private static string Absolute(CronFiles files, string path) =>
        path.StartsWith('/') ? path : $"{files.Folder.TrimEnd('/')}/{(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)}";
}
