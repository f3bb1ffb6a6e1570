namespace InfraSpecs.Swarm.Tests.Stacks;

public sealed class ComposeKeysTests
{
    [Theory]
    [InlineData("services.api Additional property imagee is not allowed", "did you mean image?")]
    [InlineData("(root) Additional property servicess is not allowed", "did you mean services?")]
    [InlineData("services.api.deploy Additional property replica is not allowed", "did you mean replicas?")]
    [InlineData("services.api.deploy.update_config Additional property paralelism is not allowed", "did you mean parallelism?")]
    [InlineData("services.api.healthcheck Additional property intervall is not allowed", "did you mean interval?")]
    [InlineData("services.api.ports.0 Additional property publish is not allowed", "did you mean published?")]
    [InlineData("networks.front Additional property atachable is not allowed", "did you mean attachable?")]
    [InlineData("services.api Additional property deplyo is not allowed", "did you mean deploy?")]
    [InlineData("services.api Additional property sidecar is not allowed", null)]
    [InlineData("services.api.image must be a string", null)]
    [InlineData("something.new Additional property imagee is not allowed", null)]
    public void A_key_that_was_mistyped_is_told_with_the_one_that_is_near(string said, string? meant) => ComposeKeys.Meant(said).Should().Be(meant);
}
