namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class ConclusionsTests
{
    /// <summary>From what stops all to what only delays. A new fault belongs into one of these.</summary>
    private static readonly CronFault[][] BySeverity =
    [
        [CronFault.EntryPointBroken, CronFault.NoDaemon, CronFault.NotInForeground, CronFault.NotRunning],
        [CronFault.CrontabNotRead, CronFault.NoJob, CronFault.FileNameIgnored, CronFault.CannotOpen, CronFault.WrongOwner, CronFault.InsecureMode, CronFault.HardLinked],
        [
            CronFault.ByteOrderMark, CronFault.NoFinalNewline, CronFault.TooManyLines, CronFault.CarriageReturnInCrontab, CronFault.SixFields, CronFault.UserFieldMissing,
            CronFault.UserUnknown, CronFault.ScheduleInvalid, CronFault.CrontabRefused,
        ],
        [CronFault.StartRefused],
        [
            CronFault.ShellMissing, CronFault.PathNotExpanded, CronFault.VariableNotExpanded, CronFault.VariableIgnored, CronFault.PercentUnescaped, CronFault.UserFieldUnexpected,
            CronFault.CommandNotOnPath, CronFault.CommandMissing, CronFault.NotExecutable, CronFault.CarriageReturnInShebang, CronFault.InterpreterMissing,
            CronFault.CarriageReturnInScript, CronFault.OutputNotWritable, CronFault.EnvironmentNotPassed, CronFault.RunPartsNameSkipped, CronFault.RunPartsNotExecutable,
            CronFault.RunPartsNothing, CronFault.LeftToAnacron,
        ],
        [CronFault.TimeZoneNotLoaded, CronFault.Hanging, CronFault.Overlapping, CronFault.JobFailed, CronFault.NeverDue, CronFault.RebootSkipped, CronFault.NotDue],
    ];

    [Fact]
    public void What_stops_more_comes_first_in_the_order_of_the_faults() =>
        BySeverity.SelectMany(it => it.OrderBy(fault => fault)).Should().Equal(Enum.GetValues<CronFault>());

    [Fact]
    public void Findings_are_told_in_that_order() => Conclusions.Draw(new CronEvidence
    {
        Files = Given.Files(Given.Etc("* * * * * root /usr/bin/date\n0 0 30 2 * root sh /usr/local/bin/task.sh"), Given.Etc("* * * * * root /nothing\n", "second")) with { MainCommand = ["cron"] },
    }).Findings.Select(it => it.Fault).Should().StartWith([CronFault.NotInForeground, CronFault.NoFinalNewline]).And.BeInAscendingOrder();
}
