using Docker.DotNet.Models;

namespace InfraSpecs.MySql.Tests;

public sealed class GoldenStockTests
{
    [Fact]
    public void A_mark_says_that_a_volume_is_whole_when_it_was_used_and_what_it_takes()
    {
        var stock = GoldenStock.Of([Volume("k", "1"), Mark("k", "a", "1", "2026-11-29T11:00:00Z", "4711"), Mark("k", "b", "1", "2026-11-29T12:00:00Z", "4711")], ["infraspecs-golden-k"]);
        stock.Strays.Should().BeEmpty();
        stock.Volumes.Should().ContainSingle().Which.Should().BeEquivalentTo(new KeptVolume(
            "infraspecs-golden-k", At(10), At(12), 4711, IsWhole: true, IsInUse: true) { MadeId = "1", Marks = ["infraspecs-golden-k-ready-a", "infraspecs-golden-k-ready-b"] });
    }

    [Fact]
    public void A_mark_of_an_earlier_volume_of_the_same_name_means_nothing()
    {
        var stock = GoldenStock.Of([Volume("k", "2"), Mark("k", "a", "1", "2026-11-29T12:00:00Z", "4711")], []);
        stock.Volumes.Should().ContainSingle().Which.Should().BeEquivalentTo(new KeptVolume("infraspecs-golden-k", At(10), At(10), null, IsWhole: false, IsInUse: false) { MadeId = "2" });
        stock.Strays.Should().Equal("infraspecs-golden-k-ready-a");
    }

    [Fact]
    public void A_mark_without_its_volume_is_a_stray() => GoldenStock.Of([Mark("k", "a", "1", "2026-11-29T12:00:00Z", "1")], []).Strays.Should().ContainSingle();

    [Fact]
    public void What_has_the_label_and_another_name_is_none()
    {
        var data = Volume("k", "1");
        data.Name += "-1f2e3d4c5b6a";
        GoldenStock.Of([data], []).Should().BeEquivalentTo(new GoldenStock([], []));
    }

    private static DateTimeOffset At(int hour) => new(2026, 11, 29, hour, 0, 0, TimeSpan.Zero);

    private static VolumeResponse Volume(string key, string made) => new()
    {
        Name = GoldenStock.Prefix + key, CreatedAt = "2026-11-29T10:00:00Z", Labels = new Dictionary<string, string> { [GoldenStock.Label] = key, [GoldenStock.MadeLabel] = made },
    };

    private static VolumeResponse Mark(string key, string end, string made, string createdAt, string bytes) => new()
    {
        Name = $"{GoldenStock.Prefix}{key}-ready-{end}",
        CreatedAt = createdAt,
        Labels = new Dictionary<string, string> { [GoldenStock.Label] = key, [GoldenStock.MadeLabel] = made, [GoldenStock.BytesLabel] = bytes },
    };
}
