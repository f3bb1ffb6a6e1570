namespace InfraSpecs.Swarm.Tests.Errors;

public sealed class ClusterExceptionTests
{
    [Fact]
    public void With_a_limit_it_says_whose_limit_it_is() => ClusterException.TooLarge([8L << 30, 8L << 30, 8L << 30, 8L << 30], 25_276_047_360).Message.Should().Be(
        """
        4 nodes need 32.0 GiB of memory, and the engine's machine has 23.5 GiB; nothing was started.
          Each node may use 8.0 GiB: that is NodeMemory.
          What to do: ask for fewer Managers and Workers, or for less NodeMemory, or use a larger machine.
        """);

    [Fact]
    public void With_limits_of_single_nodes_it_counts_each()
    {
        var error = ClusterException.TooLarge([null, 1L << 30, 1L << 30, 8L << 30], 4L << 30);
        error.Needed.Should().Be((10L << 30) + (64 << 20));
        error.Message.Should().Contain("\n  Of these 1 may use 8.0 GiB, 2 may use 1.0 GiB, 1 may use 64 MiB: that is NodeLimits before NodeMemory.\n");
    }

    [Fact]
    public void Without_a_limit_it_counts_what_a_node_takes_at_least()
    {
        var error = ClusterException.TooLarge([.. Enumerable.Repeat<long?>(null, 100)], 4L << 30);
        error.Needed.Should().Be(100L * (64 << 20));
        error.Message.Should().StartWith("100 nodes need 6.2 GiB of memory, and the engine's machine has 4.0 GiB; nothing was started.\n  Each node takes some 64 MiB before");
    }
}
