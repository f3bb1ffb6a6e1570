using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Variables;

/// <summary>What an application does is controlled by environment variables.</summary>
[RequiresEngine]
[Trait("Section", "3.3.1")]
public sealed class EnvironmentSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task MESSAGE_says_what_echo_answers()
    {
        var report = await EnvironmentMatrix.RunAsync(fixture.Engine, new EnvironmentMatrixOptions
        {
            Image = "example/echo:latest",
            Rows =
            [
                new() { Name = "as it is", Port = 8080, Answer = "^Hello Docker!!$" },
                new() { Name = "a message", Environment = new Dictionary<string, string> { ["MESSAGE"] = "Hello Swarm" }, Port = 8080, Answer = "^Hello Swarm$" },
                new() { Name = "an empty one", Environment = new Dictionary<string, string> { ["MESSAGE"] = "" }, Port = 8080, Answer = "^\\n?$" },
            ],
        }, Token);
        report.Should().BeControlledByEnvironment();
    }

    [Fact]
    public async Task A_proxy_without_a_backend_refuses_to_start()
    {
        var report = await EnvironmentMatrix.RunAsync(fixture.Engine, new EnvironmentMatrixOptions
        {
            Image = "nginx-proxy",
            Rows =
            [
                new() { Name = "no backend", Refusal = "^BACKEND_HOST is ''; it must name a host", ExitCode = 1 },
                new() { Name = "a backend that is none", Environment = new Dictionary<string, string> { ["BACKEND_HOST"] = "a b" }, Refusal = "^BACKEND_HOST is 'a b'" },
                new() { Name = "a backend", Environment = new Dictionary<string, string> { ["BACKEND_HOST"] = "echo_api:8080" }, Port = 80 },
            ],
        }, Token);
        report.Should().BeControlledByEnvironment();
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_variable_that_the_image_does_not_read_is_found_out()
    {
        var report = await EnvironmentMatrix.RunAsync(fixture.Engine, new EnvironmentMatrixOptions
        {
            Image = "example/echo:latest",
            Within = TimeSpan.FromSeconds(8),
            Rows =
            [
                new() { Name = "as it is", Port = 8080, Answer = "Hello" },
                new() { Name = "another greeting", Environment = new Dictionary<string, string> { ["GREETING"] = "Good day" }, Port = 8080, Answer = "Good day" },
            ],
        }, Token);
        var claim = () => report.Should().BeControlledByEnvironment();
        claim.Should().Throw<Exception>().WithMessage("*but 1 of 2 rows is red: another greeting (GREETING='Good day'): GET / on 8080/tcp answered 'Hello Docker!!', which does not match /Good day/.*");
    }
}
