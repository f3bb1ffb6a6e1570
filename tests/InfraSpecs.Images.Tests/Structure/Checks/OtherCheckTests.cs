namespace InfraSpecs.Images.Tests.Structure.Checks;

/// <summary>Verdicts as they were recorded of the original with its docker driver.</summary>
public sealed class OtherCheckTests
{
    [Theory]
    [InlineData("exposedPorts: ['443']")]
    [InlineData("exposedPorts: ['80']")]
    [InlineData("exposedPorts: [80]")]
    [InlineData("unexposedPorts: ['22']")]
    [InlineData("unexposedPorts: ['80/udp']")]
    [InlineData("cmd: ['cron', '-f']\nentrypoint: []")]
    [InlineData("workdir: /work\nvolumes: [/data]\nunmountedVolumes: [/other]")]
    [InlineData("envVars:\n- key: APP\n  value: /app\n- key: PATH\n  value: '^/usr'\n  isRegex: true\n- key: EMPTY\n  value: ''")]
    [InlineData("unboundEnvVars:\n- key: SECRET")]
    [InlineData("labels:\n- key: vendor\n  value: ACME\n- key: date\n  value: '^\\d{4}-\\d{2}-\\d{2}$'\n  isRegex: true")]
    public async Task Metadata_passes(string test) => (await Verdicts.JudgeAsync("metadataTest", test)).Errors.Should().BeEmpty();

    [Theory]
    [InlineData("exposedPorts: ['443/tcp']", "port 443/tcp never matches: the original compares numbers alone; write '443'")]
    [InlineData("exposedPorts: ['22']", "port 22 is not exposed; the image exposes 80/udp, 443/tcp")]
    [InlineData("unexposedPorts: ['443']", "port 443 must not be exposed")]
    [InlineData("cmd: [cron]", "cmd is [\"cron\", \"-f\"], expected [\"cron\"]")]
    [InlineData("cmd: []", "expected []")]
    [InlineData("entrypoint: [x]", "entrypoint is [], expected [\"x\"]")]
    [InlineData("workdir: /work/", "workdir is '/work', expected '/work/'")]
    [InlineData("user: root", "user is '', expected 'root' (the image sets none; that is root, but the texts are compared)")]
    [InlineData("volumes: [/data/]", "volume /data/ is not declared; the image declares /data")]
    [InlineData("unmountedVolumes: [/data]", "volume /data must not be declared, and is")]
    [InlineData("envVars:\n- key: APP\n  value: /ap", "variable APP is '/app', expected '/ap'")]
    [InlineData("envVars:\n- key: NONE\n  value: x", "variable NONE is not set, expected 'x'")]
    [InlineData("envVars:\n- key: APP\n  value: ^/x\n  isRegex: true", "expected a match of '^/x'")]
    [InlineData("unboundEnvVars:\n- key: APP", "variable APP must not be set, and is '/app'")]
    [InlineData("labels:\n- key: vendor\n  value: acme", "label vendor is 'ACME', expected 'acme'")]
    [InlineData("labels:\n- value: acme", "a label has no key")]
    [InlineData("exposedPorts: ['']", "a port is empty")]
    public async Task Metadata_fails(string test, string error) => (await Verdicts.JudgeAsync("metadataTest", test)).Errors.Should().ContainSingle().Which.Should().Contain(error);

    [Theory]
    [InlineData("exposedPorts: ['80']", "'80' is exposed as 80/udp only, and the original does not look at the protocol")]
    [InlineData("unexposedPorts: ['80/udp']", "it checks nothing; write '80'")]
    public async Task Metadata_warns(string test, string warning) => (await Verdicts.JudgeAsync("metadataTest", test)).Warnings.Should().ContainSingle().Which.Should().Contain(warning);

    [Fact]
    public void Metadata_that_asks_nothing_is_no_test() => StructureTestFile.Parse("a.yaml", "schemaVersion: 2.0.0\nmetadataTest:\n  workdir: ''\n  exposedPorts: []").Tests.Should().BeEmpty();

    [Fact]
    public async Task Licences_are_judged_by_two_words()
    {
        var debian = await Verdicts.JudgeAsync("licenseTests", "debian: true");
        debian.Errors.Should().ContainSingle().Which.Should().Contain("/usr/share/doc/base-files/copyright names AGPL, line 2: 'GPL and agpl are in common-licenses'");
        (await Verdicts.JudgeAsync("licenseTests", "debian: false\nfiles: [/usr/share/doc/good/copyright]")).Errors.Should().BeEmpty();
        (await Verdicts.JudgeAsync("licenseTests", "debian: false\nfiles: [/nowhere]")).Errors.Should().ContainSingle().Which.Should().Contain("the licence /nowhere cannot be read");
        (await Verdicts.JudgeAsync("licenseTests", "debian: false")).Warnings.Should().ContainSingle().Which.Should().Contain("nothing is checked");
    }

    [Fact]
    public async Task A_command_without_an_engine_fails_and_says_so()
    {
        var result = await Verdicts.JudgeAsync("commandTests", "name: ls\ncommand: ls\nteardown: [[x]]");
        result.Errors.Should().Equal("commands run in containers, and no engine was given for test/image:latest");
        result.Warnings.Should().Equal("teardown is never run: the container goes with the test");
    }

    [Theory]
    [InlineData("name: x\ncommand: ''", "the test has no command")]
    [InlineData("command: ls", "the test has no name")]
    [InlineData("name: x\ncommand: ls\nsetup: [[]]", "a setup command is empty")]
    [InlineData("name: x\ncommand: ls\nenvVars: [{key: A}]", "a variable has no key or no value")]
    public async Task A_test_that_lacks_something_fails(string test, string error) =>
        (await Verdicts.JudgeAsync("commandTests", test)).Errors.Should().Equal($"{error}, so that it is not run");

    [Fact]
    public async Task A_failure_says_which_test_where_it_stands_what_was_expected_and_what_is_there()
    {
        var result = await Verdicts.JudgeAsync("fileContentTests", "name: the shell\npath: /etc/one\nexpectedContents: [two]");
        result.ToString().Should().Be("""
            File Content Test: the shell (image.yaml, line 3) fails for test/image:latest.
              expected pattern 'two' is not in /etc/one; there is 'one
                '.
            """);
    }

    [Fact]
    public async Task A_file_without_tests_does_not_pass()
    {
        var report = await StructureTestFile.Parse("a.yaml", "schemaVersion: 2.0.0").RunAsync(await Verdicts.ImageAsync(), null, Token);
        report.Passed.Should().BeFalse();
        report.ToString().Should().Be("a.yaml has no tests, which is a failure.");
    }
}
