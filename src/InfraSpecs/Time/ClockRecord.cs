namespace InfraSpecs.Extensibility;

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

/// <summary>A program that starts commands at their times began: with the container, or anew in it. Which programs are watched so, fixtures/clock says.</summary>
/// <param name="At">When.</param>
/// <param name="ProcessId">The program's, before it puts itself into the background.</param>
/// <param name="Program">Its name.</param>
public sealed record ProgramStartRecord(DateTimeOffset At, int ProcessId, string Program) : ClockRecord(At, ProcessId);

/// <summary>Such a program has started what was due, and goes to sleep: the first time when it has begun, then each time, and after each jump of the clock that it
/// noticed.</summary>
/// <param name="At">When.</param>
/// <param name="ProcessId">The program's.</param>
/// <param name="Program">Its file, links resolved: "/usr/bin/busybox".</param>
/// <param name="For">How long it means to sleep.</param>
public sealed record SleepRecord(DateTimeOffset At, int ProcessId, string Program, TimeSpan For) : ClockRecord(At, ProcessId);

/// <summary>Such a program started a command.</summary>
/// <param name="At">When: what the program's look at the clock showed it, also where a busy machine kept it waiting.</param>
/// <param name="ProcessId">The command's: the key to its <see cref="CommandEndRecord"/>.</param>
public sealed record CommandStartRecord(DateTimeOffset At, int ProcessId) : ClockRecord(At, ProcessId)
{
    /// <summary>As whom.</summary>
    public required int UserId { get; init; }

    /// <summary>Which shell it was to run in.</summary>
    public required string Shell { get; init; }

    /// <summary>What the shell was given.</summary>
    public required string Command { get; init; }

    /// <summary>The names of the variables that it was given; null where it could not start.</summary>
    public IReadOnlyList<string>? Variables { get; init; }
}

/// <summary>A command ended.</summary>
/// <param name="At">When; behind the clock by as much as the program was when it started it.</param>
/// <param name="ProcessId">The command's.</param>
public sealed record CommandEndRecord(DateTimeOffset At, int ProcessId) : ClockRecord(At, ProcessId)
{
    /// <summary>Its exit code; null if a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended it; null if it exited.</summary>
    public int? Signal { get; init; }

    /// <summary>What it wrote to standard output and standard error, at most the first 64 KiB.</summary>
    public required string Output { get; init; }
}
