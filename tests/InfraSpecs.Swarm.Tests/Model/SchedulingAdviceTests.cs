namespace InfraSpecs.Swarm.Tests.Model;

public sealed class SchedulingAdviceTests
{
    [Theory]
    [InlineData("no suitable node (scheduling constraints not satisfied on 3 nodes)", "LabelAsync")]
    [InlineData("no suitable node (3 nodes not available for new tasks)", "ActivateAsync")]
    [InlineData("no suitable node (insufficient resources on 2 nodes; 1 node not available for new tasks)", "reserve less")]
    [InlineData("host-mode port already in use on 1 node", "another port")]
    [InlineData("no suitable node (missing plugin on 3 nodes)", "driver")]
    [InlineData("no suitable node (unsupported platform on 3 nodes)", "platform")]
    [InlineData("no suitable node (max replicas per node limit exceed)", "MaxReplicasPerNode")]
    public void It_fits_what_the_scheduler_said(string said, string advice) => SchedulingAdvice.For(said).Should().Contain(advice);

    [Fact]
    public void Words_that_are_not_known_have_none() => SchedulingAdvice.For("something new").Should().BeNull();
}
