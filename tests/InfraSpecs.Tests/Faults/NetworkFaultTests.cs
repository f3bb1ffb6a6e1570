using System.Net;

namespace InfraSpecs.Tests.Faults;

public sealed class NetworkFaultTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    public static TheoryData<NetworkFault, string> Refused() => new()
    {
        { new NetworkFault(), "NetworkFault breaks nothing: set Delay, Loss, Duplicate, Bandwidth or Reset." },
        { new NetworkFault { Delay = TimeSpan.FromMinutes(2) }, "Delay is 2 min; it must be at most a minute*" },
        { new NetworkFault { Delay = Delay, Jitter = Delay * 2 }, "Jitter is 0.4 s and Delay 0.2 s;*" },
        { new NetworkFault { Loss = 1.5 }, "Loss is 1.5; it must be a share, 0 to 1*" },
        { new NetworkFault { Loss = double.NaN }, "Loss is *" },
        { new NetworkFault { Duplicate = 1e-7 }, "Duplicate is 1E-07; it must be a share*" },
        { new NetworkFault { Loss = 0.1, Reorder = 0.1 }, "Reorder needs a Delay*" },
        { new NetworkFault { Bandwidth = 0 }, "Bandwidth is 0; it must be 1 byte a second or more*" },
        { new NetworkFault { Reset = true, Delay = Delay }, "Reset goes alone*" },
        { new NetworkFault { Delay = Delay, Peers = ["db"] }, "Peers has 'db', which is no address*" },
        { new NetworkFault { Delay = Delay, Peers = ["10.0.0.7/33"] }, "Peers has '10.0.0.7/33', which is no address*" },
        { new NetworkFault { Delay = Delay, Ports = [80, 65536] }, "Ports has 65536; ports are 1 to 65535." },
        { new NetworkFault { Delay = Delay, Ports = [.. Enumerable.Range(1, 65)] }, "Ports has 65; at most 64 can be named." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_meant_is_refused(NetworkFault fault, string sentence) =>
        fault.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().ContainMatch(sentence);

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        new NetworkFault { Loss = 2, Bandwidth = -1, Ports = [0] }.Invoking(it => it.Validate()).Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(3);

    [Fact]
    public void It_is_told_in_words()
    {
        new NetworkFault { Delay = Delay, Jitter = Delay / 4, Loss = 0.05, Peers = ["10.0.0.7"], Ports = [3306] }.InWords(7)
            .Should().Be("a delay of 0.2 s ± 0.05 s, 5 % of packets lost, both ways, for 10.0.0.7, on port 3306, seed 7");
        new NetworkFault { Loss = 1, Direction = FaultDirection.In }.InWords(7).Should().Be("no packets, inwards");
        new NetworkFault { Bandwidth = 1_000_000, Direction = FaultDirection.Out }.InWords(7).Should().Be("1,000,000 bytes a second, outwards");
        new NetworkFault { Reset = true, Ports = [80, 443] }.InWords(7).Should().Be("connections reset, both ways, on ports 80, 443");
    }

    [Fact]
    public void The_program_is_told_all_of_it()
    {
        var fault = new NetworkFault
        {
            Delay = Delay, Jitter = TimeSpan.FromMilliseconds(1), Loss = 0.000_001, Duplicate = 1, Reorder = 0.5, Bandwidth = 9, Ports = [80], Direction = FaultDirection.In,
        };
        fault.Words(-1, [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00::1/128")]).Should().Equal(
            "in", "delay=200000000", "jitter=1000000", "loss=1", "duplicate=1000000", "reorder=500000", "bandwidth=9", "seed=4294967295",
            "peer=4:0a010000/16", "peer=6:fd000000000000000000000000000001/128", "port=80");
        new NetworkFault { Reset = true }.Words(0, []).Should().Equal("in", "out", "reset");
    }

    [Fact]
    public void What_it_did_is_read_from_what_the_program_says()
    {
        var effect = new FaultEffect { Container = "web", Fault = "5 % of packets lost" }.With("there caught=1200 affected=61 delayed=0 lost=61 duplicated=0 reordered=0 reset=0");
        (effect.Seen, effect.Affected, effect.Lost).Should().Be((1200, 61, 61));
        effect.ToString().Should().Be("5 % of packets lost: 1,200 packets went its way, 61 lost");
        (effect with { Ended = "web was removed" }).ToString().Should().EndWith("; web was removed");
        new FaultEffect { Container = "web", Fault = "a delay" }.ToString().Should().Be("a delay: 0 packets went its way, and nothing was done to any");
    }

    [Theory]
    [InlineData("failed to open a queue of packets, error 1", "the helper failed to open a queue of packets, error 1 (not permitted: the engine gives no container the right CAP_NET_ADMIN)")]
    [InlineData("failed to make the rules, error 2", "*NFQUEUE)")]
    [InlineData("failed to make the rules, error 95", "*Linux 5.12)")]
    [InlineData("failed to talk to the packet filter, error 93", "*(the kernel has no nftables)")]
    [InlineData("the engine said no", "the engine said no")]
    public void What_the_kernel_lacks_is_named(string said, string sentence) => FaultProgram.OfNetworks.Sentence(said).Should().Match(sentence);
}
