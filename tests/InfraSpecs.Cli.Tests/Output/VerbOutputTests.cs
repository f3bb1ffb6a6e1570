namespace InfraSpecs.Cli.Tests.Output;

public sealed class VerbOutputTests
{
    [Fact]
    public async Task People_read_lines_and_progress_in_one_place() => (await RunAsync(OutputFormat.Text)).Should().Be((1, "at work\nfound one thing\n", "by the way\n"));

    [Fact]
    public async Task Programs_read_one_document_and_progress_is_elsewhere() =>
        (await RunAsync(OutputFormat.Json)).Should().Be((1, "{\n  \"foundThings\": 1\n}\n", "at work\nby the way\n"));

    [Fact]
    public async Task Verdicts_are_a_document_too()
    {
        var (code, output, error) = await RunAsync(OutputFormat.JUnit);
        (code, error).Should().Be((1, "at work\nby the way\n"));
        output.Should().StartWith("<?xml").And.Contain("<failure>a thing</failure>");
    }

    [Fact]
    public async Task What_fails_behind_its_document_has_written_none()
    {
        await using var output = new StringWriter();
        var run = () => VerbOutput.RunAsync(output, TextWriter.Null, OutputFormat.Json, async verb =>
        {
            await verb.WriteAsync(new { Done = true }, []);
            throw new IOException("lost");
        });
        await run.Should().ThrowAsync<IOException>();
        output.ToString().Should().BeEmpty("the error is the one document");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(OutputFormat format)
    {
        await using var error = new StringWriter { NewLine = "\n" };
        var (code, text) = await CapturedOutput.OfAsync(output => VerbOutput.RunAsync(output, error, format, async verb =>
        {
            await verb.Progress.WriteLineAsync("at work");
            await verb.WriteAsync(new { FoundThings = 1 }, ["found one thing"], () => [new JUnitSuite("things", [JudgedTest.Of("none", ["a thing"])], [])]);
            await verb.Error.WriteLineAsync("by the way");
            return 1;
        }));
        return (code, text, error.ToString());
    }
}
