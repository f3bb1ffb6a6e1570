using System.Text.Json.Nodes;
using System.Xml.Linq;
using InfraSpecs.Cli;
using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Images that nothing is started from.</summary>
[RequiresEngine]
public sealed class ImageLintSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    [Fact]
    public async Task The_tutorials_image_is_clean() => (await CronContainer.DiagnoseImageAsync(Engine, "example/cronjob:latest", Token)).Should().BeClean();

    [Fact]
    public async Task All_that_is_wrong_with_an_image_is_named_at_once()
    {
        var image = await BuildAsync();
        var diagnosis = await CronContainer.DiagnoseImageAsync(Engine, image, Token);
        var (code, shown) = await LintAsync(image, "cronjob");
        code.Should().Be(1);
        shown.Should().Be($"{image}:\n{diagnosis}\nNothing was found that keeps the jobs of {await Engine.Images.GetAsync("cronjob", Token)} from running.\n");
        diagnosis.ToString().Should().Be("""
            cron goes into the background, which ends the container: its command is `cron`, without -f (the image's command is ["cron"]).
              What to do: CMD ["cron", "-f"].
            cron ignores /etc/cron.d/report.cron: there is a '.' in its name (names in /etc/cron.d may have letters, digits, - and _ only; of others cron does not say a word).
              What to do: call it /etc/cron.d/report.
            cron ignores /etc/cron.d/backup: its mode is 0664, so that its group may write it (cron trusts only what nobody but its owner, root, may write).
              What to do: chmod 0644 /etc/cron.d/backup; COPY takes the mode that the file has where the image is built.
            cron ignores /etc/cron.d/one: the file has a second name (a hard link), /etc/cron.d/two (it has 2 names).
              What to do: make it a copy, or a symbolic link.
            cron ignores /etc/cron.d/two: the file has a second name (a hard link), /etc/cron.d/one (it has 2 names).
              What to do: make it a copy, or a symbolic link.
            cron ignores /etc/cron.d/backup: line 1 names no user between schedule and command (line 1 is `0 2 * * * backup-all`; cron takes `backup-all` for a user's name).
              What to do: write the user before the command, as in `0 2 * * * root backup-all`.
            run-parts skips /etc/cron.daily/tidy.sh: there is a '.' in its name (names in /etc/cron.daily may have letters, digits, - and _ only; of others run-parts does not say a word).
              What to do: call it /etc/cron.daily/tidy.
            """);
    }

    [Fact]
    public async Task An_image_without_cron_is_not_clean() => (await CronContainer.DiagnoseImageAsync(Engine, "base", Token)).Headline.Should().Match(
        "there is no cron in example/base:* (it has neither /usr/sbin/cron nor /usr/sbin/crond, and its command starts none)");

    [Fact]
    public async Task An_image_with_busybox_and_no_job_is_not_clean() =>
        (await CronContainer.DiagnoseImageAsync(Engine, "busybox", Token)).Headline.Should().Match("there is no job in *busybox:* (it has no crontab)");

    [Theory]
    [Fault("Cron", "the entry point's script has Windows line endings", Names = "/entrypoint.sh cannot start, and the engine says \"no such file or directory\": its first line ends with a carriage return")]
    [InlineData("the entry point's script has Windows line endings", "RUN printf '#!/bin/sh\\r\\nexec cron -f\\r\\n' > /entrypoint.sh && chmod 0755 /entrypoint.sh\nENTRYPOINT [\"/entrypoint.sh\"]")]
    [Fault("Cron", "the entry point's script is not executable", Names = "/entrypoint.sh is not executable")]
    [InlineData("the entry point's script is not executable", "RUN printf '#!/bin/sh\\nexec cron -f\\n' > /entrypoint.sh\nENTRYPOINT [\"/entrypoint.sh\"]")]
    [Fault("Cron", "the entry point is not in the image", Names = "/entrypoint.sh is not in the container")]
    [InlineData("the entry point is not in the image", "ENTRYPOINT [\"/entrypoint.sh\"]")]
    [Fault("Cron", "the entry point's interpreter is not in the image", Names = "its interpreter, /bin/zsh, is not in the container")]
    [InlineData("the entry point's interpreter is not in the image", "RUN printf '#!/bin/zsh\\nexec cron -f\\n' > /entrypoint.sh && chmod 0755 /entrypoint.sh\nENTRYPOINT [\"/entrypoint.sh\"]")]
    [Fault("Cron", "the image's command is not in the image", Names = "crond is not in the container")]
    [InlineData("the image's command is not in the image", "CMD [\"crond\", \"-n\"]")]
    public async Task An_entry_point_that_cannot_start(string fault, string lines)
    {
        var image = await InlineImage.BuildAsync(Engine, "cron-entry", $"FROM {await Engine.Images.GetAsync("cronjob", Token)}\n{lines}\n", Token);
        var diagnosis = await CronContainer.DiagnoseImageAsync(Engine, image, Token);
        diagnosis.Should().HaveCause(CronFault.EntryPointBroken);
        diagnosis.Headline!.ShouldNameItsFault(fault);
    }

    [Fact]
    [Fault("Cron", "the image has no command", Names = "the image has neither ENTRYPOINT nor CMD")]
    public async Task An_image_without_a_command_is_no_error_of_the_engines()
    {
        var image = await InlineImage.BuildAsync(Engine, "cron-bare", $"FROM {await Engine.Images.GetAsync("cronjob", Token)}\nENTRYPOINT []\nCMD []\n", Token);
        var diagnosis = await CronContainer.DiagnoseImageAsync(Engine, image, Token);
        diagnosis.Headline!.ShouldNameItsFault();
        diagnosis.Should().HaveCause(CronFault.EntryPointBroken).And.HaveNoOtherCause();
        (await LintAsync(image)).Code.Should().Be(1);
    }

    [Fact]
    public async Task An_image_that_cannot_be_had()
    {
        var lint = () => CronContainer.DiagnoseImageAsync(Engine, "127.0.0.1:1/cron", Token);
        await lint.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.Unavailable);
    }

    [Fact]
    public async Task Cancelled_at_any_moment_it_leaves_nothing()
    {
        var image = await Engine.Images.GetAsync("cronjob", Token);
        foreach (var after in new[] { 0, 5, 20, 40, 60 })
        {
            using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(after), TimeProvider.System);
            try
            {
                await CronContainer.DiagnoseImageAsync(Engine, image, caller.Token);
            }
            catch (OperationCanceledException)
            {
                caller.IsCancellationRequested.Should().BeTrue();
            }
        }
    }

    [Fact]
    public async Task The_command_ends_with_0_where_nothing_was_found() => (await LintAsync("cronjob")).Code.Should().Be(0);

    [Fact]
    public async Task An_image_that_cannot_be_had_hides_no_other()
    {
        var (code, said) = await LintAsync("cronjob", "nowhere.example/none:1", "busybox");
        code.Should().Be(2);
        said.Should().Contain("nowhere.example/none:1 could not be looked at: Image nowhere.example/none:1 ").And.Contain("cronjob");
        said.IndexOf("cronjob", StringComparison.Ordinal).Should().BeLessThan(said.IndexOf("could not be looked at", StringComparison.Ordinal), "each is told in its place");
    }

    [Fact]
    public void A_name_that_is_empty_is_refused_before_anything_is_asked() =>
        LintCommand.Create().Parse(["cronjob", ""]).Errors.Select(it => it.Message).Should().Equal("An argument image is empty; name an image of the engine, or an image source.");

    [Fact]
    public async Task Each_image_has_a_verdict_by_each_rule_for_programs()
    {
        var (code, text) = await LintAsync(OutputFormat.Json, await BuildAsync(), "nowhere.example/none:1");
        code.Should().Be(2);
        var images = JsonNode.Parse(text)!["images"]!.AsArray();
        images[0]!["findings"]!.AsArray().Select(it => it!["fault"]!.GetValue<string>()).Should().StartWith("NotInForeground").And.Contain("InsecureMode");
        images[1]!["error"]!.GetValue<string>().Should().StartWith("Image nowhere.example/none:1 ");

        (code, text) = await LintAsync(OutputFormat.JUnit, "cronjob", await BuildAsync());
        code.Should().Be(1);
        var suites = XDocument.Parse(text).Root!.Elements("testsuite").ToList();
        suites[0].Attribute("name")!.Value.Should().Be("cronjob");
        suites[0].Descendants("failure").Should().BeEmpty();
        suites[1].Elements("testcase").Single(it => it.Attribute("name")!.Value == "HardLinked").Elements("failure").Should().HaveCount(2);
    }

    private static Task<(int Code, string Text)> LintAsync(params string[] images) => LintAsync(OutputFormat.Text, images);

    private static Task<(int Code, string Text)> LintAsync(OutputFormat format, params string[] images) =>
        CapturedOutput.OfAsync(output => VerbOutput.RunAsync(output, TextWriter.Null, format, verb => LintCommand.RunAsync(images, verb, Token)));

    private async Task<string> BuildAsync()
    {
        var cronjob = await Engine.Images.GetAsync("cronjob", Token);
        return await InlineImage.BuildAsync(Engine, "cron-lint", $"""
            FROM {cronjob}
            RUN rm /etc/cron.d/cron-example \
             && echo '0 2 * * * backup-all' > /etc/cron.d/backup && chmod 0664 /etc/cron.d/backup \
             && echo '0 3 * * * root date' > /etc/cron.d/report.cron \
             && echo '0 4 * * * root date' > /etc/cron.d/one && ln /etc/cron.d/one /etc/cron.d/two \
             && printf '#!/bin/sh\ntrue\n' > /usr/local/bin/backup-all && chmod 0755 /usr/local/bin/backup-all \
             && printf '#!/bin/sh\ntrue\n' > /etc/cron.daily/tidy.sh && chmod 0755 /etc/cron.daily/tidy.sh
            CMD ["cron"]
            """, Token);
    }
}
