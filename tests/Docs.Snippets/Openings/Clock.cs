[RequiresEngine]
public sealed class RotationSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_rotates_its_log_on_a_leap_day()
    {
        var options = new ContainerClockOptions { StartAt = new DateTimeOffset(2028, 2, 28, 23, 59, 0, TimeSpan.Zero) };
        await using var clock = await ContainerClock.StartAsync(fixture.Engine, fixture.Engine.NewContainer("my/rotator:2", "rotator"), options, Token);

        await clock.RunForAsync(TimeSpan.FromMinutes(5), speed: 60, Token);
        await clock.AdvanceToAsync(new DateTimeOffset(2028, 3, 1, 0, 0, 2, TimeSpan.Zero), Token);

        var rotated = await clock.Container.FindFileAsync("/var/log/app.log.2028-02-29", Token);
        rotated.Should().BeRegularFile();
    }
}
