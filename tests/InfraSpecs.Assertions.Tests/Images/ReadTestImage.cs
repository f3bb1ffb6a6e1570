using InfraSpecs.Images;
using InfraSpecs.Xunit;

namespace InfraSpecs.Assertions.Tests.Images;

internal static class ReadTestImage
{
    /// <summary>Reads it as a user would: from an archive.</summary>
    public static async Task<ImageUnderTest> ReadAsync(this TestImage image, string name = "test/image:latest")
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.At("image.tar"), image.ToArchive(name), Spec.Token);
        return await ImageUnderTest.FromArchiveAsync(folder.At("image.tar"), new ImageReadOptions { Reference = name }, Spec.Token);
    }
}
