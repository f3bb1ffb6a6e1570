using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>What a container's kernel says of paths in it.</summary>
/// <param name="Real">Paths without symbolic links, by the paths that were asked for.</param>
/// <param name="Mounted">What is mounted, by proc_pid_mountinfo(5): where, and the file system's type. Later ones cover earlier ones.</param>
/// <param name="Linked">Directories and files out of the data directory to which something in it leads.</param>
internal sealed partial record FileSystems(
    IReadOnlyDictionary<string, string> Real, IReadOnlyList<(string At, string Type)> Mounted, IReadOnlyList<string> Linked)
{
    /// <summary>An image without a shell cannot be asked.</summary>
    public static readonly FileSystems NotSeen = new(new Dictionary<string, string>(), [], []);

    // A table with a directory of its own is a symbolic link (MyISAM, Aria), or a file that holds the path (InnoDB's .isl).
    private const string Script = """
        cat /proc/self/mountinfo
        echo
        for path; do readlink -f -- "$path" || echo "$path"; done
        echo
        find "$1/" \( -type l -exec readlink -f -- {} \; \) -o \( -name '*.isl' -exec cat {} \; -exec echo \; \)
        :
        """;

    public IEnumerable<string> MountPoints => Mounted.Select(mount => mount.At);

    public static async Task<FileSystems> ReadAsync(MySqlServer server, IReadOnlyList<string> paths, CancellationToken token)
    {
        // As root: the data directory is the server's alone.
        var outcome = await server.Container.ExecAsync(
            ["sh", "-c", Script, "sh", .. paths], new ExecOptions { User = "0" }, token);
        return outcome.ExitCode == 0 ? Parse(outcome.Output, paths) : NotSeen;
    }

    /// <summary>Where the tmpfs is mounted that holds a path; null if none does.</summary>
    public string? MemoryUnder(string path)
    {
        var innermost = Mounted.Select((mount, order) => (mount.At, mount.Type, Order: order))
            .Where(mount => StorageGround.IsWithin(path, mount.At))
            .OrderBy(mount => mount.At.Length).ThenBy(mount => mount.Order).LastOrDefault();
        return innermost.Type is "tmpfs" or "ramfs" ? innermost.At : null;
    }

    internal static FileSystems Parse(string output, IReadOnlyList<string> paths)
    {
        var sections = output.ReplaceLineEndings("\n").Split("\n\n");
        if (sections.Length < 2) return NotSeen;
        var real = sections[1].Split('\n');
        if (real.Length < paths.Count) return NotSeen;
        return new FileSystems(
            paths.Zip(real).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second),
            [.. sections[0].Split('\n').Select(Mount).OfType<(string, string)>()],
            [.. sections.Skip(2).SelectMany(section => section.Split('\n')).Select(line => line.Trim()).Where(line => line.StartsWith('/')).Distinct()]);
    }

    private static (string At, string Type)? Mount(string line)
    {
        var halves = line.Split(" - ", 2);
        var fields = halves[0].Split(' ');
        return halves.Length == 2 && fields.Length > 4 ? (Octal().Replace(fields[4], Letter), halves[1].Split(' ')[0]) : null;
    }

    private static string Letter(Match code) => ((char)Convert.ToInt32(code.Groups[1].Value, 8)).ToString();

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
