using System.Text;

namespace InfraSpecs.Cron;

/// <summary>A crontab that is a file of a project, or of an image, looked at without a daemon: its jobs and their schedules.</summary>
public sealed record CrontabFile
{
    /// <summary>Where it is.</summary>
    public required string Path { get; init; }

    /// <summary>Its jobs, first to last: lines that are neither blank, nor a comment, nor a variable.</summary>
    public required IReadOnlyList<CrontabLine> Jobs { get; init; }

    /// <summary>Its last line, which has no newline behind it, so that Debian's cron and cronie ignore the whole file; null where it ends well.</summary>
    public string? UnendedLine { get; init; }

    /// <summary>Reads a file of this machine.</summary>
    /// <param name="path">A relative path begins at the test's project.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static async Task<CrontabFile> ReadAsync(string path, CancellationToken token) => Parse(path, await File.ReadAllBytesAsync(ProjectFolder.Resolve(path), token));

    /// <summary>Reads what a file holds.</summary>
    /// <param name="path">How it is called.</param>
    /// <param name="content">What is in it. Bytes that are not UTF-8 become U+FFFD.</param>
    public static CrontabFile Parse(string path, ReadOnlyMemory<byte> content)
    {
        var (jobs, unended) = CrontabReader.Read(Encoding.UTF8.GetString(content.Span));
        return new CrontabFile { Path = path, Jobs = [.. jobs.Select(it => new CrontabLine(it.Line, it.Schedule, it.Command.TrimEnd(' ', '\t', '\r')))], UnendedLine = unended };
    }

    /// <summary>A line for each job.</summary>
    public override string ToString() => Jobs.Count == 0 ? "(no job)" : string.Join('\n', Jobs);
}

/// <summary>A job in a crontab, as it is written.</summary>
/// <param name="Number">Its line, from 1.</param>
/// <param name="Schedule">When: five fields with one blank between, or "@daily" and its like.</param>
/// <param name="Command">What stands behind: the command, and before it the user where the file names one, as in /etc/cron.d.</param>
public sealed record CrontabLine(int Number, string Schedule, string Command)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Number}: {Schedule} {Command}";
}
