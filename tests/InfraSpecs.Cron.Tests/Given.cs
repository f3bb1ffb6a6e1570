using System.Formats.Tar;
using System.Text;

namespace InfraSpecs.Cron.Tests;

/// <summary>A container's files, made up: Debian's cron, the tutorial's job, and whatever a spec changes.</summary>
internal static class Given
{
    public const string Example = "/etc/cron.d/cron-example";
    public const string Script = "/usr/local/bin/task.sh";
    public const string Job = "* * * * * root sh /usr/local/bin/task.sh\n";
    public const string TaskText = "#!/bin/sh\necho \"[`date`] Hello!\" >> /var/log/cron.log\n";

    public static CronFile File(string path, string text, string mode = "0644", int owner = 0) => new()
    {
        Facts = Facts(path, TarEntryType.RegularFile, mode, owner),
        Bytes = Encoding.UTF8.GetBytes(text),
    };

    public static CronFile Folder(string path, string mode = "0755") => new() { Facts = Facts(path, TarEntryType.Directory, mode, 0) };

    public static FileFacts Facts(string path, TarEntryType kind, string mode, int owner, string? target = null) => new()
    {
        Container = "cron-1", Path = path, Kind = kind, Mode = (UnixFileMode)Convert.ToInt32(mode, 8), UserId = owner, GroupId = owner, Size = 1,
        ModifiedAt = DateTimeOffset.UnixEpoch, LinkTarget = target,
    };

    public static Crontab Etc(string text, string name = "cron-example", string mode = "0644", int owner = 0) =>
        Crontab.Read(File("/etc/cron.d/" + name, text, mode, owner), CrontabForm.System);

    public static Crontab Spool(string text, string user = "root", string mode = "0600", int owner = 0) =>
        Crontab.Read(File("/var/spool/cron/crontabs/" + user, text, mode, owner), CrontabForm.User);

    public static CronFiles Files(params Crontab[] crontabs) => new()
    {
        Container = "cron-1",
        Daemon = CronDaemon.Debian,
        MainCommand = ["cron", "-f"],
        ContainerVariables = ["PATH"],
        ContainerPath = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"],
        Users = [new CronUser("root", 0, [0], "/root"), new CronUser("daemon", 1, [1], "/usr/sbin"), new CronUser("nobody", 65534, [65534], "/nonexistent")],
        Crontabs = crontabs,
        Needed = Everything(),
    };

    /// <summary>Files of which some are others, or are not there.</summary>
    public static CronFiles With(this CronFiles files, params (string Path, CronFile? File)[] others)
    {
        var needed = files.Needed.ToDictionary();
        foreach (var (path, file) in others) needed[path] = file;
        return files with { Needed = needed };
    }

    public static IReadOnlyList<CronFinding> Findings(this CronFiles files) => Conclusions.Draw(new CronEvidence { Files = files }).Findings;

    public static CronFinding OnlyFinding(this CronFiles files) => files.Findings().Should().ContainSingle().Which;

    private static Dictionary<string, CronFile?> Everything()
    {
        Dictionary<string, CronFile?> files = new()
        {
            ["/bin/sh"] = File("/bin/sh", "\0ELF", "0755"),
            ["/usr/bin/sh"] = File("/usr/bin/sh", "\0ELF", "0755"),
            ["/usr/bin/date"] = File("/usr/bin/date", "\0ELF", "0755"),
            [Script] = File(Script, TaskText, "0755"),
            ["/var/log"] = Folder("/var/log"),
            ["/var/log/cron.log"] = null,
        };
        foreach (var folder in new[] { "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin" })
        {
            files.TryAdd($"{folder}/task.sh", null);
            files.TryAdd($"{folder}/sh", null);
            files.TryAdd($"{folder}/date", null);
        }

        return files;
    }
}
