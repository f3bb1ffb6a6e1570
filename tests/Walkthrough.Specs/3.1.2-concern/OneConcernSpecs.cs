using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Concern;

/// <summary>Each container should have only one concern.</summary>
[RequiresEngine]
[Trait("Section", "3.1.2")]
public sealed class OneConcernSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_echo_service_has_one_concern_which_is_the_port_that_it_exposes()
    {
        await using var echo = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions { Image = "example/echo:latest" }, Token);
        var concern = await echo.ReadConcernAsync(Token);
        concern.Should().HaveOneConcern();
    }

    [Fact]
    public async Task The_cronjob_image_has_one_concern()
    {
        await using var cron = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions { Image = "example/cronjob:latest" }, Token);
        var concern = await cron.ReadConcernAsync(Token);
        concern.Should().HaveOneConcern(new DeclaredConcern { Programs = ["cron"] });
    }

    [Fact]
    public async Task Cron_and_a_server_in_one_container_are_two_and_are_named()
    {
        await using var both = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions
        {
            Image = "example/cronjob:latest",
            Ready = ImageReadiness.Output("^both are up$"),
            Configure = it => it.WithEntrypoint("bash", "-c", "cron && echo both are up && exec perl -e 'use IO::Socket; $s = IO::Socket::INET->new(LocalPort => 8080, Listen => 1); sleep'"),
        }, Token);
        var concern = await both.ReadConcernAsync(Token);
        var claim = () => concern.Should().HaveOneConcern();
        claim.Should().Throw<Exception>().WithMessage("*to have one concern, but it has 2 concerns: perl (pid 1*), cron (pid *); run each in a container of its own*");
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_replica_stops_when_it_is_asked_to()
    {
        await using var echo = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions { Image = "example/echo:latest" }, Token);
        var stop = await echo.StopAsync(Token);
        stop.Should().HaveStopped();
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_start_script_that_does_not_exec_keeps_its_program_from_stopping()
    {
        await using var script = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions
        {
            Image = "example/cronjob:latest",
            StopWithin = TimeSpan.FromSeconds(1),
            Configure = it => it.WithEntrypoint("sh", "-c", "cron -f; echo cron has ended"),
        }, Token);
        var stop = await script.StopAsync(Token);
        var claim = () => stop.Should().HaveStopped();
        claim.Should().Throw<Exception>().WithMessage("*but it was killed after 1 s. PID 1 is `sh -c cron -f; echo cron has ended`: it does not pass SIGTERM on to `cron -f`. Use exec form*");
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task Cron_reaps_what_its_jobs_leave()
    {
        await using var cron = await ImageRun.StartAsync(fixture.Engine, new ImageRunOptions { Image = "example/cronjob:latest" }, Token);
        var reaping = await cron.ReapAsync(Token);
        reaping.Should().ReapChildren();
    }
}
