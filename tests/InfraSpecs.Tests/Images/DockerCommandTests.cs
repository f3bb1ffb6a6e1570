using InfraSpecs.Images;

namespace InfraSpecs.Tests.Images;

public sealed class DockerCommandTests
{
    [Fact]
    public void Options_become_arguments_and_no_secret_is_among_them()
    {
        var folder = new BuildFolder("/app", "/docker/file", new Dockerfile(""), null, true, [], false);
        var options = new ImageBuildOptions
        {
            Target = "first",
            Platform = "linux/arm64",
            BuildArguments = new Dictionary<string, string> { ["A"] = "b c" },
            Labels = new Dictionary<string, string> { ["l"] = "m=n" },
            Secrets = new Dictionary<string, string> { ["key"] = "hush" },
        };
        string.Join('|', DockerCommand.Arguments(folder, options, ["x:1", "x:latest"])).Should().Be(
            "buildx|build|--builder|default|--progress|plain|--file|/docker/file|--target|first|--platform|linux/arm64|--tag|x:1|--tag|x:latest"
            + "|--build-arg|A=b c|--label|l=m=n|--secret|id=key,env=INFRASPECS_BUILD_SECRET_0|/app");
    }

    [Fact]
    public void A_log_keeps_the_last_twenty_lines_and_hides_each_line_of_a_secret()
    {
        var log = new BuildLog(["one\ntwo\n", ""]);
        log.Add(string.Join('\n', Enumerable.Range(1, 30).Select(number => $"line {number}")));
        log.Add("say \u001b[91mone and two\u001b[0m\n\n");
        log.LastLines.Should().HaveCount(20).And.HaveElementAt(0, "line 12").And.HaveElementAt(19, "say *** and ***");
    }

    [Fact]
    public void A_log_keeps_what_was_said_on_standard_error_whatever_was_printed_after_it()
    {
        var log = new BuildLog([]);
        log.Add("no such package\n", isError: true);
        log.Add(string.Join('\n', Enumerable.Range(1, 60).Select(number => $"line {number}")));
        log.LastLines.Should().HaveCount(21).And.HaveElementAt(20, "no such package");
    }

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData("Target")]
    [InlineData("BuildArguments")]
    [InlineData("Labels")]
    [InlineData("Secrets")]
    [InlineData("Secrets are given")]
    [InlineData("Platform")]
    [InlineData("Builder")]
    public void Options_that_cannot_be_meant_are_named(string sentence)
    {
        var bad = new Dictionary<string, string> { ["a b"] = "" };
        ImageBuildOptions options = sentence switch
        {
            "Dockerfile" => new() { Dockerfile = " " },
            "Target" => new() { Target = "a b" },
            "BuildArguments" => new() { BuildArguments = bad },
            "Labels" => new() { Labels = null! },
            "Secrets" => new() { Secrets = new Dictionary<string, string> { ["a,b"] = "" } },
            "Secrets are given" => new() { Secrets = new Dictionary<string, string> { ["a"] = "" }, Builder = ImageBuilder.Classic },
            "Platform" => new() { Platform = "linux" },
            _ => new() { Builder = (ImageBuilder)7 },
        };
        options.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().ContainSingle(error => error.StartsWith(sentence, StringComparison.Ordinal));
    }
}
