using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>Each fault of a network is felt, counted, and gone afterwards.</summary>
[RequiresEngine(EngineFeatures.NetworkFaults)]
public sealed partial class NetworkFaultSpecs(NetworkFaultSpecs.Pair pair) : IClassFixture<NetworkFaultSpecs.Pair>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_delay_is_felt_each_way_and_gone_when_it_is_healed()
    {
        await using var web = await pair.ServeAsync();
        (await ServedAsync(web)).Should().BeLessThan(Delay);
        await using (var fault = await Fault.BeginAsync(web, new NetworkFault { Delay = Delay }, Token))
        {
            // The connection, and then the answer: two journeys there and back.
            (await ServedAsync(web)).Should().BeGreaterThanOrEqualTo(Delay * 4).And.BeLessThan(Delay * 8);
            (await fault.ReadAsync(Token)).Should().HaveBeenFelt(times: 6);
            var healed = await fault.HealAsync();
            healed.Delayed.Should().Be(healed.Seen);
            healed.Ended.Should().BeNull();
        }

        (await ServedAsync(web)).Should().BeLessThan(Delay);
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_fault_that_nobody_felt_says_why()
    {
        await using var web = await pair.ServeAsync();
        await using var fault = await Fault.BeginAsync(web, new NetworkFault { Delay = Delay, Ports = [81] }, Token);
        (await ServedAsync(web)).Should().BeLessThan(Delay);
        var effect = await fault.ReadAsync(Token);
        effect.Invoking(it => it.Should().HaveBeenFelt()).Should().Throw<Exception>().WithMessage(
            $"Expected * of {web.Name} (a delay of 0.1 s, both ways, on port 81) to have been felt by 1 packet or more, but no packet went its way: the spec used no network, or other peers, ports or another direction than the fault names.*");
    }

    [Fact]
    public async Task Two_at_once_compose()
    {
        await using var web = await pair.ServeAsync();
        var slow = new NetworkFault { Delay = Delay, Direction = FaultDirection.In };
        await using var first = await Fault.BeginAsync(web, slow, Token);
        await using (await Fault.BeginAsync(web, slow, Token))
        {
            (await Fault.FindAsync(web, Token)).Should().HaveCount(2);
            (await ServedAsync(web)).Should().BeGreaterThanOrEqualTo(Delay * 4);
        }

        (await ServedAsync(web)).Should().BeGreaterThanOrEqualTo(Delay * 2).And.BeLessThan(Delay * 4);
    }

    [Fact]
    public async Task The_same_seed_loses_the_same_packets()
    {
        await using var from = await pair.StartAsync();
        var lossy = new NetworkFault { Loss = 0.3, Seed = 7, Direction = FaultDirection.Out };
        var first = await AnsweredUnderAsync(lossy);
        first.Should().NotBeEmpty().And.HaveCountLessThan(20);
        (await AnsweredUnderAsync(lossy)).Should().Equal(first);
        (await AnsweredUnderAsync(lossy with { Seed = 8 })).Should().NotEqual(first);

        async Task<IReadOnlyList<string>> AnsweredUnderAsync(NetworkFault fault)
        {
            await using var begun = await Fault.BeginAsync(from, fault, Token);
            var answered = Sequence().Matches(await pair.PingAsync(from, 20)).Select(it => it.Value).ToList();
            var healed = await begun.HealAsync();
            (healed.Seen, healed.Lost).Should().Be((20, 20 - answered.Count));
            begun.What.Should().EndWith(string.Create(CultureInfo.InvariantCulture, $"seed {fault.Seed}"));
            return answered;
        }
    }

    [Theory]
    [InlineData(FaultDirection.In)]
    [InlineData(FaultDirection.Out)]
    public async Task Packets_come_twice(FaultDirection direction)
    {
        await using var from = await pair.StartAsync();
        await using var fault = await Fault.BeginAsync(from, new NetworkFault { Duplicate = 1, Direction = direction }, Token);
        (await pair.PingAsync(from, 5)).Should().Contain("5 packets transmitted, 5 packets received, 4 duplicates", "it does not wait for that of the last");
        (await fault.HealAsync()).Duplicated.Should().Be(5);
    }

    [Fact]
    public async Task Some_overtake_others()
    {
        await using var from = await pair.StartAsync();
        await using var fault = await Fault.BeginAsync(from, new NetworkFault { Delay = Delay, Reorder = 0.5, Seed = 3, Direction = FaultDirection.Out }, Token);
        var order = Sequence().Matches(await pair.PingAsync(from, 12)).Select(it => int.Parse(it.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        order.Should().HaveCount(12).And.NotBeInAscendingOrder();
        (await fault.ReadAsync(Token)).Reordered.Should().BeInRange(1, 11);
    }

    [Fact]
    public async Task A_partition_can_be_one_way_and_of_one_peer()
    {
        await using var from = await pair.StartAsync();
        await using var to = await pair.StartAsync();
        await using (var nothingComes = await Fault.BeginAsync(from, new NetworkFault { Loss = 1, Direction = FaultDirection.In, Peers = [to] }, Token))
        {
            (await pair.PingAsync(from, 2, to)).Should().Contain("0 packets received");
            (await EchoesAsync(to)).Should().Be(2, "what it was asked came to it, and its answers did not come back");
            (await pair.PingAsync(from, 2)).Should().Contain("2 packets received", "others are in reach");
            (await nothingComes.HealAsync()).Lost.Should().Be(2);
        }

        await using (var nothingGoes = await Fault.BeginAsync(from, new NetworkFault { Loss = 1, Direction = FaultDirection.Out, Peers = [to] }, Token))
        {
            (await pair.PingAsync(from, 2, to)).Should().Contain("0 packets received").And.NotContain("permitted", "who sends is told nothing");
            (await EchoesAsync(to)).Should().Be(2, "no more came to it");
            (await nothingGoes.HealAsync()).Lost.Should().Be(2);
        }

        (await pair.PingAsync(from, 2, to)).Should().Contain("2 packets received");

        static async Task<int> EchoesAsync(Container container)
        {
            var lines = (await container.ExecAsync(["grep", "Icmp:", "/proc/net/snmp"], Token)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var at = Array.IndexOf(lines[0].Split(' '), "InEchos");
            return int.Parse(lines[1].Split(' ')[at], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Connections_are_reset()
    {
        await using var web = await pair.ServeAsync();
        await using var client = await pair.StartAsync();
        string[] get = ["wget", "-T", "5", "-q", "-O", "-", $"http://{await Pair.AddressAsync(web)}:8080/"];
        (await client.ExecAsync(get, Token)).ExitCode.Should().Be(0);
        await using (var fault = await Fault.BeginAsync(web, new NetworkFault { Reset = true, Ports = [8080] }, Token))
        {
            (await client.ExecAsync(get, Token)).Error.Should().Contain("Connection refused");
            (await fault.ReadAsync(Token)).Reset.Should().BeGreaterThanOrEqualTo(1);
        }

        (await client.ExecAsync(get, Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Bandwidth_is_used_and_kept()
    {
        await using var web = await pair.ServeAsync();
        (await ServedAsync(web, "/large")).Should().BeLessThan(TimeSpan.FromSeconds(1));
        await using var fault = await Fault.BeginAsync(web, new NetworkFault { Bandwidth = Pair.Large }, Token);
        (await ServedAsync(web, "/large")).Should().BeGreaterThan(TimeSpan.FromSeconds(0.9));
        (await fault.ReadAsync(Token)).Should().HaveBeenFelt();
    }

    [Fact]
    public async Task IPv6_is_broken_as_IPv4_is()
    {
        await using var network = await ContainerNetwork.CreateAsync(pair.Engine, new ContainerNetworkOptions { Subnet = "fd00:1f0a::/64", Configure = it => it.EnableIPv6 = true }, Token);
        await using var from = await Container.StartAsync(pair.Engine, Pair.Idle with { Networks = [network.Name] }, Token);
        await using var to = await Container.StartAsync(pair.Engine, Pair.Idle with { Networks = [network.Name] }, Token);
        var address = (await pair.Engine.Client.Containers.InspectContainerAsync(to.Id, Token)).NetworkSettings!.Networks![network.Name].GlobalIPv6Address;
        (await from.ExecAsync(["ping", "-c", "1", address], Token)).Output.Should().Contain("1 packets received");
        await using var fault = await Fault.BeginAsync(from, new NetworkFault { Delay = Delay, Duplicate = 1, Direction = FaultDirection.Out, Peers = [network] }, Token);
        var said = (await from.ExecAsync(["ping", "-c", "1", "-W", "3", address], Token)).Output;
        double.Parse(Time().Match(said).Groups[1].Value, CultureInfo.InvariantCulture).Should().BeGreaterThanOrEqualTo(100);
        (await fault.HealAsync()).Duplicated.Should().Be(1);
    }

    /// <summary>The fastest of several, each over a connection of its own: a machine that stalls makes one of them slow, and none faster than a fault lets it be.</summary>
    private static async Task<TimeSpan> ServedAsync(Container web, string path = "/")
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            using var http = new HttpClient { BaseAddress = web.Endpoint(8080), Timeout = TimeSpan.FromSeconds(30) };
            var began = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(path, Token);
            var took = Stopwatch.GetElapsedTime(began);
            if (took < fastest) fastest = took;
        }

        return fastest;
    }

    [GeneratedRegex("seq=([0-9]+)")]
    private static partial Regex Sequence();

    [GeneratedRegex("time=([0-9.]+) ms")]
    private static partial Regex Time();

    /// <summary>Small containers, and one that all reach.</summary>
    public sealed class Pair(EngineFixture fixture) : IAsyncLifetime
    {
        /// <summary>The size of a file that is served, in bytes.</summary>
        public const int Large = 1_000_000;

        public static ContainerOptions Idle { get; } = new() { Image = "busybox", Command = ["sleep", "600"] };

        public Engine Engine => fixture.Engine;

        private Container? _peer;

        public async ValueTask InitializeAsync()
        {
            if (fixture.UnavailableReason is null) _peer = await StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_peer is not null) await _peer.DisposeAsync();
        }

        public Task<Container> StartAsync() => Container.StartAsync(Engine, Idle, Token);

        public Task<Container> ServeAsync() => Container.StartAsync(
            Engine,
            new ContainerOptions
            {
                Image = "busybox", Command = ["httpd", "-f", "-p", "8080", "-h", "/srv"], Ready = Ready.WhenHttpAnswers(8080, "/"),
                Files = [ContainerFile.FromText("/srv/index.html", "Hello\n"), ContainerFile.FromText("/srv/large", new string('x', Large))],
            },
            Token);

        public async Task<string> PingAsync(Container from, int times, Container? to = null) =>
            (await from.ExecAsync(["ping", "-c", $"{times}", "-i", "0.02", "-W", "1", await AddressAsync(to ?? _peer!)], Token)).Output;

        public static async Task<string> AddressAsync(Container container) =>
            (await container.Engine.Client.Containers.InspectContainerAsync(container.Id, Token)).NetworkSettings!.Networks!.Values.Single().IPAddress!;
    }
}
