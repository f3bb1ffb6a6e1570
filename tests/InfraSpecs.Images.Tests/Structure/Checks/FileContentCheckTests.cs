using InfraSpecs.Images.Sources;

namespace InfraSpecs.Images.Tests.Structure.Checks;

/// <summary>Verdicts as they were recorded of the original with its docker driver.</summary>
public sealed class FileContentCheckTests
{
    [Theory]
    [InlineData("path: /etc/passwd\nexpectedContents: ['root:x:0:0', '(?m)^root']\nexcludedContents: ['mysql']")]
    [InlineData("path: /etc/one\nexpectedContents: ['one\\n$']")]
    [InlineData("path: /etc/latin\nexpectedContents: ['^caf.$']")]
    [InlineData("path: /etc/empty\nexpectedContents: ['^$']")]
    [InlineData("path: /etc/one\nexpectedContents: ['']")]
    [InlineData("path: /t/abs\nexpectedContents: ['content of t']")]
    [InlineData("path: /t/sub/up\nexpectedContents: ['content of t']")]
    [InlineData("path: /t/other\nexpectedContents: ['at the root']")]
    [InlineData("path: /bin/su")]
    public async Task Passes(string test) => (await Verdicts.JudgeAsync("fileContentTests", "name: n\n" + test)).Errors.Should().BeEmpty();

    [Theory]
    [InlineData("path: /etc/one\nexpectedContents: ['two']", "expected pattern 'two' is not in /etc/one; there is 'one\n'")]
    [InlineData("path: /etc/one\nexpectedContents: ['one$']", "($ is the very end, and the text ends with a newline: write \\n$)")]
    [InlineData("path: /etc/passwd\nexpectedContents: ['^root$|bash$']", "write \\n$")]
    [InlineData("path: /etc/one\nexcludedContents: ['o.e']", "excluded pattern 'o.e' is in /etc/one; there is 'one\n'")]
    [InlineData("path: /etc/one\nexcludedContents: ['']", "it matches every text")]
    [InlineData("path: /etc/one\nexcludedContents: ['(?=x)']", "does not compile, which fails the test, expected or excluded alike")]
    [InlineData("path: /etc/one\nexpectedContents: ['(one']", "does not compile")]
    [InlineData("path: /t/rel\nexpectedContents: ['content of t']",
        "/t/rel cannot be read: there is no /file in the image, and /t/rel is a link to there, whose target the original takes as if it began at the root; a program would read /t/file")]
    [InlineData("path: /t/loop", "its links lead in a circle")]
    [InlineData("path: /etc", "/etc is a directory")]
    [InlineData("path: /t/folder", "/etc is a directory")]
    [InlineData("path: /nowhere", "there is no /nowhere in the image")]
    [InlineData("path: $APP/run", "there is no /$APP/run")]
    [InlineData("path: ''", "the test has no path")]
    public async Task Fails(string test, string error) =>
        (await Verdicts.JudgeAsync("fileContentTests", "name: n\n" + test)).Errors.Should().ContainSingle().Which.Should().Contain(error);

    [Theory]
    [InlineData("path: /etc/one\nexpectedContents: ['']", "the expected pattern '' matches every text: it checks nothing of /etc/one")]
    [InlineData("path: /etc/one\nexpectedContents: ['.*']", "matches every text")]
    [InlineData("path: /t/other\nexpectedContents: ['root']", "judged is /root-file")]
    [InlineData("path: /etc/one", "only that the file can be read is checked")]
    [InlineData("path: /etc/hosts\nexcludedContents: ['x']", "the engine makes /etc/hosts in each container, empty")]
    public async Task Warns_where_the_verdict_says_less_than_it_seems_to(string test, string warning)
    {
        var result = await Verdicts.JudgeAsync("fileContentTests", "name: n\n" + test);
        result.Passed.Should().BeTrue(result.ToString());
        result.Warnings.Should().ContainSingle().Which.Should().Contain(warning);
    }

    [Fact]
    public async Task What_was_not_kept_is_read_again_in_one_pass_for_all_tests()
    {
        var archive = new TestImage().Layer(layer => layer.File("/big", Big('a')).File("/other", Big('b'))).Layer(layer => layer.File("/upper", Big('c')).File("/small", "x")).ToArchive();
        var opened = 0;
        var files = new ArchiveFiles("archive image.tar", _ =>
        {
            opened++;
            return Task.FromResult<Stream>(new MemoryStream(archive));
        }, isNear: true);
        var image = ImageUnderTest.Join("test/image", await SavedImage.ReadAsync(files, "test/image", new ImageReadOptions(), "linux/amd64", Token));
        var read = opened;
        var tests = StructureTestFile.Parse("a.yaml", "schemaVersion: 2.0.0\nfileContentTests:\n" + string.Concat(
            new[] { ("/big", 'a'), ("/other", 'b'), ("/upper", 'c'), ("/small", 'x'), ("/big", 'a') }
                .Select((it, i) => $"- {{name: n{i}, path: {it.Item1}, expectedContents: ['^{it.Item2}+z?$']}}\n")));
        var report = await tests.RunAsync(image, null, Token);
        report.Passed.Should().BeTrue(report.ToString());
        (opened - read).Should().Be(1);
    }

    private static byte[] Big(char letter)
    {
        var content = new byte[(1 << 20) + 100];
        content.AsSpan().Fill((byte)letter);
        content[^1] = (byte)'z';
        return content;
    }
}
