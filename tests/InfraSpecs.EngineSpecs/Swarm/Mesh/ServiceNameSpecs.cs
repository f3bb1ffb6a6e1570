using System.Text.RegularExpressions;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Mesh;

/// <summary>What a service's name means to tasks in its network, which IPVS makes one address of.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay | EngineFeatures.RoutingMesh)]
[Collection(MeshCollection.Name)]
[Trait("Mesh", "true")]
public sealed partial class ServiceNameSpecs(MeshCluster mesh)
{
    private SwarmCluster Cluster => mesh.Cluster;

    [Fact]
    public async Task A_name_is_one_virtual_address_that_balances_or_all_of_the_tasks_addresses()
    {
        await using var network = await Cluster.CreateNetworkAsync("named", new SwarmNetworkOptions(), Token);
        var echo = MeshCluster.Echo("virtual") with { Replicas = 2, Networks = [network.Name] };
        await using var balanced = await Cluster.CreateServiceAsync(echo, Token);
        await using var listed = await Cluster.CreateServiceAsync(echo with { Name = "listed", EndpointMode = EndpointMode.DnsRoundRobin }, Token);
        await using var asking = await Cluster.CreateServiceAsync(
            echo with { Name = "asking", Image = "example/busybox:latest", Replicas = 1, Arguments = ["sleep", "3600"], Constraints = ["node.role == manager"] }, Token);
        var behind = MeshCluster.NamesOf(await balanced.WaitUntilConvergedAsync(Token));
        await listed.WaitUntilConvergedAsync(Token);
        var client = (await asking.WaitUntilConvergedAsync(Token)).Running.Single();

        (await ResolveAsync("virtual")).Should().ContainSingle();
        (await ResolveAsync("tasks.virtual")).Should().HaveCount(2).And.NotContain(await ResolveAsync("virtual"));
        (await ResolveAsync("listed")).Should().HaveCount(2).And.BeEquivalentTo(await ResolveAsync("tasks.listed"));

        await Wait.UntilAsync("answers of both tasks behind the virtual address", BothAsync, MeshCluster.Patience, Token);
        var shares = (await AskAsync(10)).CountBy(it => it).ToDictionary();
        shares.Keys.Should().BeEquivalentTo(behind);
        shares.Values.Should().OnlyContain(it => it >= 4 && it <= 6);

        async ValueTask<Probe<bool>> BothAsync(CancellationToken token)
        {
            var answered = (await AskAsync(4)).Distinct().ToList();
            return answered.Count == 2 ? Probe.Ready(true) : Probe.NotYet<bool>($"{string.Join(", ", answered)} answered");
        }

        async Task<IReadOnlyList<string>> ResolveAsync(string name)
        {
            var said = await asking.ExecAsync(client, ["nslookup", "-type=a", name], Token);
            return [.. AddressLine().Matches(said.Output).Select(it => it.Groups[1].Value)];
        }

        async Task<IReadOnlyList<string>> AskAsync(int requests)
        {
            string[] script = ["sh", "-c", $"for i in $(seq {requests}); do wget -T 10 -q -S -O /dev/null http://virtual:8080/; done"];
            var said = await asking.ExecAsync(client, script, Token);
            return [.. ServedLine().Matches(said.Error).Select(it => it.Groups[1].Value)];
        }
    }

    // The server's own line has a port: "Address: 127.0.0.11:53".
    [GeneratedRegex(@"^Address:\s*([0-9.]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"X-Served-By: (\w+)")]
    private static partial Regex ServedLine();
}
