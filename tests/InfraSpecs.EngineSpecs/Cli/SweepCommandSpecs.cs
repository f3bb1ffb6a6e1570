using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using InfraSpecs.Cli;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.MySql;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

[RequiresEngine(EngineFeatures.Privileged)]
public sealed class SweepCommandSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task A_sweep_lists_what_is_kept_and_removes_what_nobody_needs()
    {
        await using var distant = new DistantEngine(fixture) { Sources = ["busybox"] };
        await distant.InitializeAsync();
        var (engine, options) = (distant.Engine, new EngineOptions { Endpoint = distant.Engine.Endpoint });
        var mine = fixture.Engine.Session.Labels[Session.OwnerLabel].Split('/');
        await CreateAsync("dead", Owned($"{mine[0]}/{mine[1]}/{mine[2]}/1"));
        await CreateAsync("alive", Owned(string.Join('/', mine)));
        await CreateAsync("elsewhere", Owned($"other/{mine[1]}/{mine[2]}/1"));
        await CreateAsync("yours", []);
        await CreateAsync("infraspecs-golden-a", Golden("a"));
        await CreateAsync("infraspecs-golden-a-ready-1", new(Golden("a")) { [GoldenStock.BytesLabel] = "120000000" });

        var (code, listed) = await SweepAsync(options, dryRun: true);
        code.Should().Be(0);
        var image = await fixture.Engine.Images.GetAsync("busybox", Token);
        listed.Should().MatchRegex("(?s)" + """
            \AEngine \S+, API \S+, at tcp://\S+
            Left by dead sessions: 1
              goes            \?  less than 1 min old volume dead
            Of sessions that cannot be judged from here: 1
              stays           \?  less than 1 min old volume elsewhere
            Golden volumes: 1, 120 MB
              kept       120 MB  used less than 1 min ago infraspecs-golden-a
            Images that were built here, with what they share: 2, .*
            """.ReplaceLineEndings("\n") + Regex.Escape(image)).And.EndWith("\nWould be removed: 1\n");
        (await VolumesAsync()).Should().BeEquivalentTo("dead", "alive", "elsewhere", "yours", "infraspecs-golden-a", "infraspecs-golden-a-ready-1");

        var json = JsonNode.Parse((await SweepAsync(options, dryRun: true, format: OutputFormat.Json)).Text)!;
        (json["dryRun"]!.GetValue<bool>(), json["left"]![0]!["name"]!.GetValue<string>(), json["left"]![0]!["state"]!.GetValue<string>()).Should().Be((true, "volume dead", "goes"));
        (json["golden"]![0]!["sizeBytes"]!.GetValue<long>(), json["golden"]![0]!["state"]!.GetValue<string>()).Should().Be((120_000_000L, "kept"));

        (code, var removed) = await SweepAsync(options);
        code.Should().Be(0);
        removed.Should().Contain("\n  removed         ?  less than 1 min old volume dead\n").And.EndWith("\nRemoved: 1\n");
        (await VolumesAsync()).Should().BeEquivalentTo("alive", "elsewhere", "yours", "infraspecs-golden-a", "infraspecs-golden-a-ready-1");

        (await SweepAsync(options, golden: true)).Should().Match<(int Code, string Text)>(it => it.Code == 0 && it.Text.EndsWith("\nRemoved: 1, 120 MB\n"));
        (await VolumesAsync()).Should().BeEquivalentTo("alive", "elsewhere", "yours");
        (await engine.Client.Images.ListImagesAsync(new ImagesListParameters(), Token)).Should().HaveCount(2, "images are listed only");

        Task CreateAsync(string name, Dictionary<string, string> labels) => engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = name, Labels = labels }, Token);

        async Task<IEnumerable<string>> VolumesAsync() => (await engine.Client.Volumes.ListAsync(Token)).Volumes!.Select(it => it.Name);
    }

    [Fact]
    public async Task What_could_not_be_removed_is_told_with_the_reason_and_ends_it_with_1()
    {
        await using var distant = new DistantEngine(fixture) { Sources = ["busybox"] };
        await distant.InitializeAsync();
        var mine = fixture.Engine.Session.Labels[Session.OwnerLabel].Split('/');
        var labels = Owned($"{mine[0]}/{mine[1]}/{mine[2]}/1");
        await distant.Engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = "held", Labels = labels }, Token);
        await using var holder = await distant.Engine.StartAsync(
            distant.Engine.NewContainer(await fixture.Engine.Images.GetAsync("busybox", Token), "holder").WithVolumeMount("held", "/held").WithCommand("sleep", "600"), Token);

        var (code, text) = await SweepAsync(new EngineOptions { Endpoint = distant.Engine.Endpoint });
        code.Should().Be(1);
        text.Should().MatchRegex("stays: .*volume is in use.* volume held\n").And.EndWith("\nRemoved: none\n");
    }

    private static Task<(int Code, string Text)> SweepAsync(EngineOptions options, bool dryRun = false, bool golden = false, OutputFormat format = OutputFormat.Text) =>
        CapturedOutput.OfAsync(output => VerbOutput.RunAsync(output, TextWriter.Null, format, verb => SweepCommand.RunAsync(options, dryRun, golden, verb, Token)));

    private static Dictionary<string, string> Owned(string owner) => new() { [Session.OwnerLabel] = owner, [Session.IdLabel] = "none" };

    private static Dictionary<string, string> Golden(string key) => new() { [GoldenStock.Label] = key, [GoldenStock.MadeLabel] = "1" };
}
