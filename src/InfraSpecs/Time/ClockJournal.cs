using System.Globalization;
using System.Text;

namespace InfraSpecs.Time;

/// <summary>The lines that the clock's library and its program for commands write; fixtures/clock/journal.h has their form.</summary>
internal static class ClockJournal
{
    private static readonly FollowedLog.Records Itself = new("the records of its clock", "install sh and tail in the image: by them what happens on its clock is read.");

    /// <summary>Its lines, from the first, as they come.</summary>
    /// <exception cref="ContainerException">The image has no sh or no tail.</exception>
    public static IAsyncEnumerable<LogLine> FollowAsync(Container container, CancellationToken token) =>
        FollowedLog.FileIn(container, ClockFiles.Journal, Itself).ReadLinesAsync(after: 0, token);

    /// <returns>What time the first process saw; null while there is no complete line.</returns>
    public static DateTimeOffset? FirstTime(string journal) =>
        journal.Split('\n') is [var first, _, ..] && first.Split('\t') is [_, var nanoseconds, ..] && long.TryParse(nanoseconds, CultureInfo.InvariantCulture, out var count) ? Instant(count) : null;

    /// <returns>Null for a line that says something else, or that the container's programs have spoilt.</returns>
    public static ClockRecord? Read(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length < 4 || !long.TryParse(fields[1], CultureInfo.InvariantCulture, out var nanoseconds) || !int.TryParse(fields[2], CultureInfo.InvariantCulture, out var process)) return null;
        var at = Instant(nanoseconds);
        return fields switch
        {
            ["D", _, _, var program] => new ProgramStartRecord(at, process, Unescape(program)),
            ["L", _, _, var program, var text] => new SyslogRecord(at, process, Unescape(program), Unescape(text)),
            ["S", _, _, var user, var shell, var command] when int.TryParse(user, CultureInfo.InvariantCulture, out var id) =>
                new CommandStartRecord(at, process) { UserId = id, Shell = Unescape(shell), Command = Unescape(command) },
            ["S", _, _, var user, var shell, var command, var names] when int.TryParse(user, CultureInfo.InvariantCulture, out var id) =>
                new CommandStartRecord(at, process)
                {
                    UserId = id, Shell = Unescape(shell), Command = Unescape(command), Variables = Unescape(names).Split('=', StringSplitOptions.RemoveEmptyEntries),
                },
            ["E", _, _, ['x', .. var code], var output] when int.TryParse(code, CultureInfo.InvariantCulture, out var exit) =>
                new CommandEndRecord(at, process) { ExitCode = exit, Output = Unescape(output) },
            ["E", _, _, ['s', .. var number], var output] when int.TryParse(number, CultureInfo.InvariantCulture, out var signal) =>
                new CommandEndRecord(at, process) { Signal = signal, Output = Unescape(output) },
            ["Z", _, _, var file, var seconds] when uint.TryParse(seconds, CultureInfo.InvariantCulture, out var length) =>
                new SleepRecord(at, process, Unescape(file), TimeSpan.FromSeconds(length)),
            _ => null,
        };
    }

    private static DateTimeOffset Instant(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static string Unescape(string field)
    {
        if (!field.Contains('\\')) return field;
        var text = new StringBuilder(field.Length);
        for (var at = 0; at < field.Length; at++)
        {
            if (field[at] != '\\' || at + 1 == field.Length) text.Append(field[at]);
            else text.Append(field[++at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        }

        return text.ToString();
    }
}
