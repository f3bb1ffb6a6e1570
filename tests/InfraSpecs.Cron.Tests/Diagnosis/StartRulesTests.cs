using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

/// <summary>What Debian's cron 3.0pl1-197, cronie 1.7.2 and busybox 1.37 were seen to say when they could not start a job.</summary>
public sealed class StartRulesTests
{
    private const string AppJob = "* * * * * app date\n";

    [Theory]
    [InlineData("cron cannot start the jobs of app: account app has expired (account expired)", "Authentication failure", "pam_unix(cron:account): account app has expired (account expired)", "Authentication failure")]
    [InlineData("cron cannot start the jobs of app: expired password for user app (root enforced)", "Authentication token is no longer valid; new one required", "pam_unix(cron:account): expired password for user app (root enforced)", "Authentication token is no longer valid; new one required")]
    [InlineData("cron cannot start the jobs of app: setgid(1000) failed: Operation not permitted", "(CRON) error (do_command:setgid(1000) failed: Operation not permitted)", "(app) CMD (date)", "(CRON) error (do_command:setgid(1000) failed: Operation not permitted)")]
    [InlineData("cron cannot start the jobs of app: initgroups(1000) failed: Operation not permitted", "(CRON) error (do_command:initgroups(1000) failed: Operation not permitted)", "(app) CMD (date)", "(CRON) error (do_command:initgroups(1000) failed: Operation not permitted)")]
    [InlineData("cron cannot start the jobs of app: Cannot make/remove an entry for the specified session", "Cannot make/remove an entry for the specified session", "pam_env(cron:session): Unable to open env file: /etc/default/locale", "pam_unix(cron:session): session opened for user app(uid=1000) by app(uid=0)", "Cannot make/remove an entry for the specified session")]
    [InlineData("cron cannot start the jobs of app: unable to dlopen(pam_nosuch.so): /usr/lib/security/pam_nosuch.so: cannot open shared object file: No such file or directory", "Module is unknown", "PAM unable to dlopen(pam_nosuch.so): /usr/lib/security/pam_nosuch.so: cannot open shared object file: No such file or directory", "PAM adding faulty module: pam_nosuch.so", "pam_unix(cron:session): session opened for user app(uid=1000) by app(uid=0)", "Module is unknown")]
    [InlineData("cron cannot start the jobs of app: account app has expired (account expired)", "(app) FAILED to authorize user with PAM (Authentication failure)", "pam_unix(cronie:account): account app has expired (account expired)", "(app) PAM ERROR (Authentication failure)", "(app) FAILED to authorize user with PAM (Authentication failure)")]
    [InlineData("cron cannot start the jobs of app: setgid failed: Operation not permitted", "(CRON) ERROR (setgid failed): Operation not permitted", "pam_unix(cronie:session): session opened for user app(uid=1000) by app(uid=0)", "(CRON) ERROR (setgid failed): Operation not permitted")]
    [InlineData("cron cannot start the jobs of app: chdir failed (/home/app): No such file or directory", "(CRON) ERROR chdir failed (/home/app): No such file or directory", "(app) CMD (date)", "(CRON) ERROR chdir failed (/home/app): No such file or directory")]
    [InlineData("cron cannot start a job: can't fork", "(CRON) error (can't fork)", "(CRON) error (can't fork)")]
    [InlineData("cron cannot start a job: can't set groups: Operation not permitted", "can't set groups: Operation not permitted", "can't set groups: Operation not permitted")]
    public void What_cron_says_to_syslog(string sentence, string said, params string[] texts)
    {
        var finding = Find(Said(texts)).Should().ContainSingle().Which;
        (finding.Fault, finding.Sentence, finding.Fact).Should().Be((CronFault.StartRefused, sentence, $"cron said `{said}`"));
    }

    [Fact]
    public void What_PAMs_helper_says_names_the_user() =>
        Find([new(At(0), 16, "unix_chkpwd", "could not obtain user info (app)"), new(At(0), 15, "CRON", "Authentication failure")]).Should().ContainSingle().Which
            .Should().Match<CronFinding>(it => it.Sentence == "cron cannot start the jobs of app: could not obtain user info (app)" && it.Advice.Contains("/etc/shadow"));

    [Theory]
    [InlineData("crond: can't set groups: Operation not permitted", "cron cannot start a job: can't set groups: Operation not permitted")]
    [InlineData("crond: setuid: Operation not permitted", "cron cannot start a job: setuid: Operation not permitted")]
    [InlineData("Authentication failure", "cron cannot start a job: Authentication failure")]
    public void What_it_prints(string line, string sentence)
    {
        var evidence = new CronEvidence { Files = Debian, Output = ["crond: crond (busybox 1.37.0) started, log level 8", line, "crond: USER root pid  14 cmd date"] };
        Conclusions.Draw(evidence).Findings.Should().ContainSingle().Which.Sentence.Should().Be(sentence);
        Conclusions.Draw(evidence with { Runs = [Run(0)] }).Findings.Should().BeEmpty("nobody knows whose it was, and jobs are started");
    }

    [Theory]
    [InlineData("(app) CMD (echo setgid failed: x)")]
    [InlineData("pam_unix(cron:session): session opened for user app(uid=1000) by app(uid=0)")]
    [InlineData("(CRON) INFO (Running @reboot jobs)")]
    [InlineData("(app) CMDOUT (Permission denied)")]
    public void What_is_no_refusal(string text) => Find(Said(text)).Should().BeEmpty();

    [Fact]
    public void What_jobs_print_is_none_of_crons_words() =>
        Conclusions.Draw(new CronEvidence { Files = Debian, Output = ["cp: /x: Permission denied", "crond: user app: process already running: date"] }).Findings.Should().BeEmpty();

    [Fact]
    public void Once_the_job_is_started_it_is_over()
    {
        var evidence = new CronEvidence { Files = Debian, Syslog = Said("(app) CMD (date)", "(CRON) error (do_command:setgid(1000) failed: Operation not permitted)"), Runs = [Run(-60)] };
        Conclusions.Draw(evidence).Findings.Should().ContainSingle();
        Conclusions.Draw(evidence with { Runs = [Run(60)] }).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Another_users_refusal_is_not_told_of_the_job_that_matters()
    {
        var evidence = new CronEvidence { Files = Files(Etc(AppJob + "* * * * * root sh /usr/local/bin/task.sh\n")),
            Syslog = Said("(app) CMD (date)", "(CRON) error (do_command:setgid(1000) failed: x)") };
        evidence = evidence with { Files = evidence.Files with { Users = Debian.Users } };
        Conclusions.Draw(evidence with { Job = "task.sh" }).Findings.Should().BeEmpty();
        Conclusions.Draw(evidence with { Job = "date" }).Findings.Should().ContainSingle();
    }

    private static CronFiles Debian => Files(Etc(AppJob)) with { Users = [new CronUser("root", 0, [0], "/root"), new CronUser("app", 1000, [1000], "/home/app")] };

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(seconds);

    private static CronRun Run(int seconds) => new() { Number = 1, StartedAt = At(seconds), EndedAt = At(seconds), ExitCode = 0, User = "app", Command = "date" };

    private static SyslogRecord[] Said(params string[] texts) => [.. texts.Select(it => new SyslogRecord(At(0), 14, "CRON", it))];

    private static IReadOnlyList<CronFinding> Find(IReadOnlyList<SyslogRecord> said) => Conclusions.Draw(new CronEvidence { Files = Debian, Syslog = said }).Findings;
}
