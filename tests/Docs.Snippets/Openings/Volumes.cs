[RequiresEngine]
public sealed class DataSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task What_it_writes_is_kept()
    {
        await using var data = await DataVolumeContainer.CreateAsync(fixture.Engine, "/var/lib/mysql", Token);
        await using var app = await fixture.Engine.StartAsync(fixture.Engine.NewContainer("example/app:2", "app").WithVolumesFrom(data), Token);

        var mounts = await app.ReadMountsAsync(Token);
        mounts.Should().HaveVolumeOf(data).And.KeepDataAt("/var/lib/mysql/state");
        (await data.ReadContentsAsync(Token)).Should().HaveFile("state").Which.Should().HaveOwner(0, 0);
    }
}
