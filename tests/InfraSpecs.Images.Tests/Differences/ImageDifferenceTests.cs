using InfraSpecs.Images.Snapshots;
using InfraSpecs.Images.Tests.Elf;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace InfraSpecs.Images.Tests.Differences;

public sealed class ImageDifferenceTests
{
    private static readonly TestImage Plain = new TestImage().Layer(l => l.File("/a"));

    [Fact]
    public async Task The_same_image_has_no_difference() => (await BetweenAsync(Plain, Plain)).Should().BeEmpty();

    [Theory]
    [InlineData("Entrypoint", "[]", "[\"/app\"]", "arguments now append: entrypoint [] -> [\"/app\"]")]
    [InlineData("Entrypoint", "[\"/app\"]", "[]", "arguments now replace the command: entrypoint [\"/app\"] -> []")]
    [InlineData("Entrypoint", "[\"/app\"]", "[\"/app\",\"-v\"]", "entrypoint [\"/app\"] -> [\"/app\",\"-v\"]")]
    [InlineData("Cmd", "[\"a\"]", "[\"b\"]", "cmd [\"a\"] -> [\"b\"]")]
    [InlineData("User", "\"\"", "\"1001\"", "user root -> 1001")]
    [InlineData("User", "\"app\"", "\"1001\"", "user app (no such account) -> 1001")]
    [InlineData("WorkingDir", "\"\"", "\"/app\"", "workdir / (none set) -> /app")]
    [InlineData("StopSignal", "\"SIGQUIT\"", "\"\"", "stop signal SIGQUIT -> SIGTERM (none set)")]
    [InlineData("Env", "[\"LANG=C.UTF-8\"]", "[]", "env LANG removed (it was C.UTF-8)")]
    [InlineData("Env", "[\"PATH=/app:/bin\"]", "[\"PATH=/bin\"]", "env PATH has /app no more: /app:/bin -> /bin")]
    [InlineData("ExposedPorts", "{\"80/tcp\":{}}", "{}", "port 80/tcp is not declared any more")]
    [InlineData("Volumes", "{\"/data\":{}}", "{}", "volume /data is not declared any more")]
    [InlineData("OnBuild", "[\"RUN a\"]", "[\"RUN b\",\"RUN a\"]", "ONBUILD [\"RUN a\"] -> [\"RUN b\",\"RUN a\"]")]
    [InlineData("OnBuild", "[\"RUN a\"]", "null", "ONBUILD [\"RUN a\"] -> []")]
    [InlineData("User", "\"1001\"", "\"1001:0\"", "user 1001 -> 1001:0")]
    public async Task Another_start_breaks(string setting, string before, string after, string sentence)
    {
        var changes = await BetweenAsync(With(setting, before), With(setting, after));
        changes[0].Should().Be(new ImageChange(ImageChangeKind.Start, IsBreaking: true, sentence));
    }

    [Theory]
    [InlineData("Cmd", "[\"app\",\"--password\",\"one\"]", "[\"app\",\"--password\",\"two\"]", "cmd ")]
    [InlineData("Env", "[\"PASSWORD=one\"]", "[\"PASSWORD=two\"]", "env PASSWORD ")]
    [InlineData("OnBuild", "[\"ENV PASSWORD=one\"]", "[\"ENV PASSWORD=two\"]", "ONBUILD ")]
    public async Task Another_secret_is_a_change_and_not_shown(string setting, string before, string after, string sentence) =>
        (await BetweenAsync(With(setting, before), With(setting, after))).Should().ContainSingle().Which.Sentence.Should().StartWith(sentence).And.Contain("***").And.NotContain("one")
            .And.NotContain("two");

    [Theory]
    [InlineData("Env", "[\"V=1\"]", "[\"V=2\"]", "env V 1 -> 2")]
    [InlineData("Env", "[]", "[\"V=2\"]", "env V added: 2")]
    [InlineData("ExposedPorts", "{}", "{\"80/tcp\":{}}", "port 80/tcp is declared now")]
    [InlineData("WorkingDir", "\"\"", "\"/\"", "workdir / (none set) -> /")]
    [InlineData("Labels", "{\"a\":\"1\"}", "{\"a\":\"2\"}", "label a 1 -> 2")]
    [InlineData("Entrypoint", "[\"sh\"]", "[\"sh\"]", null)]
    public async Task What_was_added_or_says_the_same_does_not(string setting, string before, string after, string? sentence) =>
        (await BetweenAsync(With(setting, before), With(setting, after))).Should().Equal(sentence is null ? [] : [new ImageChange(ImageChangeKind.Start, IsBreaking: false, sentence)]);

    [Fact]
    public async Task A_user_that_is_written_down_and_was_so_before_breaks_nobody_and_one_without_an_account_does()
    {
        static TestImage As(string user, string passwd) => new TestImage().Config("User", user).Layer(l => l.Directory("/etc").File("/etc/passwd", passwd));
        const string Root = "root:x:0:0:root:/root:/bin/sh\n";
        (await BetweenAsync(As("", Root), As("root", Root))).Should().Equal(new ImageChange(ImageChangeKind.Start, IsBreaking: false, "user root -> root (0)"));
        (await BetweenAsync(As("", "root:x:5:0:\n"), As("app", "root:x:5:0:\n")))[0].Should().Be(new ImageChange(ImageChangeKind.Start, IsBreaking: true, "user root -> app (no such account)"));
    }

    [Fact]
    public async Task A_program_that_is_gone_is_the_entry_point()
    {
        var before = With("Cmd", "[\"run\"]").Layer(l => l.Directory("/usr").Directory("/usr/bin").File("/usr/bin/run", "x", 0b111_101_101));
        (await BetweenAsync(before, With("Cmd", "[\"run\"]")))[0].Sentence.Should().Be("entry point /usr/bin/run is not in the image any more");
    }

    [Fact]
    public async Task What_stops_starting_is_told_though_the_health_check_was_broken_before()
    {
        static TestImage As(string user) => new TestImage().Config("Entrypoint", new JsonArray("/run.sh")).Config("User", user)
            .Config("Healthcheck", new JsonObject { ["Test"] = new JsonArray("CMD", "/nowhere") })
            .Layer(l => l.Directory("/bin").File("/bin/sh", "x", 0b111_101_101).Directory("/etc").File("/etc/passwd", "app:x:5:5:::\n")
                .File("/run.sh", new TestElf { Type = 2, IsStatic = true }.ToArray(), 0b111_000_000));
        var changes = await BetweenAsync(As(""), As("ghost"));
        changes[0].Sentence.Should().StartWith("it does not start as declared, the old one did: user ghost is not in ");
        changes.Should().NotContain(it => it.Sentence.Contains("/nowhere"));
    }

    [Fact]
    public async Task A_few_bytes_more_of_a_log_are_none_and_many_are_told_with_their_step()
    {
        static TestImage With(int bytes) => new TestImage().Layer(l => l.File("/a"))
            .Layer(l => l.Directory("/var").Directory("/var/log").File("/var/log/apt.log", new string('x', bytes)), "RUN apt-get install x");
        (await BetweenAsync(With(1000), With(1004))).Should().BeEmpty();
        (await BetweenAsync(With(1000), With(3_001_000))).Should().ContainSingle().Which.Sentence.Should().StartWith("+3 MB ").And.Contain("apt-get install x");
        ImageDifference.Between(await With(1000).ReadAsync(), await With(3_001_000).ReadAsync(), ["/var/log/**"]).Changes.Should().BeEmpty("what is ignored does not count");
    }

    [Fact]
    public async Task Privileges_come_before_modes_and_modes_before_files()
    {
        var before = With("Cmd", "[\"/run.sh\"]").Layer(l => l.Directory("/bin").Directory("/etc").File("/run.sh", "1", 0b111_101_101).File("/bin/x", "1", 0b111_101_101).File("/etc/m", "1")
            .Directory("/data").File("/etc/gone", "1"));
        var after = With("Cmd", "[\"/run.sh\"]").Layer(l => l
            .Directory("/bin").Directory("/etc").File("/run.sh", "1", 0b110_100_100).File("/bin/x", "1", 0b110_100_100).File("/etc/m", "1", 0b110_000_000).Directory("/data", user: 1001, group: 1001)
            .File("/bin/rootly", "1", 0b100_111_101_101).Directory("/open", 0b111_111_111));
        (await BetweenAsync(before, after)).Select(it => it.Sentence).Should().Equal(
            "/bin/rootly: setuid is new (mode 4755, owner 0:0)",
            "/open: world-writable is new (mode 0777, owner 0:0)",
            "owner of /data 0:0 -> 1001:1001",
            "entry point /run.sh is not executable (0755 -> 0644)",
            "/bin/x is not executable any more (0755 -> 0644)",
            "mode of /etc/m 0644 -> 0600",
            "file /etc/gone removed (0644 0:0, 1 bytes)",
            "file /bin/rootly added (4755 0:0, 1 bytes)",
            "folder /open added (0777 0:0)");
    }

    [Fact]
    public async Task Files_of_one_size_and_other_content_links_and_kinds_are_told()
    {
        var before = new TestImage().Layer(l => l.File("/a", "one").Link("/l", "a").File("/k", "x"));
        var after = new TestImage().Layer(l => l.File("/a", "two").Link("/l", "b").Directory("/k"));
        (await BetweenAsync(before, after)).Select(it => it.Sentence).Should().Equal(
            "/k is a folder, it was a file", "content of /a changed (3 bytes, as before)", "link /l -> b, it was -> a",
                "-1 bytes (-25.0 %): -4 bytes without that by `COPY . /`, +3 bytes by `COPY . /`; 4 -> 3 bytes");
    }

    [Fact]
    public async Task What_happened_to_many_alike_is_one_sentence()
    {
        var before = new TestImage().Layer(l => { l.Directory("/opt").Directory("/opt/app"); foreach (var number in Enumerable.Range(0, 20)) l.File($"/opt/app/{number:00}", "x"); });
        var after = new TestImage().Layer(l => { l.Directory("/opt").Directory("/opt/app"); foreach (var number in Enumerable.Range(0, 20)) l.File($"/opt/app/{number:00}", "x", user: 1000); });
        (await BetweenAsync(before, after)).Select(it => it.Sentence).Should().Equal("owner 0:0 -> 1000:0 of 20 entries: /opt/app/00, /opt/app/01, /opt/app/02 and 17 more");
        (await BetweenAsync(new TestImage().Layer(l => l.Directory("/opt").Directory("/opt/app")), after)).Select(it => it.Sentence).Should().StartWith(
            ["added in /opt/app: 20 entries: /opt/app/00, /opt/app/01, /opt/app/02 and 17 more"]);
    }

    [Fact]
    public async Task Certificates_are_told_by_their_subjects()
    {
        var before = new TestImage().Layer(l => l.Directory("/etc").Directory("/etc/ssl").Directory("/etc/ssl/certs")
            .File("/etc/ssl/certs/all.crt", Certificate("CN=Old Root") + Certificate("CN=Both")));
        var after = new TestImage().Layer(l => l.Directory("/etc").Directory("/etc/ssl").Directory("/etc/ssl/certs")
            .File("/etc/ssl/certs/all.crt", Certificate("CN=New Root") + Certificate("CN=Both") + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        (await BetweenAsync(before, after)).Where(it => it.Kind is ImageChangeKind.Certificate).Should().Equal(
            new ImageChange(ImageChangeKind.Certificate, IsBreaking: true, "certificate \"CN=Old Root\" removed"),
            new ImageChange(ImageChangeKind.Certificate, IsBreaking: false, "certificate \"CN=New Root\" added"));
    }

    [Fact]
    public async Task A_zone_that_the_environment_names_and_a_language_are_looked_for()
    {
        const string Env = "[\"TZ=Europe/Berlin\",\"LANG=de_DE.UTF-8\"]";
        var before = With("Env", Env).Layer(l => l.Directory("/usr").Directory("/usr/share").Directory("/usr/share/zoneinfo").Directory("/usr/share/zoneinfo/Europe")
            .File("/usr/share/zoneinfo/Europe/Berlin", "TZif").Directory("/usr/lib").Directory("/usr/lib/locale").Directory("/usr/lib/locale/de_DE.utf8"));
        (await BetweenAsync(before, With("Env", Env))).Where(it => it.Kind is ImageChangeKind.Region).Select(it => it.Sentence).Should().Equal(
            "TZ=Europe/Berlin has no zone file: programs take UTC", "the language de_DE.UTF-8 is not in the image: programs take C");
    }

    [Fact]
    public async Task Between_a_text_and_an_image_what_the_text_does_not_hold_is_no_difference()
    {
        var image = await new TestImage().Layer(l => l.Directory("/etc/ssl/certs").File("/etc/ssl/certs/a.pem", "1").File("/x", "1")).ReadAsync();
        foreach (var parts in new[] { ImageSnapshotParts.Config, ImageSnapshotParts.Own, ImageSnapshotParts.All, ImageSnapshotParts.Size | ImageSnapshotParts.Generated })
        {
            var text = ImageSnapshot.Take(image, new ImageSnapshotOptions { Parts = parts }).ToString();
            ImageDifference.Between(ImageSnapshot.Parse(text), ImageSnapshot.Take(image, new ImageSnapshotOptions { Parts = parts })).Changes.Should().BeEmpty();
        }
    }

    internal static string Certificate(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return made.ExportCertificatePem() + "\n";
    }

    private static TestImage With(string setting, string json) => new TestImage().Config(setting, JsonNode.Parse(json)).Layer(l => l.File("/a"));

    private static async Task<IReadOnlyList<ImageChange>> BetweenAsync(TestImage before, TestImage after) =>
        ImageDifference.Between(await before.ReadAsync(), await after.ReadAsync()).Changes;
}
