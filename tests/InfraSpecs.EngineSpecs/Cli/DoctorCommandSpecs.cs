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
        const string left = "Left         by dead sessions: volume dead; 'infraspecs sweep' removes it\n             by sessions that cannot be judged from here: volume elsewhere";
        (await DoctorAsync(options)).Should().Be((1, left));
        (await DoctorAsync(options)).Should().Be((1, left), "it only looks");
        (await distant.Engine.Client.Images.ListImagesAsync(new(), Token)).SelectMany(it => it.RepoTags)
            .Should().OnlyContain(tag => tag.StartsWith("localhost/infraspecs/reaper:", StringComparison.Ordinal), "it builds nothing, and who made the volumes has a reaper");

        Task MakeVolumeAsync(string name, string owner) => distant.Engine.Client.Volumes.CreateAsync(
            new() { Name = name, Labels = new Dictionary<string, string> { [Session.OwnerLabel] = owner, [Session.IdLabel] = "none" } }, Token);
    }

    private static async Task<(int ExitCode, string AfterTheFirstLine)> DoctorAsync(EngineOptions options)
    {
        var (code, text) = await CapturedOutput.OfAsync(output => DoctorCommand.RunAsync(options, features: false, output, Token));
        var said = text.TrimEnd();
        said.Should().StartWith("Engine       ");
        return (code, said[(said.IndexOf('\n') + 1)..]);
    }
}
