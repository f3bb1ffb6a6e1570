using InfraSpecs.Images;
using Xunit.Sdk;

namespace InfraSpecs.Xunit.Tests;

/// <summary>Files of structure tests as theories, without an engine: the image is in an archive.</summary>
// There is one fixture of an engine in a process at a time.
[Collection(nameof(EngineFixture))]
public sealed class StructureTestsAttributeTests : IDisposable
{
    private const string Text = """
        schemaVersion: 2.0.0
        commandTests:
        - {name: list, command: ls}
        fileExistenceTests:
        - {name: there, path: /etc/hello, permissions: '-rw-r--r--'}
        - {name: absent, path: /etc/bye}
        fileContentTests:
        - {name: greeting, path: /etc/hello, expectedContents: ['^hello\n$', '']}
        """;

    private readonly TemporaryFolder _folder = new();

    [StructureTests("structure.yaml")]
    public async Task A_theory_is_one_attribute_and_one_line(StructureSpec test) => await test.RunAsync(await ImageUnderTest.FromArchiveAsync(Archive(), Spec.Token), Spec.Token);

    [Fact]
    public async Task Each_test_is_a_row_with_its_name_that_xunit_can_keep()
    {
        var rows = await RowsAsync(_folder.Write("image.yaml", Text));
        rows.Select(row => row.Label).Should().Equal("Command Test: list", "File Content Test: greeting", "File Existence Test: there", "File Existence Test: absent");
        foreach (var spec in rows.Select(Of))
        {
            var kept = SerializationHelper.Instance.Serialize(spec, typeof(StructureSpec));
            var back = SerializationHelper.Instance.Deserialize<StructureSpec>(kept)!;
            back.ToString().Should().Be(spec.ToString());
            SerializationHelper.Instance.Serialize(back, typeof(StructureSpec)).Should().Be(kept);
        }
    }

    [Fact]
    public async Task A_test_holds_or_fails_with_what_is_there()
    {
        var specs = (await RowsAsync(_folder.Write("image.yaml", Text))).Select(Of).ToList();
        await specs[1].RunAsync(Spec.Token);
        TestContext.Current.Warnings.Should().ContainSingle().Which.Should().Contain("'' matches every text");
        await specs[2].RunAsync(Spec.Token);
        (await FailureAsync<SpecFailedException>(specs[3])).Message.Should().StartWith("File Existence Test: absent (image.yaml, line 6) fails for ")
            .And.Contain("/etc/bye must exist: there is no /etc/bye in the image");
        (await FailureAsync<InvalidOperationException>(specs[0])).Message.Should().Contain("needs [assembly: AssemblyFixture(typeof(EngineFixture))]");
    }

    [Theory]
    [InlineData("schemaVersion: 2.0.0\nfileTests: []", "line 2: the file has no key 'fileTests'")]
    [InlineData("a: [", "it is no YAML")]
    [InlineData(null, "there is no file")]
    public async Task A_file_that_cannot_be_read_is_one_failing_test_with_the_reason(string? text, string reason)
    {
        var path = text is null ? _folder.At("none.yaml") : _folder.Write("image.yaml", text);
        var row = (await RowsAsync(path)).Should().ContainSingle().Subject;
        row.Label.Should().Be(path);
        (await FailureAsync<ImageTestException>(Of(row))).Message.Should().Contain(reason);
    }

    [Fact]
    public async Task A_file_without_tests_is_one_failing_test()
    {
        var row = (await RowsAsync(_folder.Write("image.yaml", "schemaVersion: 2.0.0"))).Should().ContainSingle().Subject;
        (await FailureAsync<SpecFailedException>(Of(row))).Message.Should().Contain("has no tests");
    }

    [Fact]
    public async Task An_attribute_that_names_no_image_or_two_says_so()
    {
        var file = _folder.Write("image.yaml", Text);
        foreach (var attribute in new[] { new StructureTestsAttribute(file), new StructureTestsAttribute(file) { Image = "a", Archive = "b" } })
        {
            var row = (await attribute.GetData(null!, null!)).Last();
            (await FailureAsync<InvalidOperationException>(Of(row))).Message.Should().Contain("must name one image");
        }
    }

    [Fact]
    public async Task What_an_image_has_not_is_asked_of_its_archive_once()
    {
        var specs = (await RowsAsync(_folder.Write("image.yaml", Text))).Select(Of).ToList();
        await specs[1].RunAsync(Spec.Token);
        File.Delete(_folder.At("image.tar"));
        await specs[2].RunAsync(Spec.Token);
    }

    public void Dispose() => _folder.Dispose();

    private static StructureSpec Of(ITheoryDataRow row) => (StructureSpec)row.GetData()[0]!;

    private static async Task<T> FailureAsync<T>(StructureSpec spec) where T : Exception =>
        (await FluentActions.Awaiting(() => spec.RunAsync(Spec.Token)).Should().ThrowAsync<T>()).Which;

    private async Task<IReadOnlyCollection<ITheoryDataRow>> RowsAsync(string file) => await new StructureTestsAttribute(file) { Archive = Archive() }.GetData(null!, null!);

    private string Archive()
    {
        File.WriteAllBytes(_folder.At("image.tar"), new TestImage().Layer(l => l.Directory("/etc").File("/etc/hello", "hello\n")).ToArchive());
        return _folder.At("image.tar");
    }
}
