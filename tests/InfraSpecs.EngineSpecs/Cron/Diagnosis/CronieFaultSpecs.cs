using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>What cronie takes and what it does not, beside what it says itself.</summary>
[RequiresEngine]
public sealed class CronieFaultSpecs(EngineFixture fixture)
{
    private const string Good = "* * * * * root echo good\n";

    [Theory]
    [InlineData(Good, "0755", 0, CronFault.InsecureMode, $"cron ignores {Example}: its mode is 0755 (*; cron said `(root) BAD FILE MODE ({Example})`)")]
    [InlineData(Good, "0664", 0, CronFault.InsecureMode, $"cron ignores {Example}: its mode is 0664 (*; cron said `(root) BAD FILE MODE ({Example})`)")]
    [InlineData(Good, "0644", 1, CronFault.WrongOwner, $"cron ignores {Example}: it belongs to daemon, not to root (*; cron said `(root) WRONG FILE OWNER ({Example})`)")]
    public async Task A_file_that_it_does_not_take(string text, string mode, int owner, CronFault fault, string headline)
    {
        var (diagnosis, lint) = await (await SceneAsync()).With(Example, text, mode, owner).DiagnoseAsync(0, Token);
        diagnosis.Should().HaveCause(fault).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match(headline);
        lint.Findings.Select(it => it.Sentence).Should().Equal(diagnosis.Findings.Select(it => it.Sentence));
    }

    [Theory]
    [InlineData(Good + "* * * * * root echo last", CronFault.NoFinalNewline, $"cron ignores line 2 of {Example}, the last one: it does not end with a newline (*; cron said `(CRON) missing newline before EOF ({Example})`)")]
    [InlineData(Good + "61 * * * * root echo x\n", CronFault.ScheduleInvalid, $"cron ignores line 2 of {Example}: the minute 61*(*; cron said `(CRON) bad minute ({Example})`)")]
    [InlineData(Good + "0 * * * * * root echo x\n", CronFault.SixFields, $"cron ignores line 2 of {Example}: * six fields *(*; cron said `(CRON) bad command ({Example})`)")]
    [InlineData(Good + "* * * * * nosuch echo x\n", CronFault.UserUnknown, $"cron ignores line 2 of {Example}: the user nosuch *")]
    [InlineData("\uFEFF# x\n" + Good, CronFault.ByteOrderMark, $"cron ignores line 1 of {Example}: it begins with a byte order mark*(*; cron said `(CRON) bad minute ({Example})`)")]
    public async Task A_line_that_it_does_not_take_costs_no_other(string text, CronFault fault, string headline)
    {
        var (diagnosis, lint) = await (await SceneAsync()).With(Example, text).DiagnoseAsync(1, Token);
        diagnosis.Should().HaveCause(fault).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Match(headline);
        lint.Findings.Select(it => it.Sentence).Should().Equal(diagnosis.Findings.Select(it => it.Sentence));
    }

    [Fact]
    public async Task Names_with_dots_and_second_names_are_taken()
    {
        var scene = (await SceneAsync()).Configure(builder => builder.WithEntrypoint(
            "sh", "-c", $"echo '* * * * * root echo good' > {Example}.txt; ln {Example}.txt /etc/cron.d/other; exec crond -n"));
        await using var cron = await scene.StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(30), Token);
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task A_HOME_that_is_not_expanded_keeps_the_job_from_starting()
    {
        await using var cron = await (await SceneAsync()).With(Example, "* * * * * root echo good\nHOME=$APP/home\n* * * * * root echo homeless\n").StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        await cron.AdvanceToAsync(Noon.AddMinutes(1), Token);
        (await cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(30), Token)).All.Should().OnlyContain(it => it.Command == "echo good");
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.VariableNotExpanded).And.HaveNoOtherCause();
        diagnosis.Headline.Should().Be($"the job in line 3 of {Example} is not started: line 2 sets HOME to `$APP/home`, and cron does not expand what is in it (cronie starts no job whose HOME it cannot enter)");
    }

    private async Task<CronScene> SceneAsync() => new(fixture.Engine) { Image = await CronieImage.GetAsync(fixture.Engine, Token) };
}
