namespace InfraSpecs.Images.Tests.Tree;

public sealed class ImageTreeSpecs
{
    [Fact]
    public async Task A_later_layer_overwrites_and_deletes()
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/etc").File("/etc/a", "one").File("/etc/b", "gone"))
            .Layer(l => l.File("/etc/a", "two").Gone("/etc/b"))
            .ReadAsync();
        image.Files.All.Select(file => file.Path).Should().Equal("/etc", "/etc/a");
        image.Files.Hidden.Select(file => file.Path).Should().BeEquivalentTo("/etc/a", "/etc/b");
    }
}
