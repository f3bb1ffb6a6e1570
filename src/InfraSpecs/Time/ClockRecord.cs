namespace InfraSpecs;

/// <summary>Something that happened in a container with a clock of its own, as the clock's library noted it there.</summary>
/// <param name="At">When, by the container's clock, in UTC.</param>
/// <param name="ProcessId">In the container: of the process that it happened to.</param>
public abstract record ClockRecord(DateTimeOffset At, int ProcessId);

/// <summary>A program called <c>syslog(3)</c>. Containers have no <c>/dev/log</c>, so that it would have been lost.</summary>
/// <param name="At">When.</param>
/// <param name="ProcessId">Of the caller.</param>
/// <param name="Program">The caller's name.</param>
/// <param name="Text">What it said.</param>
public sealed record SyslogRecord(DateTimeOffset At, int ProcessId, string Program, string Text) : ClockRecord(At, ProcessId);

/// <summary>A cron daemon began: the container was started, or started again, or something in it started the daemon anew.</summary>
/// <param name="At">When.</param>
/// <param name="ProcessId">The daemon's, before it puts itself into the background.</param>
/// <param name="Program">Its name: "cron", "crond".</param>
public sealed record DaemonStartRecord(DateTimeOffset At, int ProcessId, string Program) : ClockRecord(At, ProcessId);

/// <summary>A cron daemon started a job.</summary>
/// <param name="At">When: what the daemon's look at the clock showed it, also where a busy machine kept the daemon waiting.</param>
/// <param name="ProcessId">The job's: the key to its <see cref="JobEndRecord"/>.</param>
/// <param name="UserId">As whom.</param>
/// <param name="Shell">Which shell it was to run in.</param>
/// <param name="Command">What the shell was given.</param>
public sealed record JobStartRecord(DateTimeOffset At, int ProcessId, int UserId, string Shell, string Command) : ClockRecord(At, ProcessId)
{
    /// <summary>The names of the variables that the daemon gave it; null where it could not start.</summary>
    public IReadOnlyList<string>? Variables { get; init; }
}

/// <summary>A job ended.</summary>
/// <param name="At">When; behind the clock by as much as its daemon was when it started it.</param>
/// <param name="ProcessId">The job's.</param>
/// <param name="ExitCode">Its exit code; null if a signal ended it.</param>
/// <param name="Signal">The signal that ended it; null if it exited.</param>
/// <param name="Output">What it wrote to standard output and standard error, at most the first 64 KiB.</param>
public sealed record JobEndRecord(DateTimeOffset At, int ProcessId, int? ExitCode, int? Signal, string Output) : ClockRecord(At, ProcessId);

/// <summary>A cron daemon has done what was due, and goes to sleep: the first time when it has started, then each minute and after each jump of the
/// clock that it noticed.</summary>
/// <param name="At">When.</param>
/// <param name="ProcessId">The daemon's.</param>
/// <param name="Program">Its program file, links resolved: "/usr/sbin/cron", "/usr/bin/busybox".</param>
/// <param name="For">How long it means to sleep.</param>
public sealed record DaemonSleepRecord(DateTimeOffset At, int ProcessId, string Program, TimeSpan For) : ClockRecord(At, ProcessId);
