namespace InfraSpecs.Images.Behaviour;

/// <summary>What kind of program a process is, by its file's name, since a command line can say anything.</summary>
internal static class ProgramKind
{
    private static readonly HashSet<string> Shells = ["sh", "dash", "bash", "ash", "ksh", "mksh", "zsh", "rbash"];
    private static readonly HashSet<string> Many = ["busybox", "toybox", "coreutils"];

    /// <summary>They start others, and are there for nothing else.</summary>
    private static readonly HashSet<string> Inits =
        ["tini", "tini-static", "docker-init", "dumb-init", "catatonit", "su-exec", "gosu", "s6-svscan", "s6-supervise", "s6-ipcserverd", "runsvdir", "runsv", "runit", "supervisord", "circusd"];

    /// <summary>What runs below them comes and goes: jobs, some of which take long.</summary>
    private static readonly HashSet<string> Schedulers = ["cron", "crond", "anacron", "atd", "supercronic"];

    /// <summary>They keep a container up, or show a log.</summary>
    private static readonly HashSet<string> Waiters = ["sleep", "tail", "cat"];

    private static readonly string[] Interpreters = ["python", "perl", "ruby", "node", "nodejs", "php", "lua", "java", "dotnet", "deno", "bun"];

    public static bool IsShell(ImageProcess process) => Shells.Contains(FileName(process));

    public static bool IsInit(string program) => Inits.Contains(program);

    public static bool IsScheduler(string program) => Schedulers.Contains(program);

    public static bool IsWaiter(string program) => Waiters.Contains(program);

    public static bool IsInterpreter(string fileName) => Interpreters.Any(it => fileName.StartsWith(it, StringComparison.Ordinal) && fileName[it.Length..].All(letter => char.IsAsciiDigit(letter) || letter == '.'));

    /// <summary>The program's name without its folder; of a program that is many, as busybox is, the one that it was called by.</summary>
    public static string FileName(ImageProcess process)
    {
        var name = Last(process.Program.Length > 0 ? process.Program : process.Words is [var first, ..] ? first.Split(' ')[0] : process.Name);
        if (!Many.Contains(name) || process.Words.Count == 0) return name;
        var called = Last(process.Words[0]).TrimStart('-');
        return Many.Contains(called) && process.Words.Count > 1 ? process.Words[1] : called;
    }

    public static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];
}
