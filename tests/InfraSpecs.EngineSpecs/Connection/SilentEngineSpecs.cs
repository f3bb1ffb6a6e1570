using InfraSpecs.Cron;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>An engine that passes no byte any more, and closes nothing.</summary>
[RequiresEngine]
public sealed class SilentEngineSpecs(EngineFixture fixture) : ProxiedSpecs(fixture)
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Disposal_ends_and_the_engines_says_what_is_left_and_what_to_do()
    {
        var network = await ContainerNetwork.CreateAsync(Engine, new ContainerNetworkOptions { Role = "silent" }, Token);
        var container = await StartSleeperAsync();
        Proxy.FallSilent();
        await container.DisposeAsync().AsTask().WaitAsync(WhenLost, Token);
        await network.DisposeAsync().AsTask().WaitAsync(WhenLost, Token);
        var disposal = () => Engine.DisposeAsync().AsTask().WaitAsync(WhenLost, Token);
        var error = (await disposal.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).Which;
        error.Endpoint.Should().Be(Proxy.Endpoint.OriginalString);
        error.Message.Should().StartWith($"The Docker engine at {Proxy.Endpoint.OriginalString} was lost")
            .And.Contain($"Not removed: container sleeper-{Engine.Session.ShortId}").And.Contain($"network {network.Name}").And.Contain("infraspecs sweep");
    }

    [Fact]
    public async Task What_waits_for_it_without_end_is_told_and_the_first_failure_is_the_one_that_is_shown()
    {
        var body = async () =>
        {
            await using var container = await StartSleeperAsync();
            await using var log = container.FollowOutput("never");
            Proxy.FallSilent();
            await log.WaitForMatchesAsync(1, TimeSpan.FromMinutes(5), Token);
        };
        (await body.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable)).WithMessage("*was lost: no sign of life within 10 s.*");

        var other = async () =>
        {
            await using var container = await StartSleeperAsync();
            throw new InvalidOperationException("the first failure");
        };
        Proxy.Pass();
        Proxy.FallSilentFrom("DELETE");
        await other.Should().ThrowAsync<InvalidOperationException>().WithMessage("the first failure").WaitAsync(WhenLost, Token);
    }

    [Fact]
    public async Task One_that_takes_nine_seconds_for_a_sign_of_life_is_not_lost()
    {
        await using var container = await StartSleeperAsync();
        Proxy.SlowDown("/_ping", TimeSpan.FromSeconds(9));
        (await container.ExecAsync(["sleep", "13"], new ExecOptions(), Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task One_that_comes_back_and_is_slow_is_used_again()
    {
        Proxy.FallSilent();
        var list = () => Engine.ListResourcesAsync(Token);
        await list.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable).WaitAsync(WhenLost, Token);
        Proxy.Pass();
        Proxy.SlowDown(" /v", TimeSpan.FromSeconds(2));
        await Wait.UntilAsync("an answer", async _ => await IsLostAsync() ? Probe.NotYet<bool>("it is lost") : Probe.Ready(true), TimeSpan.FromSeconds(12), Token);

        async Task<bool> IsLostAsync()
        {
            try
            {
                await list();
                return false;
            }
            catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task A_wait_for_runs_ends()
    {
        await using var cron = await CronContainer.StartAsync(Engine, new CronOptions { Image = "cronjob" }, Token);
        Proxy.FallSilent();
        var wait = () => cron.WaitForRunsAsync(3, TimeSpan.FromSeconds(1), Token).WaitAsync(WhenLost, Token);
        await wait.Should().ThrowAsync<InfraSpecsException>();
    }

    [Theory]
    [InlineData("container", "/containers/create")]
    [InlineData("container", "/start")]
    [InlineData("data", "/containers/create")]
    [InlineData("registry", "/start")]
    [InlineData("mysql", "/start")]
    [InlineData("mysql", "/exec")]
    [InlineData("cron", "/containers/create")]
    [InlineData("swarm", "/networks/create")]
    [InlineData("swarm", "/start")]
    [InlineData("export", "/exec")]
    [InlineData("restore", "/archive")]
    [InlineData("exec", "/exec")]
    [InlineData("file", "/archive")]
    [InlineData("build", "/build")]
    [InlineData("stop", "/stop")]
    [InlineData("resources", "/containers/json")]
    public async Task What_is_cancelled_ends(string kind, string silentFrom)
    {
        var work = await PrepareAsync(kind);
        Proxy.FallSilentFrom(silentFrom);
        using var caller = new CancellationTokenSource();
        var running = work(caller.Token);
        await Proxy.Silent.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await caller.CancelAsync();
        var ended = () => running.WaitAsync(Promptly, Token);
        await ended.Should().ThrowAsync<OperationCanceledException>();
    }

    private async Task<Func<CancellationToken, Task>> PrepareAsync(string kind)
    {
        switch (kind)
        {
            case "container":
                var builder = await SleeperAsync();
                return token => Engine.StartAsync(builder, token);
            case "data":
                await Engine.Images.GetAsync("busybox", Token);
                return token => DataVolumeContainer.CreateAsync(Engine, "/data", token);
            case "registry":
                await Engine.Images.GetAsync("registry", Token);
                return token => RegistryServer.StartAsync(Engine, new RegistryOptions(), token);
            case "mysql":
                await Engine.Images.GetAsync("mysql", Token);
                return token => MySqlServer.StartAsync(Engine, new MySqlOptions { Golden = false }, token);
            case "cron":
                await Engine.Images.GetAsync("cronjob", Token);
                return token => CronContainer.StartAsync(Engine, new CronOptions { Image = "cronjob" }, token);
            case "swarm":
                await Task.WhenAll(Engine.Images.GetAsync("dind", Token), Engine.Images.GetAsync("registry", Token));
                return token => SwarmCluster.StartAsync(Engine, new SwarmOptions { Workers = 1 }, token);
            case "export" or "restore":
                var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
                var archive = new MemoryStream();
                if (kind == "export") return token => data.ExportAsync(archive, new VolumeExportOptions(), token);
                await data.ExportAsync(archive, new VolumeExportOptions(), Token);
                archive.Position = 0;
                return token => DataVolumeContainer.RestoreAsync(Engine, archive, new VolumeRestoreOptions(), token);
            case "build":
                var folder = Directory.CreateTempSubdirectory("silent-");
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Dockerfile"), $"FROM {await Engine.Images.GetAsync("busybox", Token)}\nRUN echo {Engine.Session.Id}\n", Token);
                return token => Engine.Images.BuildAsync(folder.FullName, token);
            case "resources":
                return token => Engine.ListResourcesAsync(token);
        }

        var container = await StartSleeperAsync();
        return kind switch
        {
            "exec" => token => container.ExecAsync(["sleep", "60"], token),
            "file" => token => container.FindFileContentAsync("/etc/passwd", token),
            _ => token => container.StopAsync(TimeSpan.FromSeconds(1), token),
        };
    }
}
