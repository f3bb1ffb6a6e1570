using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Stacks.StacksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

/// <summary>What converges, and is not what was meant; and what a variable was, where the file is refused for it.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StacksCollection.Name)]
public sealed class StackWarningSpecs(StacksCluster shared, EngineFixture fixture)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task A_volume_that_an_earlier_stack_left_is_told()
    {
        using var folder = new StackFolderOnDisk($$"""
            version: "3.8"
            services:
              db:
                image: example/busybox:latest
                command: [sh, -c, {{Sleeper}}]
                stop_grace_period: 1s
                volumes: ["data:/data"]
                deploy:
                  placement:
                    constraints: [node.hostname==worker01]
            volumes:
              data: {}
            """);
        await using (var first = await Cluster.DeployStackAsync(folder.Options("left"), Token))
        {
            first.Warnings.Should().BeEmpty();
            await first.WaitUntilConvergedAsync(Token);
            await first.UpdateAsync(it => it, Token);
            first.Warnings.Should().BeEmpty("it is its own");
        }

        await using var second = await Cluster.DeployStackAsync(folder.Options("left"), Token);
        second.Warnings.Should().ContainSingle().Which.Should().MatchRegex(
            "stack\\.yml:12: volume left_data is there already, on worker01 \\(made [0-9].* ago\\)\\. What an earlier stack left in it stays, as the password .*"
            + ": docker volume rm left_data, on its node\\.$");
        TestContext.Current.TestOutputHelper!.WriteLine(second.Warnings[0]);
    }

    [Fact]
    public async Task A_virtual_address_that_nobody_reaches_is_told()
    {
        var isReached = (await fixture.Engine.GetFeaturesAsync(Token)).Present.HasFlag(EngineFeatures.RoutingMesh);
        using var folder = new StackFolderOnDisk($$"""
            version: "3.8"
            services:
              web:
                image: example/busybox:latest
                command: [sh, -c, {{Sleeper}}]
                stop_grace_period: 1s
              api:
                image: example/busybox:latest
                command: [sh, -c, {{Sleeper}}]
                stop_grace_period: 1s
                deploy: {endpoint_mode: dnsrr}
            """);
        await using var stack = await Cluster.DeployStackAsync(folder.Options("virtual"), Token);
        foreach (var warning in stack.Warnings) TestContext.Current.TestOutputHelper!.WriteLine(warning);
        stack.Warnings.Where(it => it.Contains("stack.yml:3: service web: its virtual address and its ingress ports are not reached here, though it converges: the engine's kernel has no IPVS."))
            .Should().HaveCount(isReached ? 0 : 1);
        stack.Warnings.Should().NotContain(it => it.Contains("service api"));

        var options = new ServiceOptions { Name = "plain", Image = "example/busybox:latest", Arguments = ["sleep", "600"], Networks = ["ch03"], StopGracePeriod = TimeSpan.FromSeconds(1) };
        await using var service = await Cluster.CreateServiceAsync(options, Token);
        service.Warnings.Should().HaveCount(isReached ? 0 : 1);
        await using var other = await Cluster.CreateServiceAsync(options with { Name = "robin", EndpointMode = EndpointMode.DnsRoundRobin }, Token);
        other.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_value_that_a_variable_brought_is_shown_where_the_file_is_refused_for_it()
    {
        using var folder = new StackFolderOnDisk("""
            version: "3.8"
            services:
              web:
                image: example/busybox:latest
                environment: {KEY: "${API_KEY}"}
                ports:
                  - {target: 80, published: "${PORT}", mode: host}
            """);
        var options = folder.Options("ported") with { Environment = new Dictionary<string, string> { ["PORT"] = "80a", ["API_KEY"] = "h4rd-t0-guess" } };
        var deploy = () => Cluster.DeployStackAsync(options, Token);
        var failure = (await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        failure.Line.Should().Be(7);
        failure.Message.Should().Contain("80a").And.Contain("PORT is \"80a\" there.").And.NotContain("h4rd");
    }

    [Fact]
    public async Task A_mistyped_key_is_told_with_the_one_that_is_near()
    {
        using var folder = new StackFolderOnDisk("version: \"3.8\"\nservices:\n  web:\n    image: example/busybox:latest\n    deploy: {replica: 2}\n");
        var deploy = () => Cluster.DeployStackAsync(folder.Options("near"), Token);
        (await deploy.Should().ThrowAsync<StackException>()).Which.Advice.Should().Be("did you mean replicas? Nothing that this deploy made for a new stack is left.");
    }
}
