using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Cron;

/// <summary>What can be said of the cronjob image before a container of it is started.</summary>
[RequiresEngine]
[Trait("Section", "3.1.1")]
[Trait("Beyond", "true")]
public sealed class CronjobImageSpecs(EngineFixture fixture)
{
    private const long SizeBudget = 130_000_000;

    [Fact]
    public async Task It_starts_cron_in_the_foreground()
    {
        var image = await ReadAsync();
        image.Should().HaveNoEntrypoint().And.HaveCmd("cron", "-f").And.HavePackage("cron").And.HaveUser("root").And.NotExposeOtherPortsThan();
    }

    [Fact]
    public async Task Its_crontab_is_a_file_of_root_with_mode_0644_that_runs_the_task()
    {
        var image = await ReadAsync();
        image.Should().HaveFile("/etc/cron.d/cron-example", "cron ignores what others may write").Which.Should()
            .HaveMode("0644").And.HaveOwner(0, 0).And.MatchContent(@"^\* \* \* \* \* root .*task\.sh").And.NotMatchContent(@"\r");
        image.Should().HaveFileOwnedBy("/etc/cron.d/cron-example", "root", "root");
        image.Should().HaveFile("/usr/local/bin/task.sh").Which.Should().BeExecutable().And.MatchContent("Hello!");
    }

    [Fact]
    public async Task It_keeps_to_its_size_and_carries_no_caches_and_no_secrets()
    {
        var image = await ReadAsync();
        image.Should().HaveSizeOfAtMost(SizeBudget).And.HideAtMost(5_000_000, percent: 5).And.HaveNoPackageCaches().And.HaveNoSecrets();
    }

    private async Task<ImageUnderTest> ReadAsync() => await ImageUnderTest.FromEngineAsync(fixture.Engine, await fixture.Engine.Images.GetAsync("cronjob", Token), Token);
}
