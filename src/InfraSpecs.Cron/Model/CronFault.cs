namespace InfraSpecs.Cron;

/// <summary>Why a job did not run, or ran in vain. The order is that of severity, and a diagnosis lists its findings in it. What stops more comes first:
/// what stops the container, then a whole crontab, all jobs of a user, a command, and what only delays.</summary>
public enum CronFault
{
    /// <summary>The container cannot start what it is to start: its entry point is not there, not executable, has Windows line endings or no interpreter; or
    /// the image has none.</summary>
    EntryPointBroken,

    /// <summary>There is no cron daemon in the container.</summary>
    NoDaemon,

    /// <summary>Debian's cron was started without -f: it goes into the background, and the container ends.</summary>
    NotInForeground,

    /// <summary>The container does not run any more, or runs and has no cron among its processes.</summary>
    NotRunning,

    /// <summary>Nobody reads the place where a crontab or script is, as busybox does not read /etc/cron.d.</summary>
    CrontabNotRead,

    /// <summary>No crontab that the daemon reads has a job, or the job that matters; or only what Debian's packages bring is there.</summary>
    NoJob,

    /// <summary>The file's name has a character that cron does not accept in /etc/cron.d: a dot, mostly.</summary>
    FileNameIgnored,

    /// <summary>The crontab is a link that leads nowhere, or no regular file.</summary>
    CannotOpen,

    /// <summary>The crontab belongs to somebody else than root or, in the spool, its user.</summary>
    WrongOwner,

    /// <summary>Others may write the crontab; a user's crontab has another mode than 0600.</summary>
    InsecureMode,

    /// <summary>The crontab has a second name.</summary>
    HardLinked,

    /// <summary>The crontab begins with a byte order mark, which cron takes for a minute.</summary>
    ByteOrderMark,

    /// <summary>The last line has no newline at its end.</summary>
    NoFinalNewline,

    /// <summary>The crontab has more lines than cron reads, some 10,000.</summary>
    TooManyLines,

    /// <summary>The crontab has Windows line endings: each command ends with a carriage return.</summary>
    CarriageReturnInCrontab,

    /// <summary>Six fields of time, as other schedulers have them, with seconds or years.</summary>
    SixFields,

    /// <summary>No user stands between schedule and command.</summary>
    UserFieldMissing,

    /// <summary>The user does not exist.</summary>
    UserUnknown,

    /// <summary>The schedule is none, as minute 61.</summary>
    ScheduleInvalid,

    /// <summary>Cron, or crontab(1), refused the crontab for another reason than those above.</summary>
    CrontabRefused,

    /// <summary>Cron cannot start a user's jobs: PAM refuses the user, or the kernel does not let cron become that user.</summary>
    StartRefused,

    /// <summary>SHELL names a program that is not there.</summary>
    ShellMissing,

    /// <summary>PATH holds a $VARIABLE, which cron does not expand.</summary>
    PathNotExpanded,

    /// <summary>Another variable of a crontab holds a $VARIABLE or a comment, which cron takes as they stand.</summary>
    VariableNotExpanded,

    /// <summary>busybox's crond ignores a crontab's variables, but for SHELL and MAILTO. Of Debian's cron and busybox's crond that holds for CRON_TZ.</summary>
    VariableIgnored,

    /// <summary>A % without a backslash cuts the command.</summary>
    PercentUnescaped,

    /// <summary>A user's crontab names a user, which becomes the command.</summary>
    UserFieldUnexpected,

    /// <summary>The program is there, but in a folder that is not in the job's PATH.</summary>
    CommandNotOnPath,

    /// <summary>The program or script is not there.</summary>
    CommandMissing,

    /// <summary>The program or script is not executable.</summary>
    NotExecutable,

    /// <summary>The script's first line ends with a carriage return, which becomes part of the interpreter's name.</summary>
    CarriageReturnInShebang,

    /// <summary>The script's first line names an interpreter that is not there.</summary>
    InterpreterMissing,

    /// <summary>The script has Windows line endings: carriage returns become part of words and file names.</summary>
    CarriageReturnInScript,

    /// <summary>The job's user may not write the file that the job writes.</summary>
    OutputNotWritable,

    /// <summary>The job wants a variable that the container has; cron does not pass those on.</summary>
    EnvironmentNotPassed,

    /// <summary>run-parts skips a file for its name.</summary>
    RunPartsNameSkipped,

    /// <summary>run-parts skips a file because it is not executable.</summary>
    RunPartsNotExecutable,

    /// <summary>The folder that run-parts is to run is not there, or has nothing that it would run.</summary>
    RunPartsNothing,

    /// <summary>The job leaves a folder to anacron, which is installed, and which nothing starts.</summary>
    LeftToAnacron,

    /// <summary>The daemon lives in another time zone than TZ or a file names: the container does not have it, or the daemon does not read that file.</summary>
    TimeZoneNotLoaded,

    /// <summary>The job began, and does not end.</summary>
    Hanging,

    /// <summary>The job takes longer than from one run to the next.</summary>
    Overlapping,

    /// <summary>The job ran and failed, for a reason of its own.</summary>
    JobFailed,

    /// <summary>The schedule names no day that exists, as 30 February.</summary>
    NeverDue,

    /// <summary>Cron was started again, and does not run @reboot jobs a second time.</summary>
    RebootSkipped,

    /// <summary>No job was due in the time that the container lived through.</summary>
    NotDue,
}
