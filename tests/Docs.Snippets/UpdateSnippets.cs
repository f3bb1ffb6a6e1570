using InfraSpecs;
using InfraSpecs.Swarm;

namespace Docs.Snippets;

/// <summary>The snippets of docs/updates.md, a method for each.</summary>
internal static class UpdateSnippets
{
    public static async Task RollingAsync(SwarmCluster cluster, CancellationToken token)
    {
        await using var web = await cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = "web",
            Image = "registry:5000/example/web:1",
            Replicas = 3,
            Update = new UpdatePolicy { Order = UpdateOrder.StartFirst, FailureAction = UpdateFailureAction.Rollback },
            Rollback = new UpdatePolicy { Order = UpdateOrder.StartFirst },
            HealthCheck = new TaskHealthCheck { Command = ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"] },
        }, token);
        await web.WaitUntilConvergedAsync(token);

        await using var watch = await web.WatchReplicasAsync(token);
        await web.UpdateAsync(it => it with { Image = "registry:5000/example/web:2" }, token);
        var update = await web.WaitUntilUpdatedAsync(token);
        update.Should().HaveCompleted();
        update.Placement.Should().HaveImageEverywhere("registry:5000/example/web:2");
        (await watch.StopAsync(token)).Should().NeverHaveHadFewerThan(3);
    }

    public static async Task BadAsync(Service web, string goodDigest, CancellationToken token)
    {
        await web.UpdateAsync(it => it with { Image = "registry:5000/example/web:broken" }, token);
        var update = await web.WaitUntilRolledBackAsync(token);
        update.Should().HaveRolledBackByItself();
        update.Placement.Should().HaveImageEverywhere(goodDigest);
        Console.WriteLine($"{update.ReplacedImage} was taken back: {update.Why}");
    }
}
