using InfraSpecs.Images.Sources;

namespace InfraSpecs.Images.Tests;

internal static class ReadTestImage
{
    /// <summary>Reads it from memory, as an archive is read.</summary>
    public static async Task<ImageUnderTest> ReadAsync(this TestImage image, string name = "test/image:latest")
    {
        var archive = image.ToArchive(name);
        var files = new ArchiveFiles("archive image.tar", _ => Task.FromResult<Stream>(new MemoryStream(archive)), isNear: true);
        return ImageUnderTest.Join(name, await SavedImage.ReadAsync(files, name, new ImageReadOptions(), "linux/amd64", Token));
    }
}
