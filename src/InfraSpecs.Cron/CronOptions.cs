using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Cron;

/// <summary>Which cron container to start, and where its job leaves its trace.</summary>
public sealed record CronOptions
{
    /// <summary>Any image whose main process is cron: an image source by name, or a reference.</summary>
    /// <value>Default "cronjob", the tutorial's minutely job.</value>
    public string Image { get; init; } = "cronjob";

    /// <summary>A part of the command of the job that matters, such as its script's name. Waits and snapshots count its runs alone. Debian's own /etc/crontab
    /// has jobs too, at minute 17 of each hour and at 06:25.</summary>
    /// <value>Default null: every job's runs.</value>
    public string? Job { get; init; }

    /// <summary>The time that the container's clock shows at first. From there it goes on as real time does. Take a time before the job is due: a daemon
    /// does not run the jobs of the minute in which it starts.</summary>
    /// <value>Default null: real time.</value>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>The daemon's time zone, which becomes the environment variable TZ: "Europe/Berlin", which the image needs in /usr/share/zoneinfo, or a zone that
    /// is written out, "CET-1CEST,M3.5.0,M10.5.0/3".</summary>
    /// <value>Default null: the image's.</value>
    public string? TimeZone { get; init; }

    /// <summary>The daemon by whose rules runs are due.</summary>
    /// <value>Default null: the one that the container's program is found to be.</value>
    public CronDaemon? Daemon { get; init; }

    /// <summary>The file in the container that the job appends to. It need not be there before the first run.</summary>
    /// <value>Default "/var/log/cron.log".</value>
    public string LogFile { get; init; } = "/var/log/cron.log";

    /// <summary>A regular expression for the lines of the log file that stand for a run each. It is used where runs cannot be recorded.</summary>
    /// <value>Default ".": each line that is not empty.</value>
    [StringSyntax(StringSyntaxAttribute.Regex)]
    public string RunPattern { get; init; } = ".";

    /// <summary>How often the job is due. Waits without a deadline of their own allow this long for each run, and <see cref="Slack"/>.</summary>
    /// <value>Default one minute, cron's smallest step.</value>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What waits allow beyond the schedule, for a slow machine.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Run cron under the engine's own small init, as <c>docker run --init</c> does. Process number 1 gets only the signals that it
    /// handles, and Debian's cron handles no SIGTERM: by itself it must be killed, under an init it stops at once.
    /// </summary>
    /// <value>Default false: cron is process number 1, as the image says.</value>
    public bool Init { get; init; }

    /// <summary>Changes the container's builder last, before the container is created: mounts, environment, files, a network.</summary>
    /// <value>Default null: nothing.</value>
    public Func<ContainerBuilder, ContainerBuilder>? Configure { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image source or an image."),
        (Job is not null && string.IsNullOrWhiteSpace(Job), "Job is empty; name a part of its command, or leave it null for every job."),
        (StartAt is { Year: < 1980 or > 2200 }, $"StartAt is {StartAt:u}; it must be between 1980 and 2200, where programs can tell the time."),
        (!LogFile.StartsWith('/'), $"LogFile is '{LogFile}'; it must be an absolute path in the container, as /var/log/cron.log."),
        (!IsRegex(RunPattern), $"RunPattern is '{RunPattern}', which is not a regular expression of the kind that never backtracks (no look-around, no back references)."),
        (TimeZone is not (null or [':' or '/', _, ..]) && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) && PosixZone.Parse(TimeZone) is null, $"TimeZone is '{TimeZone}', which the time zone database of this machine does not have; name one as Europe/Berlin."),
        (Every <= TimeSpan.Zero, $"Every is {Every}; it must be more than zero."),
        (Slack < TimeSpan.Zero, $"Slack is {Slack}; it must not be negative."),
    ]);

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
