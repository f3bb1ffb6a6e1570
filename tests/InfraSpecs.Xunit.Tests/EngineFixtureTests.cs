namespace InfraSpecs.Xunit.Tests;

// There is one fixture of an engine in a process at a time.
[Collection(nameof(EngineFixture))]
public sealed class EngineFixtureTests
{
    [Fact]
    public async Task It_connects_as_the_default_options_say()
    {
        var before = EngineFixture.DefaultOptions;
        try
        {
            EngineFixture.DefaultOptions = new EngineOptions { Endpoint = new Uri("tcp://127.0.0.1:9"), ConnectWithin = TimeSpan.FromSeconds(5) };
            await using var fixture = new EngineFixture();
            await fixture.InitializeAsync();
            fixture.UnavailableReason.Should().Contain("tcp://127.0.0.1:9");
            before.Endpoint.Should().BeNull();
        }
        finally
        {
            EngineFixture.DefaultOptions = before;
        }
    }
}
