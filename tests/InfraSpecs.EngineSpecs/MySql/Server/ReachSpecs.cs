using Docker.DotNet.Models;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using MySqlConnector;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

/// <summary>Who reaches a server that is there for this machine.</summary>
[RequiresEngine]
public sealed class ReachSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task A_container_of_the_default_network_reaches_neither_a_database_nor_a_registry()
    {
        await using var server = await MySqlServer.StartAsync(Engine, new MySqlOptions(), Token);
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        await using var open = await MySqlServer.StartAsync(Engine, InDefaultNetwork(new MySqlOptions()), Token);
        (await ReachesAsync(await AddressAsync(open.Container.Id), 3306)).Should().BeTrue("that one was put there");
        (await ReachesAsync(await AddressAsync(server.Container.Id), 3306)).Should().BeFalse();
        (await ReachesAsync(await AddressAsync(registry.Container.Id), 5000)).Should().BeFalse();
    }

    [Fact]
    public async Task Servers_do_not_reach_each_other()
    {
        await using var server = await MySqlServer.StartAsync(Engine, new MySqlOptions(), Token);
        await using var other = await MySqlServer.StartAsync(Engine, new MySqlOptions(), Token);
        var address = await AddressAsync(other.Container.Id);
        (await ReachesAsync(address, 3306, create => create.HostConfig!.NetworkMode = $"container:{other.Container.Id}")).Should().BeTrue();
        (await ReachesAsync(address, 3306, create => create.HostConfig!.NetworkMode = $"container:{server.Container.Id}")).Should().BeFalse();
    }

    [Fact]
    public async Task A_network_of_the_users_own_takes_the_place_of_the_one_apart()
    {
        await using var network = await ContainerNetwork.CreateAsync(Engine, new ContainerNetworkOptions { Role = "backend" }, Token);
        var options = new MySqlOptions { Golden = true, Configure = container => container.WithNetwork(network.Name).WithNetworkAliases("db") };
        await using var server = await MySqlServer.StartAsync(Engine, options, Token);
        (await Engine.Client.Containers.InspectContainerAsync(server.Container.Id, Token)).NetworkSettings!.Networks!.Keys.Should().Equal(network.Name);
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    public async Task Root_has_a_password_where_none_is_given_and_connection_strings_carry_it(string image)
    {
        await using var server = await MySqlServer.StartAsync(Engine, new MySqlOptions { Image = image }, Token);
        var said = new MySqlConnectionStringBuilder(server.RootConnectionString);
        said.Password.Should().NotBeEmpty().And.Be(server.Options.RootPassword);
        said.Password = "";
        await using var without = new MySqlConnection(said.ConnectionString);
        (await without.Awaiting(it => it.OpenAsync(Token)).Should().ThrowAsync<MySqlException>()).Which.ErrorCode.Should().Be(MySqlErrorCode.AccessDenied);
        $"{server.Options}".Should().NotContain(server.Options.RootPassword);
    }

    [Fact]
    public async Task Root_has_none_where_the_options_say_so()
    {
        await using var server = await MySqlServer.StartAsync(Engine, new MySqlOptions { AllowEmptyPassword = true }, Token);
        new MySqlConnectionStringBuilder(server.RootConnectionString).Password.Should().BeEmpty();
        (await server.QueryAsync("SELECT 1", Token)).Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task The_next_server_on_the_same_data_has_the_same_password()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/var/lib/mysql", Token);
        var options = new MySqlOptions { Data = data, Database = "shop" };
        await using (var first = await MySqlServer.StartAsync(Engine, options, Token)) await first.ExecuteAsync("CREATE TABLE a (id INT PRIMARY KEY)", Token);
        await using var second = await MySqlServer.StartAsync(Engine, options, Token);
        (await second.QueryAsync("SHOW TABLES", Token)).Rows.Should().ContainSingle();
    }

    private static MySqlOptions InDefaultNetwork(MySqlOptions options) => options with
    {
        Golden = true,
        Configure = container => container.WithCreateParameterModifier(create => create.HostConfig!.NetworkMode = "bridge"),
    };

    private async Task<string> AddressAsync(string container) =>
        (await Engine.Client.Containers.InspectContainerAsync(container, Token)).NetworkSettings!.Networks!.Values.Single().IPAddress!;

    private async Task<bool> ReachesAsync(string host, int port, Action<CreateContainerParameters>? place = null)
    {
        var stranger = Engine.NewContainer(await Engine.Images.GetAsync("mysql", Token), "stranger")
            .WithEntrypoint("timeout", "3", "bash", "-c", $"exec 3<>/dev/tcp/{host}/{port}")
            .WithCreateParameterModifier(create => place?.Invoke(create));
        return (await Engine.RunToEndAsync(stranger, Token)).ExitCode == 0;
    }
}
