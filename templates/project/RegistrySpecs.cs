using InfraSpecs.Registry;

[RequiresEngine]
public sealed class RegistrySpecs(RegistryFixture fixture) : IClassFixture<RegistryFixture>
{
    [Fact]
    public async Task A_pushed_image_is_whole()
    {
        var pushed = await fixture.Registry.PushAsync("busybox", Token);
        (await fixture.Registry.ReadContentsAsync(Token)).Should().HaveDigest(pushed);
        (await fixture.Registry.CheckImageAsync("example/busybox:latest", Token)).Should().BeWhole();
    }
}
