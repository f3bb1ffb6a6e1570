using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class EnvironmentRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("echo $GREETING")]
    [InlineData("echo \"$GREETING you\" # hello")]
    [InlineData("echo it\\'s \"${GREETING}\"")]
    [InlineData("echo \"it's ${GREETING#x}\"")]
    [InlineData("echo \"$(date) `echo $GREETING`\"")]
    [InlineData("cd /tmp && echo \"$(echo \"$GREETING\")\" >> /var/log/x")]
    [InlineData("echo ${GREETING:?is not set}")]
    [InlineData("OTHER=1; echo $GREETING")]
    [InlineData("export OTHER=\"$(date)\"; echo $GREETING")]
    [InlineData("if [ \"$GREETING\" = hello ]; then date; fi")]
    [InlineData("env LANG=C date \"$GREETING\"")]
    [InlineData("read line; set -eu; echo $GREETING")]
    [InlineData("echo . read the source of $GREETING")]
    [InlineData("echo $$GREETING $GREETING")]
    [InlineData(": \"$GREETING\" # see . /etc/app")]
    public void A_variable_that_a_job_certainly_does_not_get(string command) =>
        Variable($"* * * * * root {command}\n").Should().ContainSingle().Which.Fault.Should().Be(CronFault.EnvironmentNotPassed);

    [Theory]
    [InlineData("SHELL=/bin/bash\nBASH_ENV=/etc/app.env\n* * * * * root echo $GREETING\n")]
    [InlineData("BASH_ENV=/etc/app.env\n* * * * * root echo $GREETING\n")]
    [InlineData("SHELL=/usr/local/bin/with-env\n* * * * * root echo $GREETING\n")]
    [InlineData("SHELL=/bin/zsh\n* * * * * root echo $GREETING\n")]
    [InlineData("* * * * * root export $(grep -v '^#' /app/.env | xargs); echo $GREETING\n")]
    [InlineData("* * * * * root export $(grep -v '^\\#' /app/.env | xargs) && echo $GREETING\n")]
    [InlineData("* * * * * root export `cat /app/.env`; echo $GREETING\n")]
    [InlineData("* * * * * root env $(cat /app/.env) sh -c 'echo $GREETING'\n")]
    [InlineData("* * * * * root . /etc/profile.d/app.sh; echo $GREETING\n")]
    [InlineData("* * * * * root [ -f /app/.env ] && . /app/.env; echo $GREETING\n")]
    [InlineData("* * * * * root if test -f /e; then source \"$HOME/e\"; fi; echo $GREETING\n")]
    [InlineData("* * * * * root set -a; . /app/.env; set +a; echo $GREETING\n")]
    [InlineData("* * * * * root eval \"$(cat /app/.env)\"; echo $GREETING\n")]
    [InlineData("* * * * * root eval $(tr '\\0' '\\n' < /proc/1/environ); echo $GREETING\n")]
    [InlineData("* * * * * root xargs -0 -a /proc/1/environ sh -c \"echo $GREETING\"\n")]
    [InlineData("* * * * * root echo '$GREETING'\n")]
    [InlineData("* * * * * root echo \"say '\\$GREETING'\" \\$GREETING\n")]
    [InlineData("* * * * * root awk '{ print $GREETING }' /etc/passwd\n")]
    [InlineData("* * * * * root echo hello # $GREETING\n")]
    [InlineData("* * * * * root bash -lc 'echo $GREETING'\n")]
    [InlineData("* * * * * root su - app -c 'echo $GREETING'\n")]
    [InlineData("* * * * * root echo ${GREETING:-hello} ${GREETING-} ${GREETING:+x}\n")]
    [InlineData("* * * * * root : ${GREETING:=hello}; echo $GREETING\n")]
    [InlineData("* * * * * root GREETING=$(cat /app/greeting) && echo $GREETING\n")]
    [InlineData("* * * * * root cat /app/greeting | while read -r GREETING; do echo $GREETING; done\n")]
    [InlineData("* * * * * root for GREETING in a b; do echo $GREETING; done\n")]
    [InlineData("* * * * * root export GREETING=hello; echo $GREETING\n")]
    [InlineData("* * * * * root printf -v GREETING hello; echo $GREETING\n")]
    [InlineData("* * * * * root while getopts ab GREETING; do echo $GREETING; done\n")]
    [InlineData("* * * * * root declare -r GREETING=hello; echo $GREETING\n")]
    [InlineData("* * * * * root mapfile -t GREETING < /app/x; echo $GREETING\n")]
    [InlineData("* * * * * root if [ -n \"$GREETING\" ]; then echo $GREETING; fi\n")]
    [InlineData("* * * * * root [ -z \"$GREETING\" ] || echo $GREETING\n")]
    [InlineData("* * * * * root test \"$GREETING\" && echo $GREETING\n")]
    [InlineData("* * * * * root if [ \"$GREETING\" = \"\" ]; then exit 0; fi\n")]
    [InlineData("* * * * * root [[ -v GREETING ]] && echo $GREETING\n")]
    [InlineData("* * * * * root while read -r line; do export \"$line\"; done < /app/.env; echo $GREETING\n")]
    [InlineData("* * * * * root declare -x \"$name=$value\"; echo $GREETING\n")]
    [InlineData("* * * * * root python3 /usr/local/bin/task.sh\n")]
    [InlineData("* * * * * root php /usr/local/bin/task.sh\n")]
    [InlineData("* * * * * root GREETING=hello sh /usr/local/bin/task.sh\n")]
    [InlineData("* * * * * root export $(cat /app/.env); sh /usr/local/bin/task.sh\n")]
    [InlineData("* * * * * root envdir /etc/app sh /usr/local/bin/task.sh\n")]
    [InlineData("* * * * * root echo $GREETINGS $1 $# $@ ${#}\n")]
    public void A_variable_that_a_job_gets_or_may_get_or_does_not_want(string crontab) => Variable(crontab, "echo \"${GREETING} you\"\n").Should().BeEmpty();

    [Theory]
    [InlineData("#!/usr/bin/env python3\nprint('$GREETING')\n")]
    [InlineData("#!/usr/bin/with-contenv sh\necho $GREETING\n")]
    [InlineData("#!/bin/bash -l\necho $GREETING\n")]
    [InlineData("#!/usr/bin/env -S bash --login\necho $GREETING\n")]
    [InlineData("#!/bin/sh\n. \"$(dirname \"$0\")/env.sh\"\necho $GREETING\n")]
    [InlineData("#!/bin/sh\ncat <<'EOF'\n$GREETING\nEOF\n")]
    [InlineData("#!/bin/sh\ncat <<-\"EOF\" > /x; date\n\t$GREETING\n\tEOF\ndate\n")]
    [InlineData("#!/bin/sh\ncat <<EOF\n\\$GREETING ${GREETING:-x}\nEOF\n")]
    [InlineData("#!/bin/sh\ncat <<\\EOF\n$GREETING\nEOF\n")]
    [InlineData("#!/bin/sh\nload() { . /app/.env; }\nload\necho $GREETING\n")]
    [InlineData("#!/bin/sh\n[ -n \"$LOADED\" ] || exec env $(cat /app/.env) \"$0\" \"$@\"\necho $GREETING\n")]
    [InlineData("#!/bin/sh\n# echo $GREETING\necho it\\'s # $GREETING\n")]
    [InlineData("#!/bin/bash\necho $'it\\'s $GREETING'\n")]
    [InlineData("#!/bin/sh\ncase $1 in\n  x) GREETING=a ;;\n  *) GREETING=b ;;\nesac\necho $GREETING\n")]
    [InlineData("#!/bin/bash\nx=$(( 1 << 3 ))\nGREETING=hello\necho $GREETING\n")]
    [InlineData("#!/bin/bash\nn=$(( (1<<2) + 3 )); m=\"$((n << 1))\"\nGREETING=$m\necho $GREETING\n")]
    [InlineData("#!/bin/bash\nif (( 1 << 2 > 3 )); then GREETING=1; fi\necho $GREETING\n")]
    [InlineData("#!/bin/bash\n((GREETING++))\necho $GREETING\n")]
    [InlineData("#!/bin/bash\n: $((GREETING = 4)); for ((i=0; i<3; i++)); do echo $GREETING; done\n")]
    [InlineData("#!/bin/bash\n((date); GREETING=1)\nif [[ -n \"$OTHER\" && -n \"$GREETING\" ]]; then echo $GREETING; fi\n")]
    [InlineData("#!/bin/bash\nif [[ -z $OTHER ||\n  ( -z $GREETING ) ]]; then exit 0; fi\necho $GREETING\n")]
    [InlineData("#!/bin/bash\n[[ $OTHER =~ ^(a|b)$ && $GREETING ]] && echo $GREETING\n")]
    [InlineData("#!/bin/sh\n[ ! \"$GREETING\" ] && exit 0\necho $GREETING\n")]
    [InlineData("#!/bin/sh\nif [ \"X$GREETING\" = X ]; then exit 0; fi\necho $GREETING\n")]
    [InlineData("#!/bin/sh\ntest _ = _\"$GREETING\" || echo $GREETING\n")]
    [InlineData("#!/bin/sh\n[ \"${GREETING}.\" != \".\" ] && echo $GREETING\n")]
    [InlineData("#!/bin/sh\n[ ${#GREETING} -eq 0 ] || echo $GREETING\n")]
    [InlineData("#!/bin/sh\ncase \"$GREETING\" in '') exit 0 ;; esac\necho $GREETING\n")]
    public void A_script_that_gets_it_or_does_not_want_it(string text) => Variable("* * * * * root /usr/local/bin/task.sh\n", text).Should().BeEmpty();

    [Theory]
    [InlineData("#!/bin/bash\nset -euo pipefail\ncat <<EOF\ndon't\nEOF\necho $GREETING\n")]
    [InlineData("#!/bin/sh\ncat <<EOF > /x\nit's \"$GREETING\"\nEOF\n")]
    [InlineData("#!/bin/sh\ncat <<-EOF\n\t`echo ${GREETING}`\n\tEOF\ndate\n")]
    [InlineData("#!/usr/bin/env bash\nfor x in 1 2; do\n  echo \"$x $GREETING\"\ndone\n")]
    [InlineData("#!/bin/sh\n# read the manual. source of truth\nset -e\nmain() {\n  echo \"$GREETING\"\n}\nmain \"$@\"\n")]
    [InlineData("#!/bin/bash\nn=$(( 1 << 3 ))\necho $GREETING\n")]
    [InlineData("#!/bin/bash\necho $(( $GREETING + 1 )) $((n == 2))\n")]
    [InlineData("#!/bin/bash\n[[ $GREETING == prod && -n $OTHER ]] && date\n")]
    [InlineData("#!/bin/bash\nif [[ ( -n $OTHER ) ]]; then date; fi; echo $GREETING\n")]
    [InlineData("#!/bin/bash\n[ \"x$GREETING\" = xhello ] && date\n")]
    [InlineData("#!/bin/bash\n((echo \"$GREETING\"); date)\n")]
    public void A_script_that_certainly_does_not_get_it(string text) =>
        Variable("* * * * * root /usr/local/bin/task.sh\n", text).Should().ContainSingle().Which.Fault.Should().Be(CronFault.EnvironmentNotPassed);

    [Theory]
    [InlineData("/entrypoint.sh")]
    [InlineData("sh")]
    public void Of_an_image_whose_entry_point_may_write_it_nothing_is_said(string entryPoint)
    {
        var files = WithGreeting(Etc("* * * * * root echo $GREETING\n")) with { MainCommand = [entryPoint, "-c", "cron -f"] };
        files.Findings().Should().BeEmpty();
        Conclusions.Draw(new CronEvidence { Files = files, Spans = [new(Noon, Noon, 1)] }).Findings.Should().ContainSingle("its files are as they were left").Which.Fault
            .Should().Be(CronFault.EnvironmentNotPassed);
    }

    [Fact]
    public void What_a_run_got_decides()
    {
        Ran(["PATH", "HOME", "GREETING"]).Should().BeEmpty("however the daemon came to it");
        Ran(["PATH", "HOME"]).Should().ContainSingle().Which.Fault.Should().Be(CronFault.EnvironmentNotPassed);
        Ran(null).Should().ContainSingle("what was not recorded decides nothing").Which.Fault.Should().Be(CronFault.EnvironmentNotPassed);
    }

    [Fact]
    public void What_etc_environment_has_and_a_run_did_not_get_is_not_passed() =>
        Ran(["PATH"], files => files with { EtcEnvironment = ["GREETING"] }).Should().ContainSingle().Which.Fault.Should().Be(CronFault.EnvironmentNotPassed);

    [Theory]
    [InlineData(2, "/bin/sh: 1: GREETING: parameter not set\n")]
    [InlineData(1, "/app/x: line 3: GREETING: unbound variable\n")]
    [InlineData(2, "/bin/sh: 1: GREETING: parameter not set or null\n")]
    public void What_a_run_says_is_certain_also_where_the_text_is_not(int exitCode, string output) =>
        Ran(["PATH"], crontab: "* * * * * root . /app/env; echo $GREETING\n", exitCode: exitCode, output: output).Should().ContainSingle().Which.Headline.Should().Be(
            "the job in line 1 of /etc/cron.d/cron-example does not get the container's variable GREETING: cron starts jobs with an environment of its own "
            + $"(it exited with code {exitCode} and wrote `{output.TrimEnd()}`)");

    [Fact]
    public void The_files_of_pam() => PamEnvironment.Names(["A=1\n# B=2\nexport C=3\n", "D\t\tDEFAULT=x OVERRIDE=@{PAM_USER}\n#E DEFAULT=\n"]).Should().Equal("A", "C", "D");

    private static IReadOnlyList<CronFinding> Variable(string crontab, string? script = null) =>
        WithGreeting(Etc(crontab)).With((Script, File(Script, script ?? TaskText, "0755"))).Findings();

    private static CronFiles WithGreeting(Crontab crontab)
    {
        var files = Files(crontab) with { ContainerVariables = ["PATH", "GREETING"] };
        return files with { Needed = new Dictionary<string, ArchivedFile?> { ["/bin/sh"] = files.Needed["/bin/sh"], ["/bin/bash"] = File("/bin/bash", "\0ELF", "0755") } };
    }

    private static IReadOnlyList<CronFinding> Ran(string[]? got, Func<CronFiles, CronFiles>? change = null, string crontab = "* * * * * root echo $GREETING\n", int exitCode = 0, string output = "")
    {
        var files = WithGreeting(Etc(crontab));
        var run = new CronRun { Number = 1, StartedAt = Noon, EndedAt = Noon, ExitCode = exitCode, Output = output, User = "root", Command = files.Crontabs[0].Jobs[0].Command, Variables = got };
        return Conclusions.Draw(new CronEvidence { Files = change?.Invoke(files) ?? files, Runs = [run], Spans = [new(Noon, Noon.AddMinutes(1), 1)] }).Findings;
    }
}
