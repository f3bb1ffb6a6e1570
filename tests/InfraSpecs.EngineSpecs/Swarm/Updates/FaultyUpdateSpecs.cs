using InfraSpecs.EngineSpecs.Swarm.Services;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;
using static InfraSpecs.EngineSpecs.Swarm.Updates.UpdatesCollection;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Updates;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay | EngineFeatures.NetworkFaults)]
[Collection(UpdatesCollection.Name)]
public sealed class FaultyUpdateSpecs(ServicesCluster shared, ITestOutputHelper output)
{
    [Fact]
    public async Task Start_first_keeps_its_promise_over_a_slow_line_that_loses_packets()
    {
        var cluster = shared.Cluster;
        await using var web = await cluster.CreateServiceAsync(Careful("far-away"), Token);
        await web.WaitUntilConvergedAsync(Token);

        var line = new NetworkFault { Delay = TimeSpan.FromMilliseconds(200), Loss = 0.05, Seed = 20, Peers = [cluster.Manager.Container!] };
        await using var first = await Fault.BeginAsync(cluster["worker01"].Container!, line, Token);
        await using var second = await Fault.BeginAsync(cluster["worker02"].Container!, line, Token);
        await using var watch = await web.WatchReplicasAsync(Token);
        await web.UpdateAsync(it => it with { Image = OtherImage }, Token);
        (await web.WaitUntilUpdatedAsync(Token)).Should().HaveCompleted();
        (await watch.StopAsync(Token)).Should().NeverHaveHadFewerThan(3);

        foreach (var fault in new[] { first, second })
        {
            var effect = await fault.ReadAsync(Token);
            output.WriteLine(effect.ToString());
            effect.Should().HaveBeenFelt(times: 20);
            effect.Lost.Should().BePositive();
        }
    }
}
