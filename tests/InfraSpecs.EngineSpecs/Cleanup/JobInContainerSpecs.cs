using DotNet.Testcontainers.Configurations;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>A job of CI that runs in a container with the engine's socket: nobody sees its processes, and its end kills them.</summary>
[RequiresEngine(EngineFeatures.BindMounts)]
public sealed class JobInContainerSpecs(EngineFixture fixture)
{
    private const string Socket = "/var/run/docker.sock";

    [Fact]
    public async Task What_it_makes_is_not_swept_while_it_lives_and_nothing_is_left_when_it_is_killed()
    {
        Assert.SkipUnless(fixture.Engine.Endpoint.Scheme == "unix", $"the engine {fixture.Engine.Endpoint} has no socket here");
        using var folder = new TemporaryFolder();
        await using var job = await StartAsync(folder);
        var things = new ThingsOfProcess(fixture.Engine, folder.At("made"));
        var made = await things.MadeAsync();
        await using (var other = await Engine.ConnectAsync(Token))
        {
            (await things.LeftAsync(made, Token)).Should().HaveCount(made.Count, "another process has connected, and its sweep knows of the job's reaper");
            (await other.ListLeftAsync(Token)).Unjudged.Select(it => it.Id).Should().NotIntersectWith(made);
        }

        await job.KillAsync(Token);
        await things.ShouldLeaveNothingAsync(made);
    }

    private async Task<Container> StartAsync(TemporaryFolder folder)
    {
        var tests = typeof(OneOfEachSpecs).Assembly.Location;
        var builder = fixture.Engine.NewContainer(await fixture.Engine.Images.GetAsync("base", Token), "job")
            .WithBindMount(fixture.Engine.Endpoint.AbsolutePath, Socket)
            .WithBindMount(Path.GetDirectoryName(tests), Path.GetDirectoryName(tests), AccessMode.ReadOnly)
            .WithBindMount(DotnetRoot(), DotnetRoot(), AccessMode.ReadOnly)
            .WithBindMount(folder.FullName, folder.FullName)
            .WithWorkingDirectory("/tmp")
            .WithEnvironment("HOME", "/tmp").WithEnvironment("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1").WithEnvironment("TESTINGPLATFORM_TELEMETRY_OPTOUT", "1")
            .WithEnvironment("INFRASPECS_IMAGE_BUSYBOX", await fixture.Engine.Images.GetAsync("busybox", Token))
            .WithEnvironment(OneOfEachSpecs.EndingVariable, OneOfEachSpecs.Waits).WithEnvironment(OneOfEachSpecs.FileVariable, folder.At("made"))
            .WithEntrypoint(Path.Combine(DotnetRoot(), "dotnet"))
            .WithCommand(tests, "--filter-method", $"{typeof(OneOfEachSpecs).FullName}.{nameof(OneOfEachSpecs.It_has_made_one_of_each_kind)}", "--results-directory", "/tmp/results", "--no-ansi");
        return await fixture.Engine.StartAsync(builder, Token);
    }

    /// <summary>Three folders above System.Private.CoreLib.dll.</summary>
    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
}
