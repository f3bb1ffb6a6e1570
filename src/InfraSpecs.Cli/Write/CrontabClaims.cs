using System.Globalization;
using InfraSpecs.Cron;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Write;

/// <summary>What a spec claims of crontabs, and of their jobs.</summary>
internal static class CrontabClaims
{
    // A Monday, and the first of a month.
    private static readonly DateTimeOffset Monday = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How a line begins for which an engine is needed.</summary>
    public const string Diagnosis = "var diagnosis = await CronContainer.DiagnoseImageAsync";

    private const string Read = "var crontab = await CrontabFile.ReadAsync(Crontab, Token)";

    /// <summary>A crontab that is a file: nothing is started, and no engine is needed.</summary>
    /// <param name="crontab">The crontab.</param>
    /// <param name="path">Its path, as the spec is to name it.</param>
    public static SpecFile Write(CrontabFile crontab, string path)
    {
        var notes = new List<string>();
        var claims = new List<Claim>();
        foreach (var job in crontab.Jobs) claims.AddRange(OfJob(crontab, job, notes));
        claims.Add(new Claim("It has no other job", Read, $"crontab.Should().HaveJobs({crontab.Jobs.Count})"));
        var ending = crontab.UnendedLine is null ? null : "it does not, so that Debian's cron and cronie ignore the whole file";
        if (ImageClaims.Holds("that it ends with a newline", ending, notes)) claims.Add(new Claim("It ends with a newline", Read, "crontab.Should().EndWithNewline()"));
        return new SpecFile
        {
            Subject = $"crontab {path}",
            Usings = ["InfraSpecs.Cron"],
            NeedsEngine = false,
            Notes = notes,
            Classes = [new SpecClass { Declaration = $"{ClassOf(crontab.Path)}Specs", Members = [$"private const string Crontab = {CSharp.Text(path)};"], Claims = claims }],
        };
    }

    /// <summary>The jobs that an image has.</summary>
    public static IEnumerable<Claim> OfImage(ImageSeen seen, List<string> notes)
    {
        foreach (var crontab in seen.Crontabs)
        {
            foreach (var job in crontab.Jobs.Where(it => IsShown(crontab, it, notes)))
            {
                yield return new Claim(
                    $"It runs {job.Command} {Spoken(job.Schedule)}",
                    $"var file = await fixture.Image.ReadFileAsync({CSharp.Text(crontab.Path)}, Token)",
                    $"CrontabFile.Parse({CSharp.Text(crontab.Path)}, file).Should().HaveJob({CSharp.Text(job.Schedule)}, {CSharp.Text(job.Command)})");
            }
        }

        if (seen.Crontabs.Count > 0 && ImageClaims.Holds("that nothing keeps its jobs from running", seen.JobTrouble, notes)) yield return new Claim(
            "Nothing keeps its jobs from running",
            $"{Diagnosis}(engine.Engine, {CSharp.Text(seen.Reference)}, Token)",
            "diagnosis.Should().BeClean()");
    }

    private static IEnumerable<Claim> OfJob(CrontabFile crontab, CrontabLine job, List<string> notes)
    {
        if (!IsShown(crontab, job, notes)) yield break;
        yield return new Claim($"{job.Command} is due {Spoken(job.Schedule)}", Read, $"crontab.Should().HaveJob({CSharp.Text(job.Schedule)}, {CSharp.Text(job.Command)})");
        if (!CronSchedule.TryParse(job.Schedule, out var schedule, out var error))
        {
            notes.Add($"left out: when line {job.Number} is due next, because {error.Sentence.TrimEnd('.')}");
        }
        else if (schedule.NextAfter(Monday.AddMinutes(-1), TimeZoneInfo.Utc) is not { } next) notes.Add($"left out: when line {job.Number} is due next, because it never is");
        else if (crontab.Jobs.Count(it => it.Command == job.Command) > 1) notes.Add($"left out: when line {job.Number} is due next, because its command is there several times");
        else
        {
            yield return new Claim(
                $"{job.Command} is due first on {next.ToString("dddd d MMMM HH:mm", CultureInfo.InvariantCulture)}",
                Read,
                $"var job = crontab.Jobs.Should().ContainSingle(it => it.Command == {CSharp.Text(job.Command)}).Which",
                $"var next = CronSchedule.Parse(job.Schedule).NextAfter({Instant(Monday.AddMinutes(-1))}, TimeZoneInfo.Utc)",
                $"next.Should().Be({Instant(next)})");
        }
    }

    private static bool IsShown(CrontabFile crontab, CrontabLine job, List<string> notes)
    {
        var what = $"line {job.Number} of {crontab.Path}";
        if (job.Command.Length == 0) notes.Add($"left out: {what}, because it is no job: it has no command");
        else if (SecretMask.Text(job.Command) != job.Command) notes.Add($"left out: {what}, because it looks as if it had a secret in it");
        else return true;
        return false;
    }

    private static string Instant(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"new DateTimeOffset({at.Year}, {at.Month}, {at.Day}, {at.Hour}, {at.Minute}, 0, TimeSpan.Zero)");

    /// <summary>When, as a part of a name, in which asterisks would be gone.</summary>
    private static string Spoken(string schedule) => schedule.Split(' ') switch
    {
        ["*", "*", "*", "*", "*"] => "each minute",
        [['*', '/', .. var step], "*", "*", "*", "*"] => $"every {step} minutes",
        [var minute, "*", "*", "*", "*"] when IsNumber(minute) => $"each hour at minute {minute}",
        [var minute, var hour, "*", "*", "*"] when IsNumber(minute) && IsNumber(hour) => $"each day at {hour.PadLeft(2, '0')}:{minute.PadLeft(2, '0')}",
        [['@', .. var name]] => name == "reboot" ? "at the start" : name,
        _ => "at " + schedule.Replace("*", "any", StringComparison.Ordinal),
    };

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static string ClassOf(string path)
    {
        var name = CSharp.Class(Path.GetFileName(path));
        return name.EndsWith("Crontab", StringComparison.OrdinalIgnoreCase) ? name : name + "Crontab";
    }
}
