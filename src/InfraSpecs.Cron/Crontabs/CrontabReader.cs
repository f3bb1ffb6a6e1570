using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>Tells a crontab's lines apart. It refuses nothing.</summary>
internal static partial class CrontabReader
{
    private static readonly char[] Blanks = [' ', '\t'];

    public static Crontab Read(ArchivedFile file, CrontabForm form, CronDaemon? daemon)
    {
        var (jobs, variables, lines) = Read(file.Text, form, isBusybox: daemon == CronDaemon.Busybox);
        return new Crontab
        {
            Form = form,
            File = file,
            Jobs = jobs,
            Variables = variables,
            LineCount = lines.Length - (lines[^1].Length == 0 ? 1 : 0),
            UnendedLine = UnendedLine(lines),
        };
    }

    /// <summary>The jobs of a crontab that nobody reads as a daemon: commands are as they stand, with the user before them where the file names one.</summary>
    public static (IReadOnlyList<CrontabJob> Jobs, string? UnendedLine) Read(string text)
    {
        var (jobs, _, lines) = Read(text, CrontabForm.User, isBusybox: true);
        return (jobs, UnendedLine(lines));
    }

    private static (List<CrontabJob> Jobs, List<CrontabVariable> Variables, string[] Lines) Read(string text, CrontabForm form, bool isBusybox)
    {
        var lines = text.Split('\n');
        List<CrontabJob> jobs = [];
        List<CrontabVariable> variables = [];
        var inForce = ImmutableDictionary<string, CrontabVariable>.Empty;
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].TrimStart(Blanks);
            if (line.Length == 0 || line[0] == '#') continue;
            if (Variable(line) is var (name, value))
            {
                variables.Add(new CrontabVariable(index + 1, name, value));
                if (!isBusybox) inForce = inForce.SetItem(name, variables[^1]);
                else if (line.StartsWith("SHELL=", StringComparison.Ordinal) || line.StartsWith("MAILTO=", StringComparison.Ordinal))
                    inForce = inForce.SetItem(name, variables[^1] with { Value = line[(name.Length + 1)..].Split(' ', '\t', '#')[0] });
            }
            else
            {
                jobs.Add(Job(line, form, cutsAtPercent: !isBusybox) with { Line = index + 1, Text = lines[index], Variables = inForce });
            }
        }

        return (jobs, variables, lines);
    }

    private static string? UnendedLine(string[] lines) => lines[^1].TrimStart(Blanks) is not ['#', ..] and { Length: > 0 } ? lines[^1] : null;

    /// <summary>load_env in env.c: blanks around the equals sign, quotation marks around either side, a value to the end of the line. What
    /// follows a closing quotation mark makes the line something else.</summary>
    private static (string Name, string Value)? Variable(string line)
    {
        var match = NameAndEquals().Match(line);
        if (!match.Success) return null;
        var name = match.Groups["quoted"] is { Success: true } quoted ? quoted.Value : match.Groups["name"].Value;
        var rest = line[match.Length..];
        if (rest.Length == 0 || rest[0] is not ('"' or '\'')) return (name, rest.TrimEnd());
        var end = rest.IndexOf(rest[0], 1);
        return end < 0 || !string.IsNullOrWhiteSpace(rest[(end + 1)..]) ? null : (name, rest[1..end]);
    }

    private static CrontabJob Job(string line, CrontabForm form, bool cutsAtPercent)
    {
        var rest = line;
        var schedule = line[0] == '@' ? Field(ref rest) : string.Join(' ', Enumerable.Range(0, 5).Select(_ => Field(ref rest)).Where(it => it.Length > 0));
        var user = form == CrontabForm.System ? Field(ref rest) : null;
        var (command, input) = cutsAtPercent ? CutAtPercent(rest) : (rest, null);
        return new CrontabJob
        {
            Line = 0, Text = line, Schedule = schedule, User = user, Command = command, Input = input,
            Variables = ImmutableDictionary<string, CrontabVariable>.Empty,
        };
    }

    private static string Field(ref string rest)
    {
        var end = rest.IndexOfAny(Blanks);
        var field = end < 0 ? rest : rest[..end];
        rest = rest[field.Length..].TrimStart(Blanks);
        return field;
    }

    /// <summary>As child_process in do_command.c: a backslash protects a %, and goes away where it does.</summary>
    private static (string Command, string? Input) CutAtPercent(string text)
    {
        var command = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%') return (command.ToString(), text[(i + 1)..]);
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                if (text[i + 1] is not ('%' or '\\')) command.Append('\\');
                i++;
            }

            command.Append(text[i]);
        }

        return (command.ToString(), null);
    }

    [GeneratedRegex("""^(?:"(?<quoted>[^"=]*)"|'(?<quoted>[^'=]*)'|(?<name>[^\s=]+))\s*=\s*""", RegexOptions.ExplicitCapture)]
    private static partial Regex NameAndEquals();
}
