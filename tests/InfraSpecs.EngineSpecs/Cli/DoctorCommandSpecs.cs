using System.Text.Json;
using InfraSpecs.Cli;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli;

[RequiresEngine(EngineFeatures.Privileged)]
public sealed class DoctorCommandSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_doctor_only_looks()
    {
        await using var distant = new DistantEngine(fixture) { Sources = [] };
        await distant.InitializeAsync();
        var options = new EngineOptions { Endpoint = distant.Engine.Endpoint };
        (await DoctorAsync(options)).Should().Be((0, "Left         nothing by dead sessions"));

        var mine = fixture.Engine.Session.Labels[Session.OwnerLabel].Split('/');
        await MakeVolumeAsync("dead", $"{mine[0]}/{mine[1]}/{mine[2]}/1");
        await MakeVolumeAsync("alive", string.Join('/', mine));
        await MakeVolumeAsync("elsewhere", $"other/{mine[1]}/{mine[2]}/1");
        const string left = "Left         by dead sessions: volume dead; 'infraspecs sweep' removes it\n             by sessions that cannot be judged from here: volume elsewhere"
            + "\nFound        1 thing left by dead sessions; 'infraspecs sweep' removes them";
        (await DoctorAsync(options)).Should().Be((1, left));
        (await DoctorAsync(options)).Should().Be((1, left), "it only looks");
        (await distant.Engine.Client.Images.ListImagesAsync(new(), Token)).SelectMany(it => it.RepoTags)
            .Should().OnlyContain(tag => tag.StartsWith("localhost/infraspecs/reaper:", StringComparison.Ordinal), "it builds nothing, and who made the volumes has a reaper");

        Task MakeVolumeAsync(string name, string owner) => distant.Engine.Client.Volumes.CreateAsync(
            new() { Name = name, Labels = new Dictionary<string, string> { [Session.OwnerLabel] = owner, [Session.IdLabel] = "none" } }, Token);
    }

    [Fact]
    public async Task What_it_says_is_to_be_had_as_JSON()
    {
        var (code, text) = await CapturedOutput.OfAsync(output => VerbOutput.RunAsync(
            output, TextWriter.Null, OutputFormat.Json, verb => DoctorCommand.RunAsync(new EngineOptions(), features: true, verb, Token)));
        code.Should().BeInRange(0, 1);
        var said = JsonDocument.Parse(text).RootElement;
        said.GetProperty("engine").GetProperty("version").GetString().Should().Be(fixture.Engine.Version);
        said.GetProperty("engine").GetProperty("endpoint").GetString().Should().Be(fixture.Engine.Endpoint.OriginalString);
        said.GetProperty("machine").GetProperty("memory").GetInt64().Should().BeGreaterThan(100_000_000);
        var features = said.GetProperty("features").EnumerateArray().ToList();
        features.Select(it => it.GetProperty("name").GetString()).Should().Equal("Privileged", "BindMounts", "Overlay", "RoutingMesh", "NetworkFaults", "ProcessTracing");
        foreach (var it in features) it.TryGetProperty("costs", out _).Should().Be(!it.GetProperty("isThere").GetBoolean(), "what is missing costs something");
        (said.GetProperty("found").GetArrayLength() > 0).Should().Be(code == 1);
    }

    [Fact]
    public void What_is_missing_is_told_with_what_it_costs_and_how_to_get_it()
    {
        DoctorReport report = new(
            new("Docker", "26.1.5", "1.45", "tcp://10.0.0.9:2376", "the Docker context 'far' of DOCKER_CONTEXT", "unix:///var/run/docker.sock", ["runc 1.1.5"]),
            new("Debian 13", "6.12", "x86_64", 2, 8_000_000_000, 500_000_000, "/var/lib/docker", 1_000_000_000, "overlay2", "2", true),
            new(3, 1, 90_000_000, 2, 1),
            [DoctorReport.FeatureFacts.Of(EngineFeatures.Overlay, "its kernel makes no VXLAN link: EPERM"), DoctorReport.FeatureFacts.Of(EngineFeatures.NetworkFaults, null)], [], [], ["1 GB free"]);
        DoctorText.Lines(report).Should().Equal(
            "Engine       Docker 26.1.5, API 1.45, at tcp://10.0.0.9:2376",
            "Chosen       by the Docker context 'far' of DOCKER_CONTEXT",
            "             Testcontainers' own builders use unix:///var/run/docker.sock, which it asks before contexts; with DOCKER_HOST=tcp://10.0.0.9:2376 they use this one",
            "Parts        runc 1.1.5",
            "Machine      Debian 13, kernel 6.12, x86_64, 2 CPUs, rootless",
            "Memory       8 GB, 500 MB free, cgroup v2",
            "Disk         overlay2 at /var/lib/docker, 1 GB free",
            "Images       3; of these built by InfraSpecs: 1, 90 MB with what they share",
            "Containers   2, 1 running",
            "Overlay      no: its kernel makes no VXLAN link: EPERM",
            "             without it: no overlay networks, so no Swarm of more than one node",
            "             to get it: load the kernel's module vxlan on the engine's machine, as root, without user namespaces",
            "NetworkFaults yes",
            "Left         nothing by dead sessions",
            "Found        1 GB free");
    }

    private static async Task<(int ExitCode, string WhatIsLeft)> DoctorAsync(EngineOptions options)
    {
        var (code, text) = await CapturedOutput.OfAsync(output => DoctorCommand.RunAsync(options, features: false, new VerbOutput(output, TextWriter.Null), Token));
        var said = text.TrimEnd();
        said.Should().StartWith("Engine       ").And.Contain("\nChosen       ").And.Contain("\nMemory       ").And.Contain("\nFeatures     not tried;");
        return (code, said[(said.IndexOf("\nLeft ", StringComparison.Ordinal) + 1)..]);
    }
}
