using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Cron;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what is written in a crontab.</summary>
/// <param name="subject">The crontab.</param>
public sealed class CrontabFileAssertions(CrontabFile subject) : ReferenceTypeAssertions<CrontabFile, CrontabFileAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "crontab";

    private (string, Func<string>) Evidence => ($"jobs of {Subject.Path}", Subject.ToString);

    /// <summary>It has this job, at this schedule. Where it has the job twice, one of both counts.</summary>
    /// <param name="schedule">As it is written, with one blank between fields: "25 6 * * *", "@daily".</param>
    /// <param name="command">What stands behind: the command, and before it the user where the file names one: "root backup.sh".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndWhichConstraint<CrontabFileAssertions, CrontabLine> HaveJob(string schedule, string command, string because = "", params object[] becauseArgs)
    {
        var found = Subject.Jobs.FirstOrDefault(it => it.Schedule == schedule && it.Command == command);
        Check.That(
            found is not null, (because, becauseArgs), Evidence,
            "Expected {context:crontab} {0} to have {1} at {2}{reason}, but {3}.", Subject.Path, command, schedule, new UnquotedText(WhyNot(schedule, command)));
        return new(this, found!);
    }

    /// <summary>It has so many jobs.</summary>
    /// <param name="count">How many; 0 says that none is meant.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CrontabFileAssertions> HaveJobs(int count, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Jobs.Count == count, (because, becauseArgs), Evidence,
            "Expected {context:crontab} {0} to have {1}{reason}, but it has {2}.", Subject.Path, new UnquotedText(FailureText.Count(count, "job")), Subject.Jobs.Count);
        return new(this);
    }

    /// <summary>Its last line ends with a newline. Without it Debian's cron and cronie ignore the whole file.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CrontabFileAssertions> EndWithNewline(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.UnendedLine is null, (because, becauseArgs), Evidence,
            "Expected {context:crontab} {0} to end with a newline{reason}, without which cron ignores it, but its last line is {1}.", Subject.Path, Subject.UnendedLine ?? "");
        return new(this);
    }

    private string WhyNot(string schedule, string command) =>
        Subject.Jobs.FirstOrDefault(it => it.Command == command) is { } elsewhere ? $"it is at {elsewhere.Schedule} (line {elsewhere.Number})"
        : Subject.Jobs.FirstOrDefault(it => it.Schedule == schedule) is { } other ? $"at that time there is {other.Command} (line {other.Number})"
        : Subject.Jobs.Count == 0 ? "it has no job" : "no job has this command or this schedule";
}
