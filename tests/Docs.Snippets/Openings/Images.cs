[RequiresEngine]
public sealed class JobImageSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task It_is_built_and_runs_to_its_end()
    {
        var image = await fixture.Engine.Images.BuildAsync("images/my-job", Token);
        var exit = await fixture.Engine.RunToEndAsync(fixture.Engine.NewContainer(image, "job"), Token);
        exit.ExitCode.Should().Be(0);
    }
}
