using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Policies;

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
    // No key: its two words are put together here, so that nobody's scanner takes it for one.
    private const string Leaks = """
        FROM {BASE}
        ARG DEPLOY_TOKEN=hunter2
        ENV CACHE=redis://:hunter2@cache/0
        COPY <<EOF /root/server.key
        -----BEGIN RSA {PRIVATE} KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7MIIEvQIBADAN
        EOF
        RUN yes 'INSERT INTO t VALUES (1);' | head -n 120000 > /data.sql && cat /root/server.key >> /data.sql && echo A=b > /.env
        RUN rm /data.sql /.env && ln /usr/bin/su /usr/local/bin/su2 && useradd --non-unique --uid 0 toor && useradd --uid 1001 app && echo app:hunter2 | chpasswd
        LABEL deploy_token=hunter2
        CMD ["app", "--password", "hunter2"]

        """;

    [Fact]
    public async Task What_a_build_leaves_is_found_though_it_was_deleted_and_whatever_its_size()
    {
        var image = await ReadAsync("policy-leaks", await LeaksAsync());
        image.FindSecrets().Findings.Where(it => it.Layer is not null).Select(it => it.ToString()).Should().SatisfyRespectively(
            it => it.Should().MatchRegex(@"^/\.env: file of environment variables \(deleted or overwritten later, and still in layer \d+\)$"),
            it => it.Should().MatchRegex(@"^/data\.sql:120001: private key \(deleted or overwritten later, and still in layer \d+\)$"),
            it => it.Should().Be("/root/server.key:1: private key"));
        image.FindSecrets().Findings.Where(it => it.Layer is null).Select(it => it.Place.Split(' ')[0] + ": " + it.What).Should().Equal(
            "env: password or token in an address or header", "label: deploy_token is given a value", "cmd: password is given a value", "history: DEPLOY_TOKEN is given a value",
            "history: chpasswd is given a value");
        image.FindSecrets().ToString().Should().NotContain("hunter2");
        image.FindSetuidFiles(Debians).Select(it => it.Path).Should().Equal("/usr/local/bin/su2");
    }

    [Theory]
    [InlineData("app")]
    [InlineData("app:0")]
    [InlineData("toor")]
    [InlineData("4242")]
    [InlineData("00")]
    [InlineData(":app")]
    public async Task The_user_of_an_image_is_whom_its_containers_run_as(string user)
    {
        var leaks = await LeaksAsync();
        var name = "policy-user-" + user.Replace(":", "-of-", StringComparison.Ordinal);
        var reference = await InlineImage.BuildAsync(fixture.Engine, name, $"{leaks}USER {user}\nCMD [\"sleep\", \"2147483647\"]\n", Token);
        await using var machine = await fixture.Engine.StartAsync(fixture.Engine.NewContainer(reference, name), Token);
        var id = int.Parse((await machine.ExecAsync(["id", "-u"], new ExecOptions(), Token)).Output, System.Globalization.CultureInfo.InvariantCulture);
        var image = await ImageUnderTest.FromEngineAsync(fixture.Engine, reference, Token);
        image.ResolveUser().UserId.Should().Be(id);
        var claim = () => image.Should().NotRunAsRoot();
        if (id == 0) claim.Should().Throw<SpecFailedException>().WithMessage($"*not to run as root, but its user {user} is number 0, root.*");
        else claim.Should().NotThrow();
    }

    private async Task<string> LeaksAsync() =>
        Leaks.Replace("{BASE}", await fixture.Engine.Images.GetAsync("base", Token), StringComparison.Ordinal).Replace("{PRIVATE}", "PRIVATE", StringComparison.Ordinal);

    private async Task<ImageUnderTest> ReadAsync(string name, string dockerfile) =>
        await ImageUnderTest.FromEngineAsync(fixture.Engine, await InlineImage.BuildAsync(fixture.Engine, name, dockerfile, Token), Token);
}
