using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql.Server;

/// <summary>On an engine of its own: on a shared one it would take the golden volumes of others.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class GoldenBoundSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task An_engine_keeps_20_golden_volumes_and_the_one_that_a_container_has()
    {
        await using var distant = new DistantEngine(fixture) { Sources = ["busybox"] };
        await distant.InitializeAsync();
        var engine = distant.Engine;
        for (var i = 0; i < 23; i++)
        {
            var labels = new Dictionary<string, string> { [GoldenStock.Label] = $"{i:00}", [GoldenStock.MadeLabel] = $"made {i:00}" };
            await CreateAsync($"infraspecs-golden-{i:00}", labels);
            await CreateAsync($"infraspecs-golden-{i:00}-ready-x", new(labels) { [GoldenStock.BytesLabel] = "1024" });
        }

        await CreateAsync("infraspecs-golden-99-ready-x", new() { [GoldenStock.Label] = "99" });
        await CreateAsync("yours", []);
        await using var server = await engine.StartAsync(
            engine.NewContainer(await fixture.Engine.Images.GetAsync("busybox", Token), "server").WithVolumeMount("infraspecs-golden-00", "/golden").WithCommand("sleep", "600"), Token);

        var removed = await GoldenVolumes.RemoveOldAsync(engine, Token);

        removed.Should().Equal(
            "infraspecs-golden-99-ready-x", "infraspecs-golden-01", "infraspecs-golden-01-ready-x", "infraspecs-golden-02", "infraspecs-golden-02-ready-x",
            "infraspecs-golden-03", "infraspecs-golden-03-ready-x");
        var kept = await GoldenVolumes.ListAsync(engine, Token);
        kept.Should().HaveCount(20).And.OnlyContain(it => it.IsWhole && it.Bytes == 1024);
        kept.Where(it => it.IsInUse).Select(it => it.Name).Should().Equal("infraspecs-golden-00");
        GoldenVolumes.BeyondBound(kept, engine.Time.GetUtcNow()).Should().BeEmpty();
        GoldenVolumes.BeyondBound(kept, engine.Time.GetUtcNow().AddDays(15)).Should().HaveCount(19);

        (await GoldenVolumes.RemoveAllAsync(engine, Token)).Should().HaveCount(2 * 19);
        (await engine.Client.Volumes.ListAsync(Token)).Volumes!.Select(it => it.Name).Should().BeEquivalentTo("infraspecs-golden-00", "infraspecs-golden-00-ready-x", "yours");

        Task CreateAsync(string name, Dictionary<string, string> labels) => engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = name, Labels = labels }, Token);
    }
}
