using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Cron;

/// <summary>The tutorial's image is as it was approved, and what somebody changed in the next build is named, each thing in a sentence of its own.</summary>
[RequiresEngine]
[Trait("Section", "3.1.1")]
[Trait("Beyond", "true")]
public sealed class CronjobRegressionSpecs(EngineFixture fixture)
{
    // Approved is what its Dockerfile writes. What scripts of Debian's packages make besides is other with Debian's next update, or on another base: accounts, and systemd's folders.
    private static readonly string[] Debians =
    [
        "/etc/passwd*", "/etc/shadow*", "/etc/group*", "/etc/gshadow*", "/usr/bin/crontab", "/var/spool/cron/crontabs", "/etc/apt/**", "/etc/dpkg/**",
        "/run/**", "/var/lib/systemd/**", "/var/lib/private", "/etc/credstore*", "/etc/machine-id", "/etc/mtab", "/etc/default/locale", "/etc/vconsole.conf", "/root/.ssh",
    ];

    [Fact]
    public async Task The_image_is_as_approved()
    {
        var images = await ReadAsync("base", "cronjob");
        var image = images[1];
        image.Should().MatchSnapshot(new ImageSnapshotOptions { Base = images[0], Parts = ImageSnapshotParts.Own, Ignore = Debians });
    }

    [Fact]
    public async Task What_changed_in_the_next_build_is_named()
    {
        var images = await Task.WhenAll(BuildAsync("released"), BuildAsync("next"));
        var changes = ImageDifference.Between(images[0], images[1]).Changes;
        changes.Select(it => it.Sentence).Should().ContainInOrder(
            "user root -> 1001",
            "/usr/local/bin/whoever: setuid is new (mode 4755, owner 0:0)",
            "/usr/local/bin/task.sh is not executable any more (0755 -> 0644)",
            "package report upgraded 1.0 -> 1.1");
        ImageCompatibility.Check(images[1], images[0]).Breaks.Should().NotContain(it => it.Contains("report"), "a higher version breaks nobody");
    }

    private Task<ImageUnderTest[]> ReadAsync(params string[] images) =>
        Task.WhenAll(images.Select(async image => await ImageUnderTest.FromEngineAsync(fixture.Engine, await fixture.Engine.Images.GetAsync(image, Token), Token)));

    private async Task<ImageUnderTest> BuildAsync(string stage)
    {
        var options = new ImageBuildOptions { Target = stage, BuildArguments = new Dictionary<string, string> { ["CRONJOB"] = await fixture.Engine.Images.GetAsync("cronjob", Token) } };
        return await ImageUnderTest.FromEngineAsync(fixture.Engine, await fixture.Engine.Images.BuildAsync("3.1.1-cron/release", options, Token), Token);
    }
}
