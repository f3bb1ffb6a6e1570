using System.Text.Json.Nodes;

namespace InfraSpecs.Images.Tests.Checks;

public sealed class ImageChecksTests
{
    private const int Setuid = 0b100_111_101_101;
    private const int Setgid = 0b010_111_101_101;
    private const int Anyone = 0b110_110_110;
    private const int AnyoneFolder = 0b111_111_111;
    private const int Sticky = 0b001_111_111_111;

    [Fact]
    public async Task Setuid_files_are_regular_ones_that_no_glob_allows()
    {
        var image = await new TestImage().Layer(l => l
            .File("/usr/bin/su", "x", Setuid).File("/usr/bin/[", "x", Setuid).File("/usr/bin/wall", "x", Setgid).File("/opt/a/b/sudo", "x", Setuid).Directory("/var/mail", Setgid)
                .File("/usr/bin/ls", "x", 0b111_101_101))
            .ReadAsync();
        string[] Found(params string[] except) => [.. image.FindSetuidFiles(except).Select(it => it.Path)];
        Found().Should().Equal("/opt/a/b/sudo", "/usr/bin/[", "/usr/bin/su", "/usr/bin/wall");
        Found("/usr/bin/su", "/usr/bin/[").Should().Equal("/opt/a/b/sudo", "/usr/bin/wall");
        Found("/usr/bin/*").Should().Equal("/opt/a/b/sudo");
        Found("/opt/*").Should().HaveCount(4);
        Found("/opt/**").Should().HaveCount(3);
        Found("su*").Should().Equal("/usr/bin/[", "/usr/bin/wall");
    }

    [Fact]
    public async Task World_writable_are_files_and_folders_without_the_sticky_bit_and_no_links()
    {
        var image = await new TestImage().Layer(l => l
            .Directory("/tmp", Sticky).Directory("/data", AnyoneFolder).File("/etc/open", "x", Anyone).Link("/link", "/etc/open").File("/etc/closed", "x")).ReadAsync();
        image.FindWorldWritableFiles().Select(it => it.Path).Should().Equal("/data", "/etc/open");
        image.FindWorldWritableFiles(["/data"]).Select(it => it.Path).Should().Equal("/etc/open");
    }

    [Fact]
    public async Task Files_without_account_have_a_user_or_group_that_the_image_does_not_know()
    {
        var image = await new TestImage().Layer(l => l
            .File("/etc/passwd", "root:x:0:0::/root:/bin/sh\napp:x:1001:1001::/:\n").File("/etc/group", "root:x:0:\napp:x:1001:\n")
            .File("/a", "x", user: 1001, group: 1001).File("/b", "x", user: 1002).File("/c", "x", group: 7)).ReadAsync();
        image.FindFilesWithoutAccount().Select(it => it.Path).Should().Equal("/b", "/c");
        var accounts = image.ReadAccounts();
        (accounts.FindUser("app"), accounts.FindUser("7"), accounts.FindUser("nobody"), accounts.FindGroup("app"), accounts.FindUserName(1001)).Should().Be((1001, 7, null, 1001, "app"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("root", 0)]
    [InlineData("0:0", 0)]
    [InlineData("toor", 0)]
    [InlineData("app", 1001)]
    [InlineData("app:root", 1001)]
    [InlineData("2000", 2000)]
    public async Task The_user_is_looked_up_by_name(string user, int number)
    {
        var image = await new TestImage().Config("User", user).Layer(l => l.File("/etc/passwd", "root:x:0:0::/:\ntoor:x:0:0::/:\napp:x:1001:1001::/:\n")).ReadAsync();
        image.ResolveUser().Should().Be(new ImageUser(user, number, null));
    }

    [Fact]
    public async Task A_user_that_cannot_be_looked_up_is_unknown()
    {
        (await new TestImage().Config("User", "app").Layer(l => l.File("/app")).ReadAsync()).ResolveUser().UnknownBecause.Should().Be("it has no /etc/passwd and it has no /etc/group");
        (await new TestImage().Config("User", "app").Layer(l => l.File("/etc/passwd", "root:x:0:0::/:\n").File("/etc/group", "root:x:0:\n")).ReadAsync())
            .ResolveUser().UnknownBecause.Should().Be("its /etc/passwd has no user \"app\", so that no container of it starts");
    }

    [Fact]
    public async Task Caches_are_summed_by_who_left_them()
    {
        var image = await new TestImage().Layer(l => l
            .File("/var/lib/apt/lists/deb_dists_Packages", new string('x', 500)).File("/var/lib/apt/lists/lock").File("/root/.cache/pip/http/a", new string('x', 700))
            .File("/home/app/.npm/_cacache/b", new string('x', 300)).File("/srv/.npm/not-at-home", new string('x', 900)).File("/var/log/dpkg.log", new string('x', 10))).ReadAsync();
        image.MeasurePackageCaches().ToString().Should().Be("""
            test/image:latest has 1,510 bytes of caches and logs
            pip's cache: 700 bytes in 1 file, the largest /root/.cache/pip/http/a; what to do: pip install --no-cache-dir
            apt's lists: 500 bytes in 1 file, the largest /var/lib/apt/lists/deb_dists_Packages; what to do: rm -rf /var/lib/apt/lists/* in the same RUN
            npm's cache: 300 bytes in 1 file, the largest /home/app/.npm/_cacache/b; what to do: npm cache clean --force in the same RUN
            logs: 10 bytes in 1 file, the largest /var/log/dpkg.log; what to do: delete them in the same RUN
            """);
    }

    [Fact]
    public async Task Hidden_bytes_are_told_by_the_layer_that_has_them_anew_with_its_command()
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/usr").File("/usr/a", new string('a', 100)).File("/usr/b", new string('b', 50)).File("/usr/c", new string('c', 10)), "base")
            .Layer(l => l.File("/usr/a", new string('a', 100), user: 1000).File("/usr/b", new string('B', 50)), "RUN chown -R 1000 /usr && curl -H 'Authorization: Bearer 0123456789abcdef' x")
            .Layer(l => l.Gone("/usr/c").File("/usr/a", "1"), "RUN rm /usr/c")
            .ReadAsync();
        var hidden = image.MeasureHiddenBytes();
        (hidden.Bytes, hidden.Total).Should().Be((260, 311));
        hidden.ToString().Should().Be("""
            260 of test/image:latest's 311 bytes (83.6 %) are in no file that a container sees
            150 bytes: layer 1 `RUN chown -R 1000 /usr && curl -H 'Authorization: Bearer ***' x` has 2 files anew, 1 of them with the same content: /usr/a (100), /usr/b (50)
            100 bytes: layer 2 `RUN rm /usr/c` has 1 file anew: /usr/a (100)
            10 bytes: 1 file of layer 0 `base` was deleted later: /usr/c (10)
            """);
    }

    [Fact]
    public async Task Config_of_an_image_may_be_empty()
    {
        var image = await new TestImage().Config("Env", new JsonArray()).Layer(l => l.Directory("/empty")).ReadAsync();
        image.FindSecrets().Findings.Should().BeEmpty();
        image.MeasureHiddenBytes().Percent.Should().Be(0);
        image.MeasurePackageCaches().Bytes.Should().Be(0);
    }
}
