using System.Text;

namespace InfraSpecs.Images.Tests.Structure;

public sealed class StructureTestFileTests
{
    private const string Yaml = """
        schemaVersion: 2.0.0
        globalEnvVars:
          - key: A
            value: 1
        fileExistenceTests:
          - name: hosts
            path: /etc/passwd
        commandTests:
          - name: yes
            command: true
            args: [1, on]
        licenseTests:
          - debian: yes
        fileContentTests:
        metadataTest: {user: root}
        """;

    [Fact]
    public void Tests_are_in_the_originals_order_with_its_names_and_their_lines()
    {
        var file = StructureTestFile.Parse("image.yaml", Yaml);
        file.Tests.Select(test => $"{test.Line} {test.Name}").Should().Equal("9 Command Test: yes", "6 File Existence Test: hosts", "13 License Test", "15 Metadata Test");
        file.Tests.Select(test => test.NeedsContainer).Should().Equal(true, false, false, false);
        file.Tests.Select(test => test.Number).Should().Equal(0, 1, 2, 3);
        file.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\ncommandTest: []", 2, "has no key 'commandTest'; it may have schemaVersion,")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\nfileExistenceTests:\n- name: a\n  path: /a\n  mode: x", 5, "a file existence test has no key 'mode'")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\nfileExistenceTests:\n- name: a\n  path: /a\n  path: /b", 5, "has the key path twice")]
    [InlineData("image.yaml", "schemaVersion: 1.0.0\nmetadataTest: {}", 2, "has no key 'metadataTest'")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\nfileExistenceTests:\n- name: a\n  path: /a\n  uid: '0'", 5, "uid is the text '0', and must be a whole number, without quotes")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\nfileExistenceTests:\n- name: a\n  path: /a\n  shouldExist: 'true'", 5,
        "shouldExist is the text 'true', and must be true or false, without quotes")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\ncommandTests:\n- name: a\n  command: ls\n  args: -l", 5, "args is '-l', and must be a list")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\ncommandTests:\n- name: [a]\n  command: ls", 3, "name is a list, and must be a text")]
    [InlineData("image.yaml", "schemaVersion: 2.0.0\ncommandTests: {name: a}", 2, "commandTests is a map, and must be a list")]
    [InlineData("image.yaml", "commandTests: []", 1, "schemaVersion is not there")]
    [InlineData("image.yaml", "schemaVersion: 3.0.0", 1, "schemaVersion 3.0.0 is not known")]
    [InlineData("image.yaml", "- a", 1, "it is a list, and must be a map")]
    [InlineData("image.yaml", "", 0, "it is empty")]
    [InlineData("image.yaml", "a: [1\nb: 2", 1, "it is no YAML from here on")]
    [InlineData("image.yaml", "a: &x [*x]", 1, "the anchor &x contains itself")]
    [InlineData("image.yaml", "a: *x", 1, "there is no anchor &x before this alias")]
    [InlineData("image.json", "{\"schemaVersion\": \"2.0.0\",\n\"commandTests\": [{]}", 2, "it is no JSON")]
    [InlineData("image.json", "{\"schemaVersion\": \"2.0.0\"} x", 1, "it is no JSON")]
    [InlineData("image.json", "{\"schemaVersion\": \"2.0.0\",\n\"commandTests\": [{\"name\": 1}]}", 2, "name is '1', and must be a text, in quotes")]
    [InlineData("image.json", "{\"schemaVersion\": \"2.0.0\",\n\"commandTests\": [{\"exitCode\": 1.0}]}", 2, "exitCode is '1.0', and must be a whole number")]
    [InlineData("image.txt", "schemaVersion: 2.0.0", 0, "its name must end in .yaml, .yml or .json")]
    public void A_bad_file_is_said_with_the_line(string path, string text, int line, string fault)
    {
        var bad = () => StructureTestFile.Parse(path, text);
        var failure = bad.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).Which;
        failure.Message.Should().Contain(fault).And.Contain(path);
        failure.Line.Should().Be(line);
    }

    [Fact]
    public void All_faults_are_said_together()
    {
        var bad = () => StructureTestFile.Parse("image.yaml", "schemaVersion: 2.0.0\na: 1\ncommandTests:\n- name: x\n  exitCode: none");
        bad.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*line 2:*'a'*line 5:*'none'*");
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_too_large_is_said()
    {
        var missing = () => StructureTestFile.ReadAsync("none.yaml", Token);
        await missing.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*none.yaml*there is no file */none.yaml*");
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.At("large.yaml"), new byte[5 << 20], Token);
        var read = () => StructureTestFile.ReadAsync(folder.At("large.yaml"), Token);
        await read.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*larger than 4 MiB*");
    }

    [Fact]
    public void A_file_of_aliases_to_aliases_takes_neither_memory_nor_time()
    {
        var bomb = new StringBuilder("schemaVersion: 2.0.0\nx0: &a0 {name: x, command: y}\n");
        for (var i = 1; i < 30; i++) bomb.Append($"x{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        var unknown = () => StructureTestFile.Parse("bomb.yaml", bomb.ToString());
        unknown.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*has no key 'x0'*");
        var many = "schemaVersion: 2.0.0\ncommandTests:\n- name: x\n  command: y\n  args: &a [" + string.Join(", ", Enumerable.Repeat("1", 1000)) + "]\n"
            + string.Concat(Enumerable.Repeat("- {name: x, command: y, args: *a}\n", 1000));
        var repeated = () => StructureTestFile.Parse("bomb.yaml", many);
        repeated.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*more than 100,000 values*");
        var deep = () => StructureTestFile.Parse("bomb.yaml", "a: " + new string('[', 10_000));
        deep.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*deeper than 100*");
        var deepJson = () => StructureTestFile.Parse("bomb.json", new string('[', 10_000));
        deepJson.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.StructureTestsInvalid).WithMessage("*it is no JSON*");
    }

    [Fact]
    public void Only_the_first_document_of_YAML_is_read() =>
        StructureTestFile.Parse("image.yaml", "---\nschemaVersion: 2.0.0\n---\nnonsense: [\n").Tests.Should().BeEmpty();

    [Fact]
    public void Anchors_and_merges_are_read()
    {
        var file = StructureTestFile.Parse("image.yml", """
            schemaVersion: "2.0.0"
            fileExistenceTests:
              - &first
                name: a
                path: /a
              - <<: *first
                name: b
            """);
        file.Tests.Select(test => test.Name).Should().Equal("File Existence Test: a", "File Existence Test: b");
    }

    [Fact]
    public void JSON_is_lax_and_what_nobody_reads_is_named()
    {
        var file = StructureTestFile.Parse("image.json", """
            {
              "SCHEMAVERSION": "2.0.0", "note": 1,
              "commandtests": [{"Name": "x", "command": "y", "command": "z", "timeout": 3, "args": null}],
              "containerRunOptions": {"allocateTty": true}
            }
            """);
        file.Tests.Should().ContainSingle().Which.Name.Should().Be("Command Test: x");
        file.Warnings.Should().HaveCount(3).And.Contain("image.json, line 2: the file: nobody reads the key 'note'")
            .And.Contain("image.json, line 4: containerRunOptions: nobody reads the key 'allocateTty'");
    }

    [Fact]
    public void Schema_1_passes_over_what_schema_2_fails()
    {
        const string Tests = "\ncommandTests:\n- name: a\n  command: {0}\n- command: {0}\n";
        var first = StructureTestFile.Parse("image.yaml", "schemaVersion: 1.0.0" + Tests.Replace("{0}", "[ls]", StringComparison.Ordinal));
        first.Tests.Should().ContainSingle();
        first.Warnings.Should().Equal("image.yaml, line 5: schema 1.0.0 passes over this test, since the test has no name");
        StructureTestFile.Parse("image.yaml", "schemaVersion: 2.0.0" + Tests.Replace("{0}", "ls", StringComparison.Ordinal)).Tests.Should().HaveCount(2);
    }
}
