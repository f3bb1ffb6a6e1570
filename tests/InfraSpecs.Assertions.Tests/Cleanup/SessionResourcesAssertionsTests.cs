using Xunit.Sdk;


namespace InfraSpecs.Assertions.Tests.Cleanup;

public sealed class SessionResourcesAssertionsTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public void Nothing_is_empty() => new SessionResources("infraspecs.session=1", [], [], []).Should().BeEmpty();

    [Fact]
    public void What_is_left_is_listed()
    {
        var left = new SessionResources(
            "infraspecs.session=1", [new("container", "1", "cron-1", NoLabels)], [], [new("volume", "2", "data", NoLabels)]);
        var claim = () => left.Should().BeEmpty();
        claim.Should().Throw<XunitException>().WithMessage("""
            Expected left labelled "infraspecs.session=1" to be empty, but found 2.

            With resources:
            container cron-1
            volume data

            """);
    }
}
