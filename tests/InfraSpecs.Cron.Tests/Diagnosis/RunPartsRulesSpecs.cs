using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class RunPartsRulesSpecs
{
    private const string Daily = "25 6 * * * root test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }\n";

    [Fact]
    public void A_name_with_a_dot() => Of(File("/etc/cron.daily/backup.sh", TaskText, "0755")).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.RunPartsNameSkipped
        && it.Headline == "run-parts skips /etc/cron.daily/backup.sh: there is a '.' in its name (names in /etc/cron.daily may have letters, digits, - and _ only; of others run-parts does not say a word)"
        && it.Advice == "call it /etc/cron.daily/backup");

    [Fact]
    public void A_file_that_is_not_executable() => Of(File("/etc/cron.daily/backup", TaskText)).Should().Match<CronFinding>(it =>
        it.Fault == CronFault.RunPartsNotExecutable
        && it.Headline == "run-parts skips /etc/cron.daily/backup: it is not executable (its mode is 0644; of such files run-parts does not say a word)");

    [Fact]
    public void A_carriage_return_in_the_first_line() => Of(File("/etc/cron.daily/backup", "#!/bin/sh\r\n", "0755"))!.Fault.Should().Be(CronFault.CarriageReturnInShebang);

    [Theory]
    [InlineData("/etc/cron.daily/backup", "0755")]
    [InlineData("/etc/cron.daily/.placeholder", "0644")]
    [InlineData("/etc/cron.daily/backup.dpkg-old", "0755")]
    [InlineData("/etc/cron.daily/README", "0644")]
    [InlineData("/etc/cron.weekly/backup.sh", "0644")]
    public void Files_that_are_run_or_not_meant_to_be(string path, string mode) => Of(File(path, TaskText, mode)).Should().BeNull();

    private static CronFinding? Of(CronFile file) => (Files(Etc(Daily)) with { PeriodicScripts = [file] }).Findings().SingleOrDefault();
}
