using InfraSpecs.Cli.Write;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class ContainerClaimsTests
{
    private static readonly ContainerSeen Seen = new()
    {
        Name = "shop-web-1",
        Image = "shop/web:1",
        OfImage = new ImageSeen { Reference = "shop/web:1", Config = new ImageConfig { Cmd = ["web"], Volumes = ["/var/cache"] } },
        Health = "healthy",
        Ports = [new SeenPort(8080, 18080, 200), new SeenPort(5432), new SeenPort(9000, Trouble: "port 9000 closed the connection at once")],
        OtherPorts = [("53/udp", "only TCP can be asked")],
        Mounts =
        [
            ContainerMount.Volume("shop-data", "/data", readOnly: true), ContainerMount.Bind("/srv/web.conf", "/etc/web.conf"), ContainerMount.Tmpfs("/run"),
            new ContainerMount { Kind = MountKind.Volume, Path = "/var/cache", Name = "0f1e", IsAnonymous = true },
            new ContainerMount { Kind = MountKind.Volume, Path = "/var/own", Name = "0f1f", IsAnonymous = true },
        ],
    };

    [Fact]
    public void The_class_says_what_was_seen() => SpecText.Write(ContainerClaims.Write(Seen)).Should().Be(
        """
        [assembly: AssemblyFixture(typeof(EngineFixture))]

        [RequiresEngine]
        public sealed class ShopWeb1Specs(EngineFixture fixture)
        {
            private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

            [Fact]
            public async Task It_runs_shop_web_1()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                var found = await fixture.Engine.Client.Containers.InspectContainerAsync(container.Id, Token);
                found.Config!.Image.Should().Be("shop/web:1");
                found.State!.Running.Should().BeTrue();
            }

            [Fact]
            public async Task It_publishes_port_8080_as_18080()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                container.Endpoint(8080).Port.Should().Be(18080);
            }

            [Fact]
            public async Task It_answers_on_port_8080_with_200()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                await container.WaitUntilAsync(Ready.WhenHttpAnswers(8080, "/", System.Net.HttpStatusCode.OK), Within, Token);
            }

            [Fact]
            public async Task It_listens_on_port_5432()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                await container.WaitUntilAsync(Ready.WhenPortAccepts(5432), Within, Token);
            }

            [Fact]
            public async Task It_is_healthy()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                await container.WaitUntilAsync(Ready.WhenHealthy, Within, Token);
            }

            [Fact]
            public async Task It_has_volume_shop_data_at_data()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                var mounts = await container.ReadMountsAsync(Token);
                mounts.Should().HaveMount(ContainerMount.Volume("shop-data", "/data", readOnly: true));
            }

            [Fact]
            public async Task It_has_srv_web_conf_at_etc_web_conf()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                var mounts = await container.ReadMountsAsync(Token);
                mounts.Should().HaveMount(ContainerMount.Bind("/srv/web.conf", "/etc/web.conf"));
            }

            [Fact]
            public async Task It_has_memory_at_run()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                var mounts = await container.ReadMountsAsync(Token);
                mounts.Should().HaveMount(ContainerMount.Tmpfs("/run"));
            }

            [Fact]
            public async Task It_has_a_volume_at_var_own()
            {
                var container = await fixture.Engine.HoldAsync("shop-web-1", Token);
                var mounts = await container.ReadMountsAsync(Token);
                mounts.Should().HaveMount(new ContainerMount { Kind = MountKind.Volume, Path = "/var/own" });
            }
        }

        [RequiresEngine]
        public sealed class ShopWeb1ImageSpecs(ShopWeb1Image fixture) : IClassFixture<ShopWeb1Image>
        {
            [Fact]
            public void It_runs_as_root() => fixture.Image.Should().HaveUser("root");

            [Fact]
            public void It_has_no_entry_point() => fixture.Image.Should().HaveNoEntrypoint();

            [Fact]
            public void Its_command_is_web() => fixture.Image.Should().HaveCmd("web");

            [Fact]
            public void It_declares_volume_var_cache() => fixture.Image.Should().DeclareVolume("/var/cache");

            [Fact]
            public void It_starts_as_declared() => fixture.Image.Should().StartAsDeclared();

            [Fact]
            public void It_runs_elsewhere() => fixture.Image.Should().BePortable();

            [Fact]
            public void It_has_no_secrets() => fixture.Image.Should().HaveNoSecrets();
        }

        public sealed class ShopWeb1Image(EngineFixture engine) : ImageFixture(engine, "shop/web:1");

        """);

    [Fact]
    public void What_is_not_claimed_is_told() => ContainerClaims.Write(Seen with { Health = "unhealthy", OfImage = null, ImageTrouble = "it is gone" }).Notes.Should().Equal(
        "left out: that it listens on port 9000, because port 9000 closed the connection at once",
        "left out: that it listens on 53/udp, because only TCP can be asked",
        "left out: that it is healthy, because it is unhealthy",
        "left out: its image, because it is gone");

    [Fact]
    public void It_compiles() => Compiled.Complaints(SpecText.Write(ContainerClaims.Write(Seen with { Ports = [new SeenPort(80, 80, 299)] }))).Should().BeEmpty();
}
