using InfraSpecs;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Docs.Snippets;

[RequiresEngine]
public sealed class VisitSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Each_visit_counts()
    {
        await using var redis = await RedisServer.StartAsync(fixture.Engine, new RedisOptions(), Token);
        await redis.AskAsync(["INCR", "visits"], Token);
        (await redis.AskAsync(["INCR", "visits"], Token)).Should().Be("2");
        (await redis.Container.ReadProcessesAsync(Token)).Should().HaveProcess("redis-server");
    }
}

/// <summary>The other snippets of docs/extending.md, a method for each.</summary>
internal static class ExtendingSnippets
{
    public static async Task WaitAsync(RedisServer redis, CancellationToken token)
    {
        var keys = await redis.Container.WaitUntilAsync("a key", async linked => await redis.AskAsync(["DBSIZE"], linked) is var count and not "0"
            ? Probe.Ready(count)
            : Probe.NotYet<string>("the database is empty"), TimeSpan.FromSeconds(5), token);
        Console.WriteLine(keys);
    }
}
