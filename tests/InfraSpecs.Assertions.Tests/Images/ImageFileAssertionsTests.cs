using System.Formats.Tar;
using InfraSpecs.Images;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Images;

public sealed class ImageFileAssertionsTests : IAsyncLifetime
{
    private static readonly string Body = string.Join('\n', Enumerable.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7", 3));
    private static readonly string Key = $"-----BEGIN {"PRIVATE"} KEY-----\n{Body}\n-----END {"PRIVATE"} KEY-----\n";
    private ImageUnderTest _image = null!;

    public async ValueTask InitializeAsync() => _image = await new TestImage()
        .Layer(l => l.Directory("/usr").Directory("/usr/local").Directory("/usr/local/bin").File("/usr/local/bin/tsk.sh", "#!/bin/sh\necho hi\n", 0b111_101_101)
            .Directory("/etc").Directory("/etc/app", user: 1001, group: 7).File("/etc/app/conf.json", "{\"server\":{\"port\":8080,\"hosts\":[\"a\",\"b\"],\"x-y\":null}}", user: 1001, group: 1001)
            .File("/etc/app/app.conf", "listen = 80\npassword = hunter2\n").File("/etc/app/crlf", "a\r\nb\r\n").File("/etc/secret.json", "{\"db\":{\"password\":\"hunter2\"}}")
                .File("/etc/bom.json", "\uFEFF{}").File("/etc/key.pem", Key + "end\n")
            .File("/etc/passwd", "root:x:0:0::/:\napp:x:1001:1001::/:\n").File("/etc/group", "root:x:0:\napp:x:1001:\n")
            .Link("/bin", "usr/local/bin").Link("/a", "/b").Link("/conf", "/etc/app/app.conf").Directory("/empty").File("/etc/big", new string('x', (1 << 20) + 1)))
        .Layer(Capable("usr/local/bin/ping")).ReadAsync("app:1");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Claims_that_are_true_pass()
    {
        _image.Should().HaveFile("/bin/tsk.sh").Which.Should().HaveMode("0755").And.HaveMode("755").And.HaveOwner(0, 0).And.BeExecutable().And.HaveSize(18).And.HaveSizeOfAtMost(18)
            .And.BeOfKind(ImageFileKind.File).And.HaveContent("#!/bin/sh\necho hi\n").And.MatchContent("^echo h").And.NotMatchContent("bash").And.HaveNoCapabilities();
        _image.Should().HaveFile("/conf").And.HaveDirectory("/etc/app").And.NotHaveFile("/etc/nothing").And.HaveLink("/bin", "usr/local/bin")
            .And.HaveFileOwnedBy("/etc/app/conf.json", "app", "app").And.HaveFileOwnedBy("/etc/app/conf.json", "1001").And.HaveFileOwnedBy("/etc/app", "app", "7");
        _image.Files.Find("/bin").Should().HaveLinkTarget("usr/local/bin");
        _image.Should().HaveFile("/bin/ping").Which.Should().HaveCapabilities("cap_net_raw=ep").And.HaveCapabilities("cap_net_raw+ep").And.HaveCapabilities("CAP_NET_RAW=pe");
        _image.Should().HaveFile("/etc/app/conf.json").Which.Should().HaveJson("$.server.port", 8080).And.HaveJson("$.server.hosts[1]", "b").And.HaveJson("$['server']['x-y']", null);
        _image.Files.Find("/none").Should().BeNull();
    }

    public static TheoryData<Action<ImageUnderTest>, string> Failures() => new()
    {
        { it => it.Should().HaveFile("/usr/local/bin/task.sh", "cron runs it"), "to have file /usr/local/bin/task.sh because cron runs it, but /usr/local/bin has no task.sh; it has tsk.sh." },
        { it => it.Should().HaveFile("/usr/lcal/bin/tsk.sh"), "to have file /usr/lcal/bin/tsk.sh, but /usr has no lcal; it has local." },
        { it => it.Should().HaveFile("/bin/task.sh"), "to have file /bin/task.sh, but /usr/local/bin has no task.sh; it has tsk.sh." },
        { it => it.Should().HaveFile("/a"), "to have file /a, but link /a -> /b leads nowhere." },
        { it => it.Should().HaveFile("/a/x"), "to have file /a/x, but link /a -> /b leads nowhere." },
        { it => it.Should().HaveFile("/empty/x"), "to have file /empty/x, but /empty has no x; it is empty." },
        { it => it.Should().HaveFile("/etc/passwd/x"), "to have file /etc/passwd/x, but /etc/passwd is a regular file." },
        { it => it.Should().HaveFile("/etc/passwd/"), "to have file /etc/passwd/, but /etc/passwd is a regular file." },
        { it => it.Should().HaveFile("/etc/app"), "to have file /etc/app, but it is a directory." },
        { it => it.Should().HaveDirectory("/conf"), "to have directory /conf, but it is a regular file." },
        { it => it.Should().NotHaveFile("/etc/passwd/"), "to have nothing at /etc/passwd/, but found a regular file of 35 bytes, 0644 0:0, from layer 0." },
        { it => it.Should().NotHaveFile("/conf"), "to have nothing at /conf, but found a link of 0 bytes, 0777 0:0, from layer 0." },
        { it => it.Should().HaveLink("/bin", "/usr/bin"), "to have link /bin -> /usr/bin, but it points to usr/local/bin." },
        { it => it.Should().HaveLink("/a", "/b"), "to have link /a -> /b, but link /a -> /b leads nowhere." },
        { it => it.Should().HaveLink("/etc", "/x"), "to have link /etc -> /x, but it is a directory." },
        { it => it.Should().HaveFileOwnedBy("/etc/app/conf.json", "root"), "to have /etc/app/conf.json owned by root, but found app (1001) and app (1001)." },
        { it => it.Should().HaveFileOwnedBy("/etc/app", "app", "app"), "to have /etc/app owned by app:app, but found app (1001) and no group's (7)." },
        { it => it.Should().HaveFileOwnedBy("/etc/app", "web"), "to have /etc/app owned by web, but it has no user web." },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_claim_that_fails_says_where_the_path_breaks(Action<ImageUnderTest> claim, string sentence) => FirstLineOf(() => claim(_image)).Should().EndWith($"\"app:1\" {sentence}");

    public static TheoryData<string, Action<ImageFile?>, string> FileFailures() => new()
    {
        { "/etc/app/app.conf", it => it.Should().HaveMode("0600", "it has a password"), "to have mode 0600 because it has a password, but found 0644." },
        { "/etc/app/app.conf", it => it.Should().HaveOwner(1001, 0), "to belong to 1001:0, but found 0:0." },
        { "/etc/app/app.conf", it => it.Should().BeExecutable(), "to be executable, but found mode 0644." },
        { "/etc", it => it.Should().BeExecutable(), "to be executable, but it is a directory." },
        { "/etc", it => it.Should().BeOfKind(ImageFileKind.Fifo), "to be a named pipe, but it is a directory." },
        { "/etc/big", it => it.Should().HaveSize(5), "to have 5 bytes, but found 1,048,577." },
        { "/etc/big", it => it.Should().HaveSizeOfAtMost(1_000_000), "to have at most 1,000,000 bytes, but found 1,048,577." },
        { "/bin", it => it.Should().HaveLinkTarget("/usr/bin"), "to point to /usr/bin, but it points to usr/local/bin." },
        { "/etc", it => it.Should().HaveLinkTarget("/usr/bin"), "to point to /usr/bin, but it is a directory." },
        { "/etc/big", it => it.Should().HaveCapabilities("cap_net_raw=ep"), "to have capabilities cap_net_raw=ep, but it has none." },
        { "/usr/local/bin/ping", it => it.Should().HaveCapabilities("cap_chown=ep"), "to have capabilities cap_chown=ep, but found cap_net_raw=ep." },
        { "/usr/local/bin/ping", it => it.Should().HaveNoCapabilities(), "to have no capabilities, but found cap_net_raw=ep." },
        { "/etc/app/app.conf", it => it.Should().HaveContent("listen = 81\n"), "to hold \"listen = 81\\n\", but line 1 is \"listen = 80\", where \"listen = 81\" was expected." },
        { "/etc/app/app.conf", it => it.Should().HaveContent("listen = 80\npassword = hunter2"),
            "to hold \"listen = 80\\npassword = ***\", but only the line ends at its end differ: it holds \"\\n\"." },
        { "/etc/app/crlf", it => it.Should().HaveContent("a\nb\n"), "to hold \"a\\nb\\n\", but only the line ends differ: it has CRLF." },
        { "/etc/app/app.conf", it => it.Should().MatchContent("^port"), "to match ^port, but it holds \"listen = 80\\npassword = ***\\n\"." },
        { "/etc/app/app.conf", it => it.Should().NotMatchContent("pass.*"), "not to match pass.*, but line 2 does: \"password = ***\"." },
        { "/etc/big", it => it.Should().MatchContent("x"), "to match x, but that cannot be known: contents of programs and of files of more than 1 MiB are not kept, and it has 1,048,577 bytes." },
        { "/etc/big", it => it.Should().NotMatchContent("y"),
            "not to match y, but that cannot be known: contents of programs and of files of more than 1 MiB are not kept, and it has 1,048,577 bytes." },
        { "/bin", it => it.Should().MatchContent("x"), "to match x, but it is a link." },
        { "/etc/app/conf.json", it => it.Should().HaveJson("$.server.port", 80), "to have $.server.port = 80, but found $.server.port = 8080." },
        { "/etc/app/conf.json", it => it.Should().HaveJson("$.server.port", "8080"), "to have $.server.port = \"8080\", but found $.server.port = 8080." },
        { "/etc/secret.json", it => it.Should().HaveJson("$.db.password", "other"), "to have $.db.password = \"***\", but found $.db.password = \"***\"." },
        { "/etc/app/conf.json", it => it.Should().HaveJson("$.server.prt", 80), "to have $.server.prt = 80, but $.server has no prt; it has port, hosts, x-y." },
        { "/etc/app/conf.json", it => it.Should().HaveJson("$.server.hosts[2]", "c"), "to have $.server.hosts[2] = \"c\", but $.server.hosts has no [2]; it has 2 items." },
        { "/etc/app/conf.json", it => it.Should().HaveJson("$.server.port.x", true), "to have $.server.port.x = true, but $.server.port has no x; it is 8080." },
        { "/etc/secret.json", it => it.Should().HaveJson("$.db.password.x", 1), "to have $.db.password.x = 1, but $.db.password has no x; it is ***." },
        { "/etc/bom.json", it => it.Should().HaveJson("$.a", 1), "to have $.a = 1, but it is no JSON: it begins with a byte order mark." },
        { "/etc/bom.json", it => it.Should().MatchContent("^{"), "to match ^{, but it holds \"\\uFEFF{}\"." },
        { "/etc/key.pem", it => it.Should().NotMatchContent("^MIIE"), "not to match ^MIIE, but line 2 does: \"***\"." },
        { "/etc/key.pem", it => it.Should().HaveContent(Key.Split('\n')[0] + "\nother"), "to hold \"-----BEGIN PRIVATE KEY-----\\nother\", but line 2 is \"***\", where \"other\" was expected." },
        { "/etc/key.pem", it => it.Should().NotMatchContent("^end"), "not to match ^end, but line 6 does: \"end\"." },
        { "/etc/app/app.conf", it => it.Should().HaveJson("$.a", 1), "to have $.a = 1, but it is no JSON: line 1 cannot be read." },
    };

    [Theory]
    [MemberData(nameof(FileFailures), DisableDiscoveryEnumeration = true)]
    public void A_claim_on_a_file_says_what_it_is(string path, Action<ImageFile?> claim, string sentence) =>
        FirstLineOf(() => claim(_image.Files.Find(path))).Should().EndWith($"\"{path}\" {sentence}");

    [Fact]
    public void What_is_not_there_fails_each_claim()
    {
        var none = _image.Files.Find("/none");
        FirstLineOf(() => none.Should().HaveMode("0644")).Should().Be("Expected none to have mode 0644, but there is no such file in the image.");
        FirstLineOf(() => none.Should().MatchContent("x")).Should().EndWith("to match x, but there is no such file in the image.");
    }

    [Fact]
    public void The_nearest_folder_is_shown() => Of(() => _image.Should().HaveFile("/etc/app/x.conf")).Should().Be("""
        Expected _image "app:1" to have file /etc/app/x.conf, but /etc/app has no x.conf; it has app.conf, conf.json, crlf.

        With /etc/app/:
        0644 0:0 /etc/app/app.conf 31 bytes
        0644 1001:1001 /etc/app/conf.json 53 bytes
        0644 0:0 /etc/app/crlf 6 bytes
        """);

    [Fact]
    public void Claims_that_make_no_sense_are_refused()
    {
        var path = () => _image.Should().HaveFile("etc/passwd");
        path.Should().Throw<ArgumentException>().WithMessage("Paths in an image begin at its root: write \"/etc/passwd\".*");
        var none = () => _image.Should().HaveFile(null!);
        none.Should().Throw<ArgumentNullException>();
        var glob = () => _image.Should().NotHaveFile("/root/*.pem");
        glob.Should().Throw<ArgumentException>().WithMessage("\"/root/*.pem\" is a glob, and this is a claim about one path*");
        var file = _image.Files.Find("/etc/app/conf.json");
        var mode = () => file.Should().HaveMode("rw-r--r--");
        mode.Should().Throw<ArgumentException>().WithMessage("\"rw-r--r--\" is no mode*");
        var json = () => file.Should().HaveJson("$..port", 1);
        json.Should().Throw<ArgumentException>().WithMessage("\"$..port\" is no path to one value*");
        var regex = () => file.Should().MatchContent("(");
        regex.Should().Throw<ArgumentException>();
    }

    // cap_net_raw=ep; as text, for its bytes are ASCII.
    private static byte[] Capable(string path)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            var attributes = new Dictionary<string, string> { ["SCHILY.xattr.security.capability"] = "\u0001\0\0\u0002\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0" };
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path, attributes) { Mode = (UnixFileMode)0b111_101_101 });
        }

        return stream.ToArray();
    }
}
