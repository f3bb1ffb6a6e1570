using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images;

/// <summary>What reviews say of images as they are, so that nobody is alarmed for nothing.</summary>
[RequiresEngine]
public sealed class ImagePolicySpecs(EngineFixture fixture)
{
    /// <summary>Debian's own, of its packages login, passwd, mount and the like.</summary>
    private static readonly string[] Debians =
    [
        "/usr/bin/chage", "/usr/bin/chfn", "/usr/bin/chsh", "/usr/bin/expiry", "/usr/bin/gpasswd", "/usr/bin/mount", "/usr/bin/newgrp", "/usr/bin/passwd", "/usr/bin/su", "/usr/bin/umount",
        "/usr/sbin/unix_chkpwd",
    ];

    [Theory]
    [InlineData("base")]
    [InlineData("imagemagick")]
    [InlineData("mysql")]
    public async Task Debians_images_have_eleven_setuid_files_and_nothing_else_to_complain_of(string name)
    {
        var image = await ImageUnderTest.FromEngineAsync(fixture.Engine, await fixture.Engine.Images.GetAsync(name, Token), Token);
        image.FindSetuidFiles().Select(it => it.Path).Should().Equal(Debians);
        image.Should().HaveNoSetuidFiles(except: Debians).And.HaveNoWorldWritableFiles().And.HaveNoFilesWithoutAccount().And.HaveNoPackageCaches().And.HaveNoSecrets();
        image.Should().HavePackage("base-files", version: ">= 13, < 100").And.NotHavePackage("sudo");
        var hidden = image.MeasureHiddenBytes();
        // The engine counts the names in links too.
        var size = (await fixture.Engine.Client.Images.InspectImageAsync(image.Id, Token)).Size;
        hidden.Total.Should().BeInRange(size - 100_000, size);
        hidden.Bytes.Should().BeInRange(1_000_000, 60_000_000);
        image.Packages.All.Should().OnlyContain(it => it.Paths.Count > 0);
    }
}
