namespace InfraSpecs.Cron;

/// <summary>Whether a crontab's lines name a user.</summary>
internal enum CrontabForm
{
    /// <summary>They do, between schedule and command: /etc/crontab and the files in /etc/cron.d.</summary>
    System,

    /// <summary>They do not; the file's name is the user: what crontab(1) puts into /var/spool/cron.</summary>
    User,
}

/// <summary>A line that sets a variable for the jobs below it.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value, without quotation marks around it. Cron expands nothing in it, and knows no comment behind it.</param>
internal sealed record CrontabVariable(int Line, string Name, string Value);

/// <summary>
/// A line that is neither blank, nor a comment, nor a variable, and so a job. What it lacks is empty: whether the daemon would take it is
/// for the diagnosis to say.
/// </summary>
internal sealed record CrontabJob
{
    /// <summary>Its number, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The whole line.</summary>
    public required string Text { get; init; }

    /// <summary>When: five fields, or "@daily" and its like.</summary>
    public required string Schedule { get; init; }

    /// <summary>As whom; null in a user's crontab.</summary>
    public string? User { get; init; }

    /// <summary>What the shell gets: the line's rest up to the first % that has no backslash before it.</summary>
    public required string Command { get; init; }

    /// <summary>What stands behind that %, and is the command's standard input; null if there is none.</summary>
    public string? Input { get; init; }

    /// <summary>The variables that were set above it; the last of a name holds.</summary>
    public required IReadOnlyDictionary<string, CrontabVariable> Variables { get; init; }

    /// <summary>The value of a variable that was set above it; null if it was not.</summary>
    /// <param name="name">The variable.</param>
    public string? FindVariable(string name) => Variables.GetValueOrDefault(name)?.Value;
}

/// <summary>A file with jobs, as it was found.</summary>
internal sealed record Crontab
{
    /// <summary>By this variable cronie reads the schedules below it in another zone (crontab(5) of cronie).</summary>
    public const string ZoneVariable = "CRON_TZ";

    /// <summary>Its lines name a user, or do not.</summary>
    public required CrontabForm Form { get; init; }

    /// <summary>The file.</summary>
    public required ArchivedFile File { get; init; }

    /// <summary>Its jobs, first to last.</summary>
    public required IReadOnlyList<CrontabJob> Jobs { get; init; }

    /// <summary>Its variables, first to last.</summary>
    public required IReadOnlyList<CrontabVariable> Variables { get; init; }

    /// <summary>How many lines it has.</summary>
    public required int LineCount { get; init; }

    /// <summary>The last line that says something, and has no newline behind it; null if there is none such. A comment or blanks do no harm there.</summary>
    public required string? UnendedLine { get; init; }

    /// <summary>The path in the container.</summary>
    public string Path => File.Path;

    /// <summary>As whom a job of it runs.</summary>
    /// <param name="job">One of <see cref="Jobs"/>.</param>
    public string UserOf(CrontabJob job) => job.User ?? File.Name;

    /// <summary>Reads a crontab as Vixie cron and its descendants do (entry.c, env.c; crontab(5)).</summary>
    /// <param name="file">The file.</param>
    /// <param name="form">Its lines name a user, or do not.</param>
    /// <param name="daemon">Who reads it: busybox gives the shell the whole line, a % and all, and takes no variables but SHELL and MAILTO.</param>
    public static Crontab Read(ArchivedFile file, CrontabForm form, CronDaemon? daemon = CronDaemon.Debian) => CrontabReader.Read(file, form, daemon);
}
