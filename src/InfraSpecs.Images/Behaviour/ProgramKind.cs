namespace InfraSpecs.Images.Behaviour;

/// <summary>What kind of program a process is. Its file decides, since a command line can say anything.</summary>
internal static class ProgramKind
{
    // The kernel's names are so long at most.
    private const int LongestName = 15;

    private static readonly char[] TitleEnds = [':', ' ', '['];

    private static readonly HashSet<string> Shells = ["sh", "dash", "bash", "ash", "ksh", "mksh", "zsh", "rbash"];
    private static readonly HashSet<string> Many = ["busybox", "toybox", "coreutils"];

    private static readonly HashSet<string> Inits =
        ["tini", "tini-static", "docker-init", "dumb-init", "catatonit", "s6-svscan", "s6-supervise", "s6-ipcserverd", "runsvdir", "runsv", "runit", "supervisord", "circusd"];

    /// <summary>They start what was meant, and wait for it.</summary>
    private static readonly HashSet<string> Starters = ["su", "sudo", "runuser", "doas", "uv", "npm", "npx", "npm-cli.js", "yarn", "yarn.js", "pnpm", "pnpm.cjs", "nodemon"];

    /// <summary>What runs below them comes and goes: jobs, some of which take long.</summary>
    private static readonly HashSet<string> Schedulers = ["cron", "crond", "anacron", "atd", "supercronic"];

    /// <summary>They keep a container up, or show a log.</summary>
    private static readonly HashSet<string> Waiters = ["sleep", "tail", "cat"];

    private static readonly string[] Interpreters = ["python", "perl", "ruby", "node", "nodejs", "php", "lua", "java", "dotnet", "deno", "bun"];

    public static bool IsShell(ImageProcess process) => Shells.Contains(FileName(process));

    public static bool IsInit(string program) => Inits.Contains(program);

    /// <summary>It is there for what it starts.</summary>
    public static bool IsStarter(string program) => IsInit(program) || Starters.Contains(program);

    public static bool IsScheduler(string program) => Schedulers.Contains(program);

    public static bool IsWaiter(string program) => Waiters.Contains(program);

    public static bool IsInterpreter(string fileName) =>
        Interpreters.Any(it => fileName.StartsWith(it, StringComparison.Ordinal) && fileName[it.Length..].All(letter => char.IsAsciiDigit(letter) || letter == '.'));

    /// <summary>The program's name without its folder: what it was called by, or its file's.</summary>
    public static string FileName(ImageProcess process) => CalledBy(process) ?? (process.Program.Length > 0 ? Last(process.Program) : process.Name);

    /// <summary>
    /// What it was called by, where the kernel and the process say the same: of a file that is many programs, as busybox is, or that has links to it. Null of one that has renamed itself.
    /// </summary>
    public static string? CalledBy(ImageProcess process)
    {
        if (process.Words is not [var first, ..]) return null;
        var name = Last(Title(first)).TrimStart('-');
        if (Many.Contains(name) && process.Words.Count > 1) return process.Words[1];
        // Of a script the kernel knows the script's name, and the command line that of its shell.
        if (Many.Contains(Last(process.Program))) return name;
        return process.Name.Length < LongestName ? name == process.Name ? name : null : name.StartsWith(process.Name, StringComparison.Ordinal) ? name : null;
    }

    /// <summary>What a title in place of a command line begins with: "gunicorn: worker [app]".</summary>
    public static string Title(string word) => word.IndexOfAny(TitleEnds) is > 0 and var end ? word[..end] : word;

    public static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];
}
