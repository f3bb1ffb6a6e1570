namespace InfraSpecs.Images.Tests.Sources;

public sealed class FileSearchTests
{
    private static readonly byte[] Long = [.. Enumerable.Range(0, 3 << 20).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task What_was_not_kept_is_read_again_by_any_of_its_names()
    {
        var image = await new TestImage()
            .Layer(l => l.Directory("/opt").File("/opt/other", new byte[Long.Length]).File("/opt/long", Long).HardLink("/opt/hard", "/opt/long").Link("/opt/soft", "long"))
            .Layer(l => l.File("/opt/short", "short"))
            .ReadAsync();
        image.Files.Find("/opt/long")!.Content.Should().BeNull();
        foreach (var name in new[] { "/opt/long", "/opt/hard", "/opt/soft" }) (await image.ReadFileAsync(name, Token)).Should().Equal(Long);
        (await image.ReadFileAsync("/opt/short", Token)).Should().Equal("short"u8.ToArray());
    }

    [Theory]
    [InlineData("/opt")]
    [InlineData("/opt/none")]
    public async Task What_is_no_regular_file_is_named(string path)
    {
        var image = await new TestImage().Layer(l => l.Directory("/opt")).ReadAsync();
        var read = () => image.ReadFileAsync(path, Token);
        (await read.Should().ThrowAsync<FileNotFoundException>()).WithMessage($"test/image:latest has no regular file {path}.");
    }
}
