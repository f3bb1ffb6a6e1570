using InfraSpecs.Cli.Write;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class ComposeClaimsTests
{
    private const string Stack = """
        x-deploy: &spread
          replicas: 2
          placement: {constraints: [node.labels.disk == ssd]}
        services:
          web:
            image: shop/web:${TAG:-1}
            ports: ["8080:80", {target: 53, published: 53, protocol: udp, mode: host}]
            networks: [front]
            deploy: {<<: *spread, replicas: 3}
          agent:
            image: registry:5000/shop/agent
            deploy: {mode: global}
            secrets: [key]
        networks:
          front: {external: true}
        secrets:
          key: {external: true}
        """;

    [Fact]
    public void The_class_says_what_was_seen() => SpecText.Write(Written(Stack)).Should().Be(
        """
        using InfraSpecs.Extensibility;
        using InfraSpecs.Swarm;

        [assembly: AssemblyFixture(typeof(EngineFixture))]

        [RequiresEngine(EngineFeatures.Privileged)]
        public sealed class ShopSpecs(ShopStack fixture) : IClassFixture<ShopStack>
        {
            [Fact]
            public void It_has_services_web_and_agent() => fixture.Placement.Should().HaveServices("web", "agent");

            [Fact]
            public void Web_runs_3_replicas() => fixture.Placement["web"].Should().HaveRunningTasks(3);

            [Fact]
            public void Web_runs_shop_web_2() => fixture.Placement["web"].Should().HaveImageEverywhere("shop/web:2");

            [Fact]
            public void Web_runs_only_where_node_labels_disk_is_ssd() => fixture.Placement["web"].Should().RunOnlyOn("node.labels.disk==ssd");

            [Fact]
            public void Web_publishes_80_as_8080()
            {
                var service = fixture.Services.Should().ContainSingle(it => it.Name == "shop_web").Which;
                service.Ports.Should().Contain(new ServicePort(80, 8080));
            }

            [Fact]
            public void Web_publishes_53_as_53()
            {
                var service = fixture.Services.Should().ContainSingle(it => it.Name == "shop_web").Which;
                service.Ports.Should().Contain(new ServicePort(53, 53) { Mode = PortMode.Host, Protocol = PortProtocol.Udp });
            }

            [Fact]
            public void Web_is_in_network_front() => fixture.Placement["web"].Running.Should().NotBeEmpty().And.OnlyContain(it => it.Addresses.ContainsKey("front"));

            [Fact]
            public void Agent_runs_on_every_node() => fixture.Placement["agent"].Should().RunOnEveryNode();

            [Fact]
            public void Agent_runs_registry_5000_shop_agent() => fixture.Placement["agent"].Should().HaveImageEverywhere("registry:5000/shop/agent");

            [Fact]
            public void Agent_is_in_network_shop_default() => fixture.Placement["agent"].Running.Should().NotBeEmpty().And.OnlyContain(it => it.Addresses.ContainsKey("shop_default"));
        }

        public sealed class ShopStack(EngineFixture engine) : SwarmFixture(engine)
        {
            private StackPlacement? _placement;
            private IReadOnlyList<ServiceFacts> _services = [];

            // Cluster throws what made the start fail.
            public StackPlacement Placement => Cluster is null ? throw new InvalidOperationException() : _placement!;

            public IReadOnlyList<ServiceFacts> Services => Cluster is null ? [] : _services;

            protected override SwarmOptions Options => new()
            {
                Workers = 4,
                Preload = ["shop/web:2", "shop/agent"],
                NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["worker01"] = new Dictionary<string, string> { ["disk"] = "ssd" },
                    ["worker02"] = new Dictionary<string, string> { ["disk"] = "ssd" },
                    ["worker03"] = new Dictionary<string, string> { ["disk"] = "ssd" },
                },
            };

            protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)
            {
                var cluster = await base.StartAsync(engine, token);
                try
                {
                    await cluster.CreateNetworkAsync("front", new SwarmNetworkOptions { Attachable = true }, token);
                    await cluster.CreateSecretAsync("key", "means nothing", token);
                    var options = new StackOptions { Name = "shop", File = ProjectFolder.Resolve("stacks/shop.yml"), Environment = new Dictionary<string, string> { ["TAG"] = "2" } };
                    var stack = await cluster.DeployStackAsync(options, token);
                    _placement = await stack.WaitUntilConvergedAsync(token);
                    _services = await stack.ReadServicesAsync(token);
                    return cluster;
                }
                catch
                {
                    await cluster.DisposeAsync();
                    throw;
                }
            }
        }

        """);

    [Fact]
    public void It_compiles() => Compiled.Complaints(SpecText.Write(Written(Stack))).Should().BeEmpty();

    [Fact]
    public void What_is_not_claimed_is_told() => Written("""
        services:
          web: {image: a, ports: ["80", "8000-8009:9000-9009"], volumes: ["/srv/x:/x"], deploy: {placement: {constraints: [node.hostname != db1]}}}
          job: {image: b, deploy: {mode: replicated-job}}
          off: {image: c, deploy: {replicas: 0}}
        configs: {site: {external: true}}
        """).Notes.Should().Equal(
        "to be seen: web mounts /srv/x of its node, and a node of a spec's cluster may not have it",
        "left out: that web runs only on node.hostname!=db1, because no node of a spec's cluster is what it excludes",
        "left out: that web publishes 80, because the managers choose the port of the nodes",
        "left out: that web publishes 9000-9009, because 8000-8009:9000-9009 is no single port",
        "left out: where job runs, because it is a job, whose tasks end",
        "left out: where off runs, because it has no replicas",
        "to be seen: config site is external, and gets a text that means nothing; write one that its services take");

    private static SpecFile Written(string text) => ComposeClaims.Write(ComposeReader.Read("stacks/shop.yml", text, it => it == "TAG" ? "2" : null), "stacks/shop.yml");
}
