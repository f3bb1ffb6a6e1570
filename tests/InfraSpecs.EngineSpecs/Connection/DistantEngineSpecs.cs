using System.Net.Sockets;
using DotNet.Testcontainers.Builders;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>What an engine elsewhere publishes for this machine only is reached from this machine and from no other.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class DistantEngineSpecs(EngineFixture fixture, DistantEngine distant) : IClassFixture<DistantEngine>
{
    private const string HoldPorts = """
        perl -MIO::Socket::INET -e '
          my @held = map { IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $_, Listen => 1) or die "$_: $!" } $ARGV[0] .. $ARGV[1];
          open(my $file, ">", "/tmp/holding"); print $file $$; close $file; rename "/tmp/holding", "/tmp/held"; sleep 600;
        ' "$1" "$2" >/dev/null 2>&1 </dev/null &
        timeout 20 sh -c 'until [ -e /tmp/held ]; do sleep 0.05; done'
        """;

    [Fact]
    public async Task A_port_for_this_machine_is_reached_here_and_by_the_engines_machine_itself_and_nowhere_else()
    {
        await using var echo = await StartEchoAsync(it => it.WithLoopbackPort(8080));
        var (host, port) = echo.GetPublishedAddress(8080);
        host.Should().Be("127.0.0.1");
        (await AskAsync(host, port)).Should().Be("Hello Docker!!\n");

        var there = echo.Testcontainer.GetMappedPublicPort(8080);
        (await distant.AnswersThereAsync("127.0.0.1", there)).Should().BeTrue();
        (await distant.AnswersThereAsync(distant.Machine.Testcontainer.IpAddress, there)).Should().BeFalse();
        using var client = new TcpClient();
        await client.Awaiting(it => it.ConnectAsync(distant.Machine.Testcontainer.IpAddress, there, Token).AsTask()).Should().ThrowAsync<SocketException>();
    }

    [Fact]
    public async Task It_is_reached_again_after_a_restart()
    {
        await using var echo = await StartEchoAsync(it => it.WithLoopbackPort(8080));
        await echo.StopAsync(Token);
        echo.Invoking(it => it.GetPublishedAddress(8080)).Should().Throw<InvalidOperationException>();
        await echo.StartAsync(Token);
        await UpAsync(echo);
        var (host, port) = echo.GetPublishedAddress(8080);
        (await AskAsync(host, port)).Should().Be("Hello Docker!!\n");
    }

    [Fact]
    public async Task A_port_on_all_addresses_is_open_to_all()
    {
        await using var echo = await StartEchoAsync(it => it.WithPortOnAllAddresses(8080));
        var (host, port) = echo.GetPublishedAddress(8080);
        host.Should().Be(distant.Machine.Testcontainer.IpAddress);
        (await AskAsync(host, port)).Should().Be("Hello Docker!!\n");
    }

    // The engine counts upwards through the ports that its machine gives to connections as well, and gives up after ten that are taken.
    [Fact]
    public async Task A_port_that_the_engine_chose_and_somebody_has_is_chosen_anew()
    {
        int last;
        await using (var first = await StartEchoAsync(it => it.WithLoopbackPort(8080))) last = first.Testcontainer.GetMappedPublicPort(8080);
        (await distant.Machine.ExecAsync(["sh", "-c", HoldPorts, "sh", $"{last + 1}", $"{last + 12}"], Token)).ExitCode.Should().Be(0);
        try
        {
            await using var second = await StartEchoAsync(it => it.WithLoopbackPort(8080));
            second.Testcontainer.GetMappedPublicPort(8080).Should().BeGreaterThan((ushort)(last + 12));
        }
        finally
        {
            (await distant.Machine.ExecAsync(["sh", "-c", "kill $(cat /tmp/held)"], Token)).ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public async Task What_cannot_be_forwarded_is_refused_and_not_opened()
    {
        await using var bare = new DistantEngine(fixture) { Sources = [] };
        await bare.InitializeAsync();
        var echo = bare.Engine.NewContainer(await bare.CarryAsync("echo"), "echo").WithLoopbackPort(8080);
        var refusal = (await bare.Engine.Awaiting(it => it.StartAsync(echo, Token)).Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.PortNotForwarded)).Which;
        refusal.Ports.Should().Equal(8080);
        refusal.Message.Should().Contain("8080 for this machine only").And.Contain("the image source probe, cannot be had there").And.Contain("WithPortOnAllAddresses");
        (await bare.Engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_database_is_reached_from_this_machine_alone()
    {
        var image = await distant.CarryAsync("mariadb");
        await using var server = await MySqlServer.StartAsync(distant.Engine, new MySqlOptions { Image = image, Database = "shop", Golden = false }, Token);
        await server.ExecuteAsync("CREATE TABLE a (id INT PRIMARY KEY)", Token);
        (await distant.AnswersThereAsync("127.0.0.1", server.Container.Testcontainer.GetMappedPublicPort(3306))).Should().BeTrue();
        (await distant.AnswersThereAsync(distant.Machine.Testcontainer.IpAddress, server.Container.Testcontainer.GetMappedPublicPort(3306))).Should().BeFalse();
    }

    [Fact]
    public async Task A_registry_is_pushed_to_by_its_engine_and_read_from_this_machine()
    {
        var images = await Task.WhenAll(distant.CarryAsync("registry"), distant.CarryAsync("echo"));
        await using var registry = await RegistryServer.StartAsync(distant.Engine, new RegistryOptions { Image = images[0] }, Token);
        var pushed = await registry.PushAsync(images[1], "example/echo", Token);
        (await registry.ReadManifestAsync(pushed.Name, Token)).Should().HaveDigest(pushed);
        (await distant.AnswersThereAsync(distant.Machine.Testcontainer.IpAddress, registry.Container.Testcontainer.GetMappedPublicPort(5000))).Should().BeFalse();
    }

    private async Task<Container> StartEchoAsync(Func<ContainerBuilder, ContainerBuilder> publish)
    {
        var echo = await distant.Engine.StartAsync(publish(distant.Engine.NewContainer(await distant.CarryAsync("echo"), "echo")), Token);
        await UpAsync(echo);
        return echo;
    }

    private async Task UpAsync(Container echo) => await echo.WaitUntilAsync("its own check", async token =>
        (await echo.ExecAsync(["/echo", "--check"], token)).ExitCode == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("it fails"), TimeSpan.FromSeconds(20), Token);

    private static async Task<string> AskAsync(string host, int port)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"http://{host}:{port}"), Token);
    }
}
