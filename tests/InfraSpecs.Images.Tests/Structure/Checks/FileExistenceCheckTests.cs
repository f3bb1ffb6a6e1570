namespace InfraSpecs.Images.Tests.Structure.Checks;

/// <summary>Verdicts as they were recorded of the original with its docker driver.</summary>
public sealed class FileExistenceCheckTests
{
    [Theory]
    [InlineData("path: /etc/passwd")]
    [InlineData("path: etc/passwd")]
    [InlineData("path: /etc/../etc/./passwd")]
    [InlineData("path: /")]
    [InlineData("path: /\nuid: 0\ngid: 0\npermissions: drwxr-xr-x")]
    [InlineData("path: /etc/passwd\npermissions: '-rw-r--r--'\nuid: 0\ngid: 0")]
    [InlineData("path: /usr/bin/su\npermissions: 'urwxr-xr-x'")]
    [InlineData("path: /usr/bin/crontab\npermissions: 'grwxr-xr-x'\ngid: 102")]
    [InlineData("path: /tmp\npermissions: 'dtrwxrwxrwx'")]
    [InlineData("path: /tmp/\npermissions: 'dtrwxrwxrwx'")]
    [InlineData("path: /app/run\nisExecutableBy: owner")]
    [InlineData("path: /app/run\nisExecutableBy: group")]
    [InlineData("path: /app/run\nisExecutableBy: any")]
    [InlineData("path: /app/run\nuid: 1000\ngid: 1001")]
    [InlineData("path: $APP/run")]
    [InlineData("path: ${APP}/run")]
    [InlineData("path: /bin/su\npermissions: 'urwxr-xr-x'")]
    [InlineData("path: /bin\npermissions: 'Lrwxrwxrwx'")]
    [InlineData("path: /bin/\npermissions: 'drwxr-xr-x'")]
    [InlineData("path: /t/gone")]
    [InlineData("path: /t/loop")]
    [InlineData("path: /t/gone\nisExecutableBy: other")]
    [InlineData("path: /etc/hosts")]
    [InlineData("path: /work")]
    [InlineData("path: /data")]
    [InlineData("path: /nowhere\nshouldExist: false")]
    [InlineData("path: /nowhere\nshouldExist: no\npermissions: '-rw-------'\nuid: 7")]
    [InlineData("path: /t/loop/x\nshouldExist: false")]
    public async Task Passes(string test) => (await Verdicts.JudgeAsync("fileExistenceTests", "name: n\n" + test)).Errors.Should().BeEmpty();

    [Theory]
    [InlineData("path: /nowhere", "/nowhere must exist: there is no /nowhere in the image")]
    [InlineData("path: /etc/passwd/", "/etc/passwd is no directory, and the path ends in a slash")]
    [InlineData("path: /t/gone/", "there is no /t/gone")]
    [InlineData("path: /t/loop/x", "must exist")]
    [InlineData("path: /etc/passwd\nshouldExist: false", "/etc/passwd must not exist, and is there: -rw-r--r-- 0:0")]
    [InlineData("path: /etc/passwd\npermissions: '-rw-------'", "/etc/passwd has permissions -rw-r--r--, expected -rw-------")]
    [InlineData("path: /usr/bin/su\npermissions: '-rwsr-xr-x'", "has permissions urwxr-xr-x, expected -rwsr-xr-x (a setuid, setgid or sticky bit stands before the others")]
    [InlineData("path: /tmp\npermissions: 'drwxrwxrwt'", "has permissions dtrwxrwxrwx")]
    [InlineData("path: /bin\npermissions: 'lrwxrwxrwx'", "(a link is L)")]
    [InlineData("path: /bin\npermissions: 'drwxr-xr-x'", "/bin has permissions Lrwxrwxrwx")]
    [InlineData("path: /app/run\nisExecutableBy: other", "/app/run is not executable by other: it is -rwxr-x---")]
    [InlineData("path: /etc/passwd\nisExecutableBy: any", "is not executable by any")]
    [InlineData("path: /etc/passwd\nisExecutableBy: root", "isExecutableBy is 'root', and must be any, owner, group or other")]
    [InlineData("path: /app/run\nuid: 0", "/app/run belongs to user 1000, expected 0")]
    [InlineData("path: /app/run\ngid: 0", "/app/run belongs to group 1001, expected 0")]
    [InlineData("path: ''", "the test has no path")]
    public async Task Fails(string test, string error) =>
        (await Verdicts.JudgeAsync("fileExistenceTests", "name: n\n" + test)).Errors.Should().ContainSingle().Which.Should().Contain(error);

    [Theory]
    [InlineData("path: /t/gone", "a link to /nowhere, which is not there: the original judges the link alone")]
    [InlineData("path: /bin\nisExecutableBy: other", "its mode and owner are judged, not those of what it leads to")]
    [InlineData("path: /etc/hosts", "the engine makes /etc/hosts in each container: the test passes with every image")]
    [InlineData("path: /nowhere\nshouldExist: false\npermissions: x", "with shouldExist: false nothing else is checked")]
    [InlineData("path: $NOPE/etc/passwd", "$NOPE in the path is replaced by nothing")]
    [InlineData("path: /etc/passwd/\nshouldExist: false", "so the test passes, and checks nothing")]
    public async Task Warns_where_the_verdict_says_less_than_it_seems_to(string test, string warning)
    {
        var result = await Verdicts.JudgeAsync("fileExistenceTests", "name: n\n" + test);
        result.Passed.Should().BeTrue(result.ToString());
        result.Warnings.Should().ContainSingle().Which.Should().Contain(warning);
    }

    [Fact]
    public async Task A_named_pipe_is_not_found_present_or_absent()
    {
        var image = await new TestImage().Layer(Fifo()).ReadAsync();
        var present = StructureTestFile.Parse("a.yaml", "schemaVersion: 2.0.0\nfileExistenceTests:\n- name: n\n  path: /pipe\n- name: m\n  path: /pipe\n  shouldExist: false");
        var report = await present.RunAsync(image, null, Token);
        report.Results[0].Errors.Should().Equal("/pipe must exist: /pipe is there as a named pipe, which the original does not see");
        report.Results[1].Passed.Should().BeTrue();
        report.Results[1].Warnings.Should().ContainSingle().Which.Should().Contain("checks nothing");
    }

    [Fact]
    public async Task What_the_engine_makes_stands_in_the_place_of_what_the_image_has()
    {
        var image = await new TestImage().Layer(layer => layer.Directory("/etc").File("/etc/hosts", "10.0.0.1 db\n", 0b110_000_000, user: 7).Link("/link", "etc")).ReadAsync();
        var file = StructureTestFile.Parse("a.yaml", """
            schemaVersion: 2.0.0
            fileExistenceTests:
            - {name: a, path: /etc/hosts, permissions: '-rwxr-xr-x', uid: 0}
            - {name: b, path: /link/hosts, permissions: '-rwxr-xr-x', uid: 0}
            fileContentTests:
            - {name: c, path: /etc/hosts, expectedContents: ['^$']}
            """);
        var report = await file.RunAsync(image, null, Token);
        report.Passed.Should().BeTrue(report.ToString());
        report.Results.Should().OnlyContain(result => result.Warnings.Any(it => it.Contains("the engine makes /etc/hosts in each container", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Schema_1_does_not_expand_variables()
    {
        var result = await Verdicts.JudgeAsync("fileExistenceTests", "name: n\npath: $APP/run", "1.0.0");
        result.Errors.Should().ContainSingle().Which.Should().Contain("there is no /$APP/run");
    }

    [Fact]
    public async Task JSON_has_other_defaults()
    {
        const string Head = """{"schemaVersion": "2.0.0", "fileExistenceTests": [{"name": "n", "path": "/app/run" """;
        (await Verdicts.JudgeAsync(StructureTestFile.Parse("a.json", Head + "}]}"))).Errors.Should().ContainSingle().Which.Should().Contain("must not exist");
        var absent = await Verdicts.JudgeAsync(StructureTestFile.Parse("a.json", Head.Replace("/app/run", "/nowhere", StringComparison.Ordinal) + "}]}"));
        absent.Passed.Should().BeTrue();
        absent.Warnings.Should().ContainSingle().Which.Should().Contain("in JSON that is false");
        (await Verdicts.JudgeAsync(StructureTestFile.Parse("a.json", Head + ", \"shouldExist\": true}]}"))).Errors.Should().Equal(
            "/app/run belongs to user 1000, expected 0 (what is not there in JSON is 0)", "/app/run belongs to group 1001, expected 0 (what is not there in JSON is 0)");
        (await Verdicts.JudgeAsync(StructureTestFile.Parse("a.json", Head + ", \"shouldExist\": true, \"uid\": 1000, \"gid\": 1001}]}"))).Passed.Should().BeTrue();
    }

    private static byte[] Fifo()
    {
        using var stream = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(stream, leaveOpen: true)) tar.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.Fifo, "pipe"));
        return stream.ToArray();
    }
}
