namespace InfraSpecs.Tests.Containers;

public sealed class CheckProgramTests
{
    [Theory]
    [InlineData(-1, "OCI runtime exec failed: exec failed: unable to start container process: exec: \"curl\": executable file not found in $PATH: unknown", "exec: \"curl\": executable file not found in $PATH")]
    [InlineData(-1, "OCI runtime exec failed: exec failed: unable to start container process: exec: \"/check\": stat /check: no such file or directory: unknown", "exec: \"/check\": stat /check: no such file or directory")]
    [InlineData(-1, "OCI runtime exec failed: exec failed: unable to start container process: exec: \"/check\": permission denied: unknown", "exec: \"/check\": permission denied")]
    [InlineData(-1, "Health check exceeded timeout (1s)", null)]
    [InlineData(127, "/bin/sh: curl: not found\n", "curl: not found")]
    [InlineData(127, "sh: 1: curl: not found", "curl: not found")]
    [InlineData(127, "bash: line 1: curl: command not found\n", "curl: command not found")]
    [InlineData(126, "/bin/sh: /check: Permission denied\n", "/check: Permission denied")]
    [InlineData(127, "no such table: 127", null)]
    [InlineData(1, "cat: can't open '/tmp/up': No such file or directory", null)]
    public void What_was_said_of_a_program_that_is_not_there_is_told_and_nothing_else(int exitCode, string output, string? why) =>
        CheckProgram.Missing(new() { ExitCode = exitCode, Output = output }, ["CMD", "x"]).Should().Be(why);

    [Theory]
    [InlineData("curl -f http://127.0.0.1/ || exit 1", true)]
    [InlineData("curl -f http://127.0.0.1/ || false", true)]
    [InlineData("curl -f http://127.0.0.1/", true)]
    [InlineData("curl -f http://127.0.0.1/ || wget -q http://127.0.0.1/ || exit 1", false)]
    [InlineData("curl -V; pg_isready", false)]
    [InlineData("if curl -V; then true; else pg_isready; fi", false)]
    [InlineData("/check $(curl http://127.0.0.1/)", false)]
    public void A_shell_that_may_have_gone_on_to_another_program_is_not_judged(string line, bool isJudged) =>
        CheckProgram.Missing(new() { ExitCode = 1, Output = "/bin/sh: curl: not found\n" }, ["CMD-SHELL", line]).Should().Be(isJudged ? "curl: not found" : null);

    [Fact]
    public void A_script_that_ends_with_1_is_not_judged() =>
        CheckProgram.Missing(new() { ExitCode = 1, Output = "/bin/sh: curl: not found\n" }, ["CMD", "/check.sh"]).Should().BeNull();
}
