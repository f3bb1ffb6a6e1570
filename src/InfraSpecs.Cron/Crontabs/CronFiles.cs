using System.Globalization;

namespace InfraSpecs.Cron;

/// <summary>What a container holds that decides whether its jobs run, as it was read: crontabs, users, and the programs, scripts and folders that jobs need.</summary>
internal sealed record CronFiles
{
    /// <summary>The container's name, or the image's where none was started.</summary>
    public required string Container { get; init; }

    /// <summary>By whose rules crontabs are read; null if no cron daemon was found.</summary>
    public CronDaemon? Daemon { get; init; }

    /// <summary>What the container starts: entry point and command.</summary>
    public IReadOnlyList<string> MainCommand { get; init; } = [];

    /// <summary>The folder in which the container starts that.</summary>
    public string Folder { get; init; } = "/";

    /// <summary>The names of the variables that the container has; not their values.</summary>
    public IReadOnlyList<string> ContainerVariables { get; init; } = [];

    /// <summary>The folders of the container's own PATH, where people expect a program to be found.</summary>
    public IReadOnlyList<string> ContainerPath { get; init; } = [];

    /// <summary>The names of the variables that pam_env gives to each job of Debian's cron: those in /etc/environment, /etc/default/locale
    /// and /etc/security/pam_env.conf.</summary>
    public IReadOnlyList<string> EtcEnvironment { get; init; } = [];

    /// <summary>/etc/crontab, what is in /etc/cron.d, and users' crontabs; also those that the daemon ignores for their name.</summary>
    public IReadOnlyList<Crontab> Crontabs { get; init; } = [];

    /// <summary>What is in /etc/cron.hourly, daily, weekly and monthly, and in other folders that a job gives to run-parts.</summary>
    public IReadOnlyList<ArchivedFile> PeriodicScripts { get; init; } = [];

    /// <summary>Files beside those: in other folders in /etc and /var/spool/cron that seem to be cron's.</summary>
    public IReadOnlyList<ArchivedFile> Strays { get; init; } = [];

    /// <summary>The users.</summary>
    public IReadOnlyList<CronUser> Users { get; init; } = [];

    /// <summary>What was looked for because jobs need it, by path; null where nothing is.</summary>
    public IReadOnlyDictionary<string, ArchivedFile?> Needed { get; init; } = new Dictionary<string, ArchivedFile?>();

    /// <summary>The daemon's time zone.</summary>
    internal DaemonZone Zone { get; init; } = DaemonZone.Utc;

    /// <summary>The words of the daemon's process, where <see cref="MainCommand"/> does not say how it is started.</summary>
    internal IReadOnlyList<string>? RunningCommand { get; init; }

    /// <summary>How the daemon is started; null if that is not known.</summary>
    internal DaemonCommand? Start => DaemonCommand.Find(RunningCommand ?? MainCommand);

    /// <summary>The only folder in which the daemon looks for users' crontabs; null for the usual one.</summary>
    internal string? Spool { get; init; }

    /// <summary>The folder where it looks for them otherwise, and where that leads if it is a link; empty where each of the known ones may be it.</summary>
    internal IReadOnlyList<string> SpoolFolders { get; init; } = [];

    /// <summary>The folder of users' crontabs, as it is called.</summary>
    internal string SpoolName => Spool ?? (SpoolFolders is [var own, ..] ? own : "/var/spool/cron/crontabs");

    /// <summary>The zones that cronie's CRON_TZ names, by its value.</summary>
    internal IReadOnlyDictionary<string, DaemonZone> CronZones { get; init; } = new Dictionary<string, DaemonZone>();

    /// <summary>The zone by which a job is due: of its crontab's CRON_TZ, which only cronie knows; null for the daemon's.</summary>
    internal TimeZoneInfo? ZoneOf(CrontabJob job) =>
        Daemon is CronDaemon.Cronie && job.FindVariable(Crontab.ZoneVariable) is { } zone ? CronZones.GetValueOrDefault(zone)?.Info : null;

    /// <summary>Whether the daemon is started with an option.</summary>
    internal bool IsStartedWith(char option) => Start?.Has(option, Daemon) == true;

    /// <summary>Jobs get the container's PATH: from busybox, and from cronie with -P.</summary>
    internal bool PassesPath => Daemon is CronDaemon.Busybox || (Daemon is CronDaemon.Cronie && IsStartedWith('P'));

    /// <summary>The user of this name; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public CronUser? FindUser(string name) => Users.FirstOrDefault(user => user.Name == name);

    /// <summary>The container's command is cron, not a program that may do something before it starts cron.</summary>
    internal bool StartsCronItself => MainCommand is [var program, ..] && program[(program.LastIndexOf('/') + 1)..] is "cron" or "crond";

    /// <summary>The version of the busybox that the daemon is a part of; null where it is another, or the program does not say.</summary>
    internal Version? BusyboxVersion { get; init; }

    /// <summary>The first name of a user's number; the number where it has none.</summary>
    internal string NameOf(int userId) => Users.FirstOrDefault(user => user.Id == userId)?.Name ?? userId.ToString(CultureInfo.InvariantCulture);

    /// <summary>It was looked for, and nothing is there.</summary>
    /// <param name="path">The absolute path.</param>
    public bool IsMissing(string path) => Needed.TryGetValue(path, out var file) && file is null;

    /// <summary>What is at a path; null if nothing is, or nobody looked.</summary>
    /// <param name="path">The absolute path.</param>
    public ArchivedFile? Find(string path) => Needed.GetValueOrDefault(path);

    /// <summary>Reads all of it by the engine's archives, so that the container needs neither a shell nor to run.</summary>
    /// <param name="container">The container.</param>
    /// <param name="token">Cancels the call.</param>
    public static Task<CronFiles> ReadAsync(Container container, CancellationToken token) => ReadAsync(container.Engine, container.Id, container.Name, token);

    /// <summary>The same of a container that nobody started.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="token">Cancels the call.</param>
    public static Task<CronFiles> ReadAsync(Engine engine, string containerId, string name, CancellationToken token) =>
        new CronFileReader(engine, containerId, name).ReadAsync(token);
}
