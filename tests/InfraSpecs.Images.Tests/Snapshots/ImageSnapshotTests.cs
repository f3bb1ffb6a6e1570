using System.Text.Json.Nodes;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Tests.Snapshots;

public sealed class ImageSnapshotTests
{
    [Fact]
    public async Task It_holds_how_the_image_starts_and_what_people_put_into_it()
    {
        var image = await new TestImage()
            .Config("Cmd", new JsonArray("run.sh", "-f"))
            .Config("Env", new JsonArray("PATH=/usr/bin:/bin", "LANG=C.UTF-8"))
            .Config("Volumes", new JsonObject { ["/data"] = new JsonObject() })
            .Config("Labels", new JsonObject { ["org.opencontainers.image.created"] = "2026-11-28", ["team"] = "infra" })
            .Layer(l => l.Directory("/bin").File("/bin/run.sh", "#!/bin/sh\n", 0b111_101_101).Link("/bin/sh", "dash").Directory("/data", 0b111_101_000, 1000, 1000)
                .File("/bin/su", "x", 0b100_111_101_101))
            .Layer(l => l.File("/var/log/build.log", "12:00").File("/bin/run.sh", "#!/bin/dash\n", 0b111_101_101))
            .ReadAsync();

        ImageSnapshot.Take(image).ToString().Should().Be("""
            # InfraSpecs image snapshot 1
            [config]
            platform    linux/amd64
            entrypoint  []
            cmd         ["run.sh","-f"]
            starts      /bin/run.sh
            user        root (none set)
            workdir     / (none set)
            stopsignal  SIGTERM (none set)
            healthcheck NONE (none set)
            shell       ["/bin/sh","-c"] (none set)
            env         LANG=C.UTF-8
            env         PATH=/usr/bin:/bin
            volume      /data (0750 1000:1000)
            label       team=infra
            [packages]
            not known: it has no package database (dpkg, apk or rpm)
            [special]
            4755 0:0     /bin/su                                   setuid
            [files]
            0755 0:0     /bin/
            0755 0:0     /bin/run.sh                                               12  967af4c7a2be
            link 0:0     /bin/sh -> dash
            4755 0:0     /bin/su                                                    1  2d711642b726
            0750 1000:1000 /data/
            0755 0:0     /var/
            [generated]
            [size]
            files 13
            overwritten or deleted 10

            """);
    }

    [Fact]
    public async Task Its_text_is_read_back_into_the_same()
    {
        var image = await Odd().ReadAsync();
        var text = ImageSnapshot.Take(image).ToString();
        ImageSnapshot.Parse(text).ToString().Should().Be(text);
        ImageDifference.Between(ImageSnapshot.Parse(text), ImageSnapshot.Take(image)).Changes.Should().BeEmpty();
        text.Should().NotContain("\r").And.NotContain("s3cret").And.Contain(@"/odd/a\x09b ").And.Contain(@"/odd/a-\x3Eb").And.Contain(@"X=1\n2\x20");
    }

    [Fact]
    public async Task Ends_of_lines_of_another_system_comments_and_empty_lines_are_the_same_text()
    {
        var text = ImageSnapshot.Take(await Odd().ReadAsync()).ToString();
        ImageSnapshot.Parse("\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("[files]", "# ours\r\n\r\n[files]", StringComparison.Ordinal)).ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("# InfraSpecs image snapshot 2\n", 1)]
    [InlineData("# InfraSpecs image snapshot 1\nuser root\n", 2)]
    [InlineData("# InfraSpecs image snapshot 1\n[config]\nuser root\n<<<<<<< HEAD\n", 4)]
    [InlineData("# InfraSpecs image snapshot 1\n[odd]\n", 2)]
    [InlineData("# InfraSpecs image snapshot 1\n[files]\n0644 0:0 /x\n", 3)]
    [InlineData("# InfraSpecs image snapshot 1\n[files]\n0844 0:0 /x/\n", 3)]
    [InlineData("# InfraSpecs image snapshot 1\n[files]\n0644 0:0 /x 99999999999999999999  0123456789ab\n", 3)]
    [InlineData("# InfraSpecs image snapshot 1\n[size]\nfiles 9 999 999 999 999 999 999 999\n", 3)]
    [InlineData("# InfraSpecs image snapshot 1\n[size]\nfiles 999999999999999999999999\n", 3)]
    [InlineData("# InfraSpecs image snapshot 1\n[files]\n0644 0:0     /x  1  0123456789ab\n0644 0:0     /x  2  ba9876543210\n", 4)]
    [InlineData("# InfraSpecs image snapshot 1\n[special]\n4755 0:0     /x  setuid\n4755 0:0     /x  setuid\n", 4)]
    [InlineData("# InfraSpecs image snapshot 1\n[generated]\n/dev  1  0123456789ab\n/dev  2  0123456789ab\n", 4)]
    [InlineData("# InfraSpecs image snapshot 1\n[size]\nfiles 1\n[config]\nuser root\n", 4)]
    [InlineData("# InfraSpecs image snapshot 1\n[config]\nuser root\nuser app\n", 4)]
    public void What_is_no_snapshot_is_named_with_its_line(string text, int line)
    {
        var parse = () => ImageSnapshot.Parse(text);
        parse.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.SnapshotInvalid).Where(it => it.Line == line).WithMessage($"The text is no image snapshot: line {line} *");
    }

    [Fact]
    public async Task Times_days_ids_logs_and_caches_do_not_count()
    {
        var (one, other) = (Built("20100", "9f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e", "a"), Built("20101", "0123456789abcdef0123456789abcdef", "b"));
        ImageSnapshot.Take(await one.ReadAsync()).ToString().Should().Be(ImageSnapshot.Take(await other.ReadAsync()).ToString());

        static TestImage Built(string day, string id, string log) => new TestImage().Layer(l => l
            .Directory("/etc").File("/etc/shadow", $"root:*:{day}:0:99999:7:::\n").File("/etc/machine-id", id + "\n").File("/var/log/dpkg.log", log).File("/var/cache/ldconfig/aux-cache", log)
            .File("/usr/lib/python3/__pycache__/x.pyc", log).File("/home/app/.cache/pip/x", log).File("/var/lib/dpkg/status-old", log));
    }

    [Fact]
    public async Task The_largest_number_of_a_user_is_not_negative() =>
        ImageSnapshot.Take(await new TestImage().Layer(OfNobody()).ReadAsync()).ToString().Should().Contain("0644 4294967294:4294967294 /nobody ");

    // As engines write it: in base 256, with the checksum of that.
    private static byte[] OfNobody()
    {
        var tar = new TestLayer().File("/nobody").ToArray();
        var header = tar.AsSpan(tar.AsSpan().LastIndexOf("nobody\0"u8), 512);
        foreach (var at in new[] { 108, 116 }) new byte[] { 0x80, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFE }.CopyTo(header[at..]);
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var one in header) sum += one;
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
        return tar;
    }

    [Theory]
    [InlineData("app", "--password", "s3cret")]
    [InlineData("curl", "-f", "-u", "admin:s3cret", "http://localhost/")]
    [InlineData("sh", "-c", "curl -fsS --user 'admin:s3cret' http://localhost/ || exit 1")]
    [InlineData("mysqladmin", "ping", "-h", "localhost", "-ps3cret")]
    [InlineData("redis-cli", "-a", "s3cret", "ping")]
    public async Task A_secret_among_the_words_of_a_command_is_not_in_it(params string[] words)
    {
        var image = new TestImage().Config("Cmd", Words()).Config("Healthcheck", new JsonObject { ["Test"] = Words("CMD") }).Config("OnBuild", new JsonArray("RUN " + string.Join(' ', words)));
        var text = ImageSnapshot.Take(await image.Layer(l => l.File("/a")).ReadAsync()).ToString();
        text.Should().NotContain("s3cret").And.Contain("***").And.Contain(words[0]);
        JsonArray Words(params string[] more) => new([.. more.Concat(words).Select(it => (JsonNode)it)]);
    }

    [Fact]
    public async Task Whose_password_changed_counts()
    {
        var (one, other) = (new TestImage().Layer(l => l.File("/etc/shadow", "root:*:1:0:99999:7:::\n")), new TestImage().Layer(l => l.File("/etc/shadow", "root::1:0:99999:7:::\n")));
        ImageSnapshot.Take(await one.ReadAsync()).ToString().Should().NotBe(ImageSnapshot.Take(await other.ReadAsync()).ToString());
    }

    [Fact]
    public async Task What_is_ignored_or_not_held_is_not_in_it()
    {
        var image = await new TestImage().Layer(l => l.File("/app/x.db", "12").File("/app/a/y.db", "123").File("/app/z", "1234")).ReadAsync();
        var text = ImageSnapshot.Take(image, new ImageSnapshotOptions { Ignore = ["/app/**/*.db", "/app/*.db"], Parts = ImageSnapshotParts.Files | ImageSnapshotParts.Size }).ToString();
        text.Should().NotContain(".db").And.NotContain("[config]").And.Contain("/app/z").And.Contain("files 4\n");
    }

    [Fact]
    public async Task What_the_base_has_just_so_is_not_in_it()
    {
        var below = new TestImage().Layer(l => l.Directory("/etc").File("/etc/a", "1").File("/etc/b", "1").File("/bin/su", "x", 0b100_111_101_101));
        var built = new TestImage().Layer(l => l.Directory("/etc").File("/etc/a", "1").File("/etc/b", "1").File("/bin/su", "x", 0b100_111_101_101))
            .Layer(l => l.File("/etc/b", "2").File("/etc/c", "3"));
        var text = ImageSnapshot.Take(await built.ReadAsync(), new ImageSnapshotOptions { Base = await below.ReadAsync(), Parts = ImageSnapshotParts.Own }).ToString();
        text.Should().Contain("/etc/b ").And.Contain("/etc/c ").And.NotContain("/etc/a").And.NotContain("/bin/su").And.NotContain("/etc/\n");
    }

    [Theory]
    [InlineData("etc/x")]
    [InlineData("/etc/{a,b}")]
    [InlineData("/etc/[a")]
    [InlineData("")]
    [InlineData("x.db")]
    public async Task A_glob_that_would_leave_out_nothing_is_an_error(string glob)
    {
        var image = await new TestImage().Layer(l => l.File("/a")).ReadAsync();
        var take = () => ImageSnapshot.Take(image, new ImageSnapshotOptions { Ignore = [glob] });
        take.Should().Throw<InvalidOptionsException>().Which.Errors.Should().ContainSingle().Which.Should().Contain("Ignore");
    }

    [Fact]
    public async Task Options_that_hold_nothing_or_name_another_folder_are_errors()
    {
        var image = await new TestImage().Layer(l => l.File("/a")).ReadAsync();
        var take = () => ImageSnapshot.Take(image, new ImageSnapshotOptions { Parts = ImageSnapshotParts.None, Name = "../x" });
        take.Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(2);
    }

    private static TestImage Odd() => new TestImage()
        .Config("Env", new JsonArray("API_TOKEN=s3cret", "X=1\n2 "))
        .Config("Healthcheck", new JsonObject { ["Test"] = new JsonArray("CMD", "true") })
        .Layer(l => l.Directory("/odd").File("/odd/a\tb", "1").File("/odd/a->b", "2").File("/odd/two  spaces", "3").File("/odd/end ", "4").Link("/odd/l", "to -> there ")
            .File("/odd/x  12  0123456789ab", "5", 0b100_111_101_101).File(@"/odd/dev-a\x20b\x3E\x2d\x5C", "8").Directory("/odd/open", 0b111_111_111).Directory("/etc/ssl/certs")
                .File("/etc/ssl/certs/a.pem", "6").File("/odd/ä", "7"));
}
